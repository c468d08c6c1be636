import type { Context } from '../../../sdk/context.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { isDefined } from '../../customers/known-number.ts'
import { fieldIn, wantedFields } from '../../customers/metafields.ts'
import type { SetCustomerConfig } from './config.ts'
import { emailOf, fieldsIn, type CustomerDocument } from './document.ts'
import { customersById, holdersOf, type ShopCustomer } from './shop-customer.ts'
import { emailChanged, emailIn, phoneOf, wantedView, type Memory, type Place } from './view.ts'

type Ctx = Context<unknown, ShopifyClient>

export interface Sought {
  readonly document: CustomerDocument
  readonly memory: Memory
  /** Read already, by the id that it was written under. */
  readonly customer: ShopCustomer | undefined
  /** That id, when it is to be read anew. */
  readonly known?: string | undefined
  readonly keys: readonly string[]
}

/** The metafields that these documents have a say in. */
export function keysOf(documents: readonly CustomerDocument[], { number }: SetCustomerConfig): readonly string[] {
  return [...new Set([number, ...documents.flatMap((one) => Object.keys(wantedFields(fieldsIn(one))))])]
}

/**
 * Which customer of the shop this is: the one that we wrote, or the one with the number, or the one with the e-mail address.
 * Two that both could be are a person's to sort out.
 */
export async function lookUp(sought: Sought, config: SetCustomerConfig, ctx: Ctx): Promise<Place> {
  const { document, memory, keys } = sought
  const { client, signal } = ctx
  const known =
    sought.customer ??
    (sought.known === undefined
      ? undefined
      : (await customersById(client, [sought.known], keys, signal)).get(sought.known))
  const email = emailOf(document.email)
  const phone = phoneOf(document)
  const sameEmail = known !== undefined && (email === null || emailIn(known) === email)
  const samePhone = phone === undefined || known?.defaultPhoneNumber?.phoneNumber === phone
  const byNumber = known === undefined && (await isDefined(config.number, ctx))
  const holders = await holdersOf(
    client,
    {
      number: byNumber ? { metafield: config.number, value: document.number } : undefined,
      email: sameEmail ? undefined : email,
      phone: samePhone ? undefined : phone,
    },
    keys,
    signal,
  )
  const customer = known ?? holders.byNumber ?? holders.byEmail
  const phoneTaken = holders.byPhone !== undefined && holders.byPhone !== customer?.id
  const place = { customer, phoneTaken }
  if (customer) check(document, customer, holders.byEmail, wantedView(document, place, memory, config).email, config)
  if (customer && config.emailChanges === 'park' && emailChanged(document, customer, memory)) {
    throw addressChanged(document)
  }
  return place
}

function check(
  document: CustomerDocument,
  customer: ShopCustomer,
  byEmail: ShopCustomer | undefined,
  wantedEmail: string | null | undefined,
  { number, update }: SetCustomerConfig,
): void {
  const theirs = fieldIn(customer.metafields.nodes, number)
  if (theirs !== undefined && theirs !== document.number) {
    throw new ProblemError({
      code: 'shopify.customer-taken',
      message: `The customer with the e-mail address of debtor ${document.number} belongs to debtor ${theirs} in the shop.`,
      advice:
        `Koppel tries again by itself: debtor ${theirs} may be about to get another address. When it stays and debtor ${theirs} is no ` +
        `longer used, delete the metafield ${number} of the customer in Shopify.`,
      retry: 'later',
      scope: 'record',
      retryAfterMs: 15 * 60_000,
    })
  }
  if (!update || byEmail === undefined || byEmail.id === customer.id || wantedEmail === emailIn(customer)) return
  throw new ProblemError({
    code: 'shopify.email-taken',
    message: `Debtor ${document.number} has a new e-mail address in AFAS, which another customer of the shop has already.`,
    advice: 'Merge the two customers in Shopify, or correct the address in AFAS; then run this one again.',
    retry: 'after-fix',
    details: { customer: customer.id, other: byEmail.id },
  })
}

function addressChanged({ number }: CustomerDocument): ProblemError {
  return new ProblemError({
    code: 'shopify.email-changed',
    message: `Debtor ${number} has another e-mail address in AFAS than in the shop.`,
    advice:
      'Correct the one that is wrong, in AFAS or in Shopify, and run it again; or choose in the settings which one counts.',
    retry: 'after-fix',
  })
}
