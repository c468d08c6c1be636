import type { Shop } from '../../shop.ts'

/** What Shopify says of a customer that it does not take. `code` is told by `customerSet` only. */
export interface CustomerFault {
  readonly code: string
  readonly field: readonly string[]
  readonly message: string
}

export const fault = (code: string, field: string, message: string): CustomerFault => ({
  code,
  field: [field],
  message,
})

/** How many digits follow the country's code, where that is fixed: a number that cannot exist is no number. */
const lengths: readonly (readonly [string, number, number])[] = [
  ['+31', 9, 9],
  ['+32', 8, 9],
  ['+33', 9, 9],
  ['+44', 9, 10],
  ['+49', 5, 12],
  ['+1', 10, 10],
]

/** E.164, as it is kept; undefined when it is none. Blanks, brackets and dashes are taken out, nothing is guessed. */
export function phoneOf(text: string): string | undefined {
  const bare = text.replaceAll(/[\s().-]/g, '')
  if (!/^\+[1-9]\d{6,14}$/.test(bare)) return undefined
  const [code = '', least = 0, most = 0] = lengths.find(([start]) => bare.startsWith(start)) ?? []
  const digits = bare.length - code.length
  return code !== '' && (digits < least || digits > most) ? undefined : bare
}

export function emailFault(shop: Shop, email: string, own: number | undefined): CustomerFault | undefined {
  if (!/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/.test(email) || email.length > 255) {
    return fault('INVALID', 'email', 'Email is invalid')
  }
  const holder = shop.customers.byEmail(email)
  return holder && holder.id !== own ? fault('TAKEN', 'email', 'Email has already been taken') : undefined
}

export function phoneFault(shop: Shop, phone: string, own: number | undefined): CustomerFault | undefined {
  const kept = phoneOf(phone)
  if (kept === undefined) return fault('INVALID', 'phone', 'Phone is invalid')
  const holder = shop.customers.byPhone(kept)
  return holder && holder.id !== own ? fault('TAKEN', 'phone', 'Phone has already been taken') : undefined
}
