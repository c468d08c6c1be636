import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import { locations } from '../../../sdk/sandbox/world.ts'
import { ids } from '../orders/order.ts'
import { variantBody, type VariantRow } from '../store/products.ts'
import type { Shop } from '../shop.ts'
import { emptyLevel, findLevel, saveLevel } from '../store/levels.ts'
import { levelsChanged } from '../webhooks/announce.ts'
import { invalid, onlyKnown, readFlag, readText, type Body } from './find.ts'

function readWhole(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalid(`"${name}" must be a whole number`)
  return value
}

function variantsOf(shop: Shop, sku: string): VariantRow[] {
  const found = shop.database.all<VariantRow>('SELECT * FROM variants WHERE lower(sku) = lower(?) ORDER BY id', sku)
  if (found.length === 0) throw new SandboxProblem(404, 'sandbox.not-found', `There is no variant "${sku}"`)
  return found
}

/** Without a SKU a whole location is meant, as one that opens: it stocks nothing yet, or everything. */
function meant(shop: Shop, body: Body): VariantRow[] {
  const sku = readText(body, 'sku')
  if (sku !== undefined) return variantsOf(shop, sku)
  onlyKnown(body, ['location', 'stocked'])
  return body['stocked'] === undefined ? variantsOf(shop, '') : shop.database.all('SELECT * FROM variants ORDER BY id')
}

function locationNamed(name: string): number {
  const index = locations.findIndex((one) => one.name === name)
  if (index < 0) throw new SandboxProblem(404, 'sandbox.not-found', `There is no location "${name}"`)
  return ids.location(index)
}

/** What the variant is, apart from how many there are. */
function change(shop: Shop, row: VariantRow, body: Body): void {
  const stored = variantBody(row)
  const tracked = readFlag(body, 'tracked', stored.tracked)
  const sku = readText(body, 'newSku') ?? row.sku
  const save = 'UPDATE variants SET sku = ?, body = ?, updated = ? WHERE id = ?'
  shop.database.run(save, sku, JSON.stringify({ ...stored, tracked }), Date.now(), row.id)
}

/**
 * What a person does with stock in the shop, at the first location unless another is named: counts it (`available`), sells
 * or adds some (`sell`), stops or starts stocking it there (`stocked`), says whether it is tracked (`tracked`), or gives
 * it another SKU (`newSku`).
 */
export function setInventory(shop: Shop, body: Body) {
  onlyKnown(body, ['sku', 'location', 'available', 'sell', 'stocked', 'tracked', 'newSku'])
  const variants = meant(shop, body)
  const name = readText(body, 'location') ?? locations[0].name
  const location = locationNamed(name)
  const available = readWhole(body, 'available')
  const sell = readWhole(body, 'sell') ?? 0
  return shop.database.transaction(() => {
    const after = variants.map((row) => {
      change(shop, row, body)
      const item = ids.inventoryItem(row.id)
      const level = findLevel(shop.database, item, location) ?? emptyLevel(item, location)
      const active = readFlag(body, 'stocked', level.active === 1) ? 1 : 0
      return saveLevel(shop.database, { ...level, active, available: (available ?? level.available) - sell })
    })
    levelsChanged(shop, after)
    return {
      sku: variants[0]?.sku ?? null,
      location: name,
      available: after[0]?.available ?? 0,
      variants: after.length,
    }
  })
}
