import type { Context } from '../../graphql/context.ts'
import { readGid } from '../../graphql/gid.ts'
import { ids } from '../../orders/order.ts'
import { variantBody, type VariantRow } from '../../store/products.ts'

interface Input {
  readonly tracked?: boolean | null
  readonly sku?: string | null
  readonly cost?: string | number | null
  readonly requiresShipping?: boolean | null
}

const taken = ['tracked', 'sku', 'cost', 'requiresShipping']

/** What the stockroom keeps of a variant: its SKU, its cost, and whether anybody counts it. */
export function updateItem({ id, input }: { id: string; input: Input }, context: Context) {
  const refused = (field: string[], message: string) => ({ inventoryItem: null, userErrors: [{ field, message }] })
  const { database } = context.shop
  const read = readGid(id)
  const row = database.row<VariantRow>('variants', ids.variantOfItem(read?.type === 'InventoryItem' ? read.id : 0))
  if (!row) return refused(['id'], 'The product couldn’t be updated because it does not exist.')
  const stray = Object.keys(input).find((name) => !taken.includes(name))
  if (stray) return refused(['input', stray], `The sandbox does not take ${stray} yet; nothing was changed.`)
  const body = variantBody(row)
  const cost = typeof input.cost === 'number' || typeof input.cost === 'string' ? Number(input.cost) : undefined
  if (cost !== undefined && !(cost >= 0)) return refused(['input', 'cost'], 'Cost must be greater than or equal to 0')
  const next = {
    ...body,
    tracked: input.tracked ?? body.tracked,
    requiresShipping: input.requiresShipping ?? body.requiresShipping,
    ...(cost === undefined ? {} : { cost: Math.round(cost * 100) }),
  }
  const sku = input.sku === undefined ? row.sku : input.sku
  const save = 'UPDATE variants SET sku = ?, body = ?, updated = ? WHERE id = ?'
  database.run(save, sku, JSON.stringify(next), Date.now(), row.id)
  return { inventoryItem: database.row('variants', row.id), userErrors: [] }
}
