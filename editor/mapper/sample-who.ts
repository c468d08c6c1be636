import { isObject } from './sample-fields.ts'

/** Whom a record is about, when it tells: a company, a name, an e-mail. Any system's names for these are tried. */
export function whoIn(data: unknown): string {
  if (!isObject(data)) return ''
  const addresses = ['billingAddress', 'shippingAddress', 'customer'].map((name) => data[name]).filter(isObject)
  for (const address of addresses) {
    const company = textOf(address['company'])
    if (company !== '') return company
  }
  for (const address of addresses) {
    const name = textOf(address['name']) || textOf(address['displayName']) || full(address)
    if (name !== '') return name
  }
  return textOf(data['email']) || textOf(data['title'])
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const full = (address: Record<string, unknown>) =>
  `${textOf(address['firstName'])} ${textOf(address['lastName'])}`.trim()
