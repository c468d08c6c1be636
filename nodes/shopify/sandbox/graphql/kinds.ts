import { OrderView } from '../resolvers/order-view.ts'

const kinds = new WeakMap<object, string>()

/** Remembers what type an object is, for fields that answer an interface. */
export function ofKind<T extends object>(kind: string, value: T): T {
  kinds.set(value, kind)
  return value
}

const discountKinds: Readonly<Record<string, string>> = {
  code: 'DiscountCodeApplication',
  automatic: 'AutomaticDiscountApplication',
  manual: 'ManualDiscountApplication',
}

/** The type of an object behind an interface or union. */
export function kindOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof OrderView) return 'Order'
  const known = kinds.get(value)
  if (known !== undefined) return known
  const { kind } = value as { kind?: unknown }
  return typeof kind === 'string' ? (discountKinds[kind] ?? kind) : undefined
}
