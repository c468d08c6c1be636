import type { Context, Fields } from '../../graphql/context.ts'
import { readGid } from '../../graphql/gid.ts'
import { customerByCustomId, type CustomId } from '../../resolvers/customer-identifier.ts'
import type { Customer } from '../../store/customers.ts'
import { customerChanged } from '../../webhooks/announce.ts'
import { customerAddressMutations } from './addresses.ts'
import { fault, phoneOf, type CustomerFault } from './contact-data.ts'
import { consentFrom, saveCustomer, type ConsentInput, type CustomerFields } from './save-customer.ts'

interface CustomerInput extends CustomerFields {
  readonly id?: string | null
  readonly multipassIdentifier?: unknown
  readonly smsMarketingConsent?: unknown
  readonly whatsAppMarketingConsent?: unknown
}

interface Identifier {
  readonly id?: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly customId?: CustomId | null
}

function byId(context: Context, id: string | null | undefined): Customer | undefined {
  const read = readGid(id)
  return read?.type === 'Customer' ? context.shop.customers.get(read.id) : undefined
}

/** The older mutations tell no codes. */
const withoutCodes = (faults: readonly CustomerFault[]) => ({
  customer: null,
  userErrors: faults.map(({ field, message }) => ({ field: field.length > 0 ? field : null, message })),
})
const withCodes = (faults: readonly CustomerFault[]) => ({
  customer: null,
  userErrors: faults.map(({ code, field, message }) => ({
    code,
    field: field.length > 0 ? ['input', ...field] : null,
    message,
  })),
})

/** Parts of the input that nothing stands behind here. */
function notTaken(input: CustomerInput): CustomerFault | undefined {
  const names = ['multipassIdentifier', 'smsMarketingConsent', 'whatsAppMarketingConsent'] as const
  const asked = names.find((name) => input[name] !== undefined && input[name] !== null)
  return asked && fault('INVALID', asked, `The sandbox does not take ${asked} with a customer; nothing was changed.`)
}

function create(context: Context, input: CustomerInput) {
  const wrong = notTaken(input)
  if (wrong) return withoutCodes([wrong])
  const saved = saveCustomer(context, input, undefined)
  return 'faults' in saved ? withoutCodes(saved.faults) : { customer: saved.customer, userErrors: [] }
}

function update(context: Context, input: CustomerInput) {
  const own = byId(context, input.id)
  if (!own) return withoutCodes([fault('NOT_FOUND', 'id', 'Customer does not exist')])
  const wrong =
    notTaken(input) ??
    (input.emailMarketingConsent
      ? fault('INVALID', 'emailMarketingConsent', 'To update emailMarketingConsent, use its own mutation')
      : undefined)
  if (wrong) return withoutCodes([wrong])
  const saved = saveCustomer(context, input, own)
  return 'faults' in saved ? withoutCodes(saved.faults) : { customer: saved.customer, userErrors: [] }
}

type Meant = { readonly own: Customer | undefined } | { readonly refused: CustomerFault }

/** Whom `customerSet` means. What identifies must be said in the input as well, so that a new customer has it. */
function meant(context: Context, identifier: Identifier | null | undefined, input: CustomerInput): Meant {
  const { customers } = context.shop
  const mismatch = (field: string): Meant => ({
    refused: fault(
      'INPUT_MISMATCH',
      field,
      `The identifier value does not match the value of the ${field} field in the input.`,
    ),
  })
  const { id, email, phone, customId } = identifier ?? {}
  if (typeof id === 'string') {
    if (typeof input.id === 'string' && input.id !== id) return mismatch('id')
    const own = byId(context, id)
    return own ? { own } : { refused: fault('NOT_FOUND', 'id', 'Resource matching the identifier was not found.') }
  }
  if (typeof input.id === 'string') {
    return { refused: fault('ID_NOT_ALLOWED', 'id', 'The id field is not allowed if identifier is provided.') }
  }
  if (typeof email === 'string') {
    if (input.email?.trim().toLowerCase() !== email.trim().toLowerCase()) return mismatch('email')
    return { own: customers.byEmail(email.trim()) }
  }
  if (typeof phone === 'string') {
    const kept = phoneOf(phone)
    if (kept === undefined || phoneOf(input.phone ?? '') !== kept) return mismatch('phone')
    return { own: customers.byPhone(kept) }
  }
  if (!customId) return { own: undefined }
  const own = customerByCustomId(context, customId)
  return own ? { own } : { refused: fault('NOT_FOUND', 'customId', 'Resource matching the identifier was not found.') }
}

function set(context: Context, args: { readonly identifier?: Identifier | null; readonly input: CustomerInput }) {
  const found = meant(context, args.identifier, args.input)
  if ('refused' in found) return withCodes([found.refused])
  const saved = saveCustomer(context, args.input, found.own)
  return 'faults' in saved ? withCodes(saved.faults) : { customer: saved.customer, userErrors: [] }
}

function updateConsent(
  context: Context,
  input: { readonly customerId: string; readonly emailMarketingConsent: ConsentInput },
) {
  const refused = (code: string, field: readonly string[], message: string) => ({
    customer: null,
    userErrors: [{ code, field: ['input', ...field], message }],
  })
  const customer = byId(context, input.customerId)
  if (!customer) return refused('INVALID', ['customerId'], 'Customer not found')
  if (customer.email === null) return refused('INVALID', ['customerId'], 'Customer must have an email address')
  const { marketingState } = input.emailMarketingConsent
  if (!['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING'].includes(marketingState)) {
    const message = `Cannot specify ${marketingState} as a marketing state input`
    return refused('INVALID', ['emailMarketingConsent', 'marketingState'], message)
  }
  const consent = consentFrom(input.emailMarketingConsent)
  context.shop.customers.save({ ...customer, consent, updatedAt: Date.now() })
  customerChanged(context.shop, customer.id, 'CUSTOMERS_UPDATE')
  return { customer: context.shop.customers.get(customer.id), userErrors: [] }
}

export const customerMutations: Fields = {
  ...customerAddressMutations,
  customerCreate: (_, args: { input: CustomerInput }, context) => create(context, args.input),
  customerUpdate: (_, args: { input: CustomerInput }, context) => update(context, args.input),
  customerSet: (_, args: { identifier?: Identifier | null; input: CustomerInput }, context) => set(context, args),
  customerEmailMarketingConsentUpdate: (
    _,
    args: { input: { customerId: string; emailMarketingConsent: ConsentInput } },
    context,
  ) => updateConsent(context, args.input),
}
