export const en = {
  signIn: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    action: 'Sign in',
    sandboxHint: 'Trying Koppel? The link that was printed when it started signs you in by itself.',
    failed: 'The e-mail or the password is not right.',
  },
  setup: {
    title: 'Make the first account',
    text: 'You become the owner of this installation. The one-time token was printed when Koppel started.',
    token: 'One-time token',
    name: 'Your name',
    email: 'E-mail',
    password: 'Password',
    passwordHelp: 'At least 12 characters.',
    action: 'Make the account',
    failed: 'The account could not be made',
  },
}
