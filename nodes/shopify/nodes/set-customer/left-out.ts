import type { Outcome } from '../../../sdk/outcome.ts'
import type { Rec } from '../../../sdk/record.ts'
import { failed, skipped } from '../../../sdk/settle.ts'
import type { SetCustomerConfig } from './config.ts'
import { emailOf, type CustomerDocument } from './document.ts'

/** What the settings leave out, with the reason; undefined for all that is written. */
export function leftOut(record: Rec, document: CustomerDocument, config: SetCustomerConfig): Outcome | undefined {
  const { number, blocked, sameEmail = [] } = document
  if (blocked === true && config.blocked === 'skip') {
    return skipped(record, 'blocked', `Debtor ${number} is blocked.`)
  }
  const email = emailOf(document.email)
  if (email === null) return withoutEmail(record, number, config)
  const [first] = sameEmail
  if (sameEmail.length < 2 || first === undefined) return undefined
  const others = sameEmail.filter((one) => one !== number).join(', ')
  if (config.sameEmail === 'park') {
    return failed(record, {
      code: 'shopify.same-email',
      message: `Debtor ${number} has the e-mail address ${email}, and so has debtor ${others}.`,
      advice:
        'Give each debtor its own e-mail address in AFAS, or block the one that is not used; then run this one again.',
      retry: 'after-fix',
    })
  }
  if (first === number) return undefined
  return skipped(record, 'same-email', `Debtor ${first} has this e-mail address too and is the customer in the shop.`)
}

/** Somebody without an e-mail address, as the setting has it. */
export function withoutEmail(
  record: Rec,
  number: string,
  { withoutEmail: wish }: Pick<SetCustomerConfig, 'withoutEmail'>,
): Outcome | undefined {
  if (wish === 'create') return undefined
  if (wish === 'skip') return skipped(record, 'no-email', `Debtor ${number} has no e-mail address.`)
  return failed(record, {
    code: 'shopify.no-email',
    message: `Debtor ${number} has no e-mail address, so it cannot sign in to the shop.`,
    advice: 'Fill in an e-mail address in AFAS and run it again, or choose in the settings what becomes of them.',
    retry: 'after-fix',
  })
}
