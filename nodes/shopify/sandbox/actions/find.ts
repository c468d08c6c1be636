import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import { readGid } from '../graphql/gid.ts'
import { ids, type Line, type Order } from '../orders/order.ts'
import { removedFrom } from '../orders/sums.ts'
import type { Shop } from '../shop.ts'

export type Body = Readonly<Record<string, unknown>>

export const invalid = (detail: string): SandboxProblem => new SandboxProblem(400, 'sandbox.invalid', detail)

/** Unknown names are errors: a typo must not quietly do something else. */
export function onlyKnown(body: Body, known: readonly string[]): void {
  const stray = Object.keys(body).find((name) => !known.includes(name))
  if (stray !== undefined) throw invalid(`"${stray}" is not known here; known are ${known.join(', ')}`)
}

/** `#1001`, `1001`, a global id or its number. */
export function findOrder(shop: Shop, given: unknown): Order {
  const text = typeof given === 'string' || typeof given === 'number' ? String(given) : ''
  const id = readGid(text)?.id ?? (/^\d{7,}$/.test(text) ? Number(text) : undefined)
  const n = id === undefined ? Number(text.replace(/^#/, '')) - 1000 : ids.orderPlace(id)
  const order = Number.isInteger(n) ? shop.orders.get(n) : undefined
  if (!order) throw new SandboxProblem(404, 'sandbox.not-found', `There is no order "${text}"`)
  return order
}

export interface LineWish {
  readonly sku?: string
  readonly id?: string | number
  readonly quantity: number
  readonly price?: number | string
  readonly title?: string
  /** The name of the location that it is to be sent from. */
  readonly location?: string
}

export function readLines(value: unknown): LineWish[] | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) throw invalid('"lines" must be a list')
  return value.map((one: unknown) => {
    const line = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>
    onlyKnown(line, ['sku', 'id', 'quantity', 'price', 'title', 'location'])
    const quantity = line['quantity'] ?? 1
    if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 0 || quantity > 100_000) {
      throw invalid('"quantity" of a line must be a whole number')
    }
    return { ...(line as Omit<LineWish, 'quantity'>), quantity }
  })
}

/** The line of an order that a wish is about: by id, else the first of that SKU with units left. */
export function findLine(order: Order, wish: LineWish): Line | undefined {
  if (wish.id !== undefined) {
    const id = readGid(wish.id)?.id ?? Number(wish.id)
    return order.lines.find((one) => one.id === id)
  }
  const same = order.lines.filter((one) => one.sku?.toLowerCase() === wish.sku?.toLowerCase())
  return same.find((one) => one.quantity > removedFrom(order, one).quantity) ?? same[0]
}

export function readCents(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined
  const amount = typeof value === 'string' ? Number(value) : value
  if (typeof amount !== 'number' || !Number.isFinite(amount) || amount < 0) throw invalid(`"${name}" must be an amount`)
  return Math.round(amount * 100)
}

export const readFlag = (body: Body, name: string, otherwise: boolean): boolean => {
  const value = body[name]
  if (value === undefined) return otherwise
  if (typeof value !== 'boolean') throw invalid(`"${name}" must be true or false`)
  return value
}

export function readText(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw invalid(`"${name}" must be text`)
  return value
}
