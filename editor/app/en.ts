export const en = {
  product: 'Koppel',
  rail: {
    label: 'Rooms',
    flows: 'Flows',
    runs: 'Runs',
    activity: 'Activity',
    parked: 'Parked',
    playground: 'Playground',
  },
  live: { live: 'Live', catchingUp: 'Catching up', offline: 'Offline since {{time}}' },
  theme: { light: 'Light theme', dark: 'Dark theme', auto: 'Theme of this computer', change: 'Change the theme' },
  person: { menu: 'You', signOut: 'Sign out', version: 'Koppel {{version}}' },
  notFound: { title: 'Nothing is at this address', text: 'The link may be old.', action: 'Go to the flows' },
  crash: { title: 'This page stopped working', action: 'Load it again' },
  skip: 'Skip to the content',
  help: 'Keys and mouse',
}
