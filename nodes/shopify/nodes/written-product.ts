import type { Context, Wrote } from '../../sdk/context.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { Rec } from '../../sdk/record.ts'
import type { Reference } from '../../sdk/write.ts'

/** The product that `shopify.set-product` wrote for a record. */
export interface WrittenProduct {
  readonly id: string
  readonly title: string
  /** Made by us, not found in the shop. */
  readonly created: boolean
}

/**
 * The product of a record, for the nodes behind `shopify.set-product`. In a dry run of a new product there is none yet:
 * undefined.
 */
export function writtenProduct(record: Rec, ctx: Context): WrittenProduct | undefined {
  const written: unknown = Reflect.get(Object(record.data), 'written')
  const reference = Reflect.get(Object(written), 'product') as Reference | undefined
  if (reference?.id?.startsWith('gid://shopify/Product/')) {
    const data = reference.data as { readonly created?: boolean } | undefined
    return { id: reference.id, title: reference.label ?? record.key, created: data?.created === true }
  }
  if (ctx.run.mode !== 'live') return undefined
  throw new ProblemError({
    code: 'shopify.no-product',
    message: `${record.key} was not written to Shopify before this step.`,
    advice: 'Place this node behind "Create or update product".',
    retry: 'after-fix',
  })
}

/**
 * Whether a step that new products get anyway may be done for this one: it follows the source, or it was made by us and
 * the step was not done yet.
 */
export function isDue(product: WrittenProduct | undefined, update: boolean, before: Wrote | undefined): boolean {
  if (update || product === undefined) return true
  return product.created && before?.state !== 'done'
}

/**
 * Whether a step is done for the first time: for a product that was just made, or begun before a crash and nothing known of its
 * end. Then what is there counts as done only when it is whole; else the step would end with half of it, or with nothing.
 */
export function isFirstTime(product: WrittenProduct | undefined, before: Wrote | undefined): boolean {
  const begun = before?.state === 'intent' && before.reference === undefined
  return begun || (before === undefined && product?.created === true)
}
