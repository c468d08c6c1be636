import type { RawMoney } from '../../client/documents/raw-order.ts'

/** Amounts are added up as whole numbers of this many decimals, exactly; Shopify's own have two or three. */
const DECIMALS = 9
const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/

/** An amount in the shop's currency as a number that prints as the same decimal; 0 where there is none. */
export function amountOf(money: RawMoney | null | undefined): number {
  return money ? toNumber(exact(money.shopMoney.amount)) : 0
}

/** The same in the currency that the buyer saw. */
export function presentmentOf(money: RawMoney | null | undefined): number {
  return money ? toNumber(exact(money.presentmentMoney.amount)) : 0
}

/** The sum of amounts less the sum of others, without a rounding error. */
export function sumOf(plus: readonly (RawMoney | null)[], minus: readonly (RawMoney | null)[] = []): number {
  return toNumber(added(plus) - added(minus))
}

function added(amounts: readonly (RawMoney | null)[]): bigint {
  return amounts.reduce((sum, money) => sum + (money ? exact(money.shopMoney.amount) : 0n), 0n)
}

function exact(amount: string): bigint {
  const [, sign, whole = '', fraction = ''] = AMOUNT.exec(amount) ?? []
  if (sign === undefined) throw new Error(`not an amount of Shopify: ${amount}`)
  const value = BigInt(whole + fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0'))
  return sign === '-' ? -value : value
}

/** By its decimal text: a division of two doubles may miss the nearest one. */
function toNumber(value: bigint): number {
  const digits = String(value < 0n ? -value : value).padStart(DECIMALS + 1, '0')
  const decimal = Number(`${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`)
  return value < 0n ? -decimal : decimal
}
