import { problemOf, type Problem } from '../../../sdk/problem.ts'
import { MOST_STOCK_ROWS, SET_STOCK, type StockRow } from '../../client/documents/stock.ts'
import type { UserError } from '../../client/user-errors.ts'
import { doEach, STOCK, TRACK } from './own-calls.ts'
import type { StockPlan } from './plan.ts'
import { moved, STALE, type Sending } from './sending.ts'

interface Row extends StockRow {
  readonly plan: StockPlan
}

/** Sets the stock of many articles; answers for each, in order, what went wrong with it, or undefined. */
export async function sendStock(
  plans: readonly StockPlan[],
  sending: Sending,
): Promise<readonly (Problem | undefined)[]> {
  const problems = new Map<StockPlan, Problem>()
  await doEach(TRACK, plans, sending, problems)
  await doEach(STOCK, plans, sending, problems)
  const rows = plans.filter((plan) => !problems.has(plan)).map((plan) => rowsOf(plan, sending.compare))
  for (const [index, chunk] of chunksOf(rows).entries())
    await setRows(chunk, `${sending.key}-${index}`, sending, problems)
  return plans.map((plan) => problems.get(plan))
}

function rowsOf(plan: StockPlan, compare: boolean): Row[] {
  return plan.levels.flatMap(({ shop, locationId, quantity }) => {
    if (!shop || shop.available === quantity) return []
    const changeFromQuantity = compare ? shop.available : null
    return [{ plan, inventoryItemId: plan.item.inventoryItemId, locationId, quantity, changeFromQuantity }]
  })
}

/** As many rows as one call takes, the rows of an article always together. */
function chunksOf(rows: readonly (readonly Row[])[]): Row[][] {
  const chunks: Row[][] = []
  for (const some of rows) {
    if (some.length === 0) continue
    const last = chunks.at(-1)
    if (last && last.length + some.length <= MOST_STOCK_ROWS) last.push(...some)
    else chunks.push([...some])
  }
  return chunks
}

/** All rows or none: what Shopify minds is taken out, and the others are sent again under a new key. */
async function setRows(
  chunk: readonly Row[],
  key: string,
  sending: Sending,
  problems: Map<StockPlan, Problem>,
): Promise<void> {
  let rows = chunk
  for (let attempt = 0; rows.length > 0; attempt += 1) {
    let errors: readonly UserError[]
    try {
      errors = await setOnce(rows, `${key}-${attempt}`, sending)
    } catch (error) {
      for (const { plan } of rows) problems.set(plan, problemOf(error))
      return
    }
    if (errors.length === 0) return
    const minded = errors.flatMap((error) => {
      const row = rows[placeIn(error)]
      return row ? [[row.plan, problemFor(row.plan, error)] as const] : []
    })
    if (minded.length === 0) return refuseAll(rows, `${key}-${attempt}`, errors, sending, problems)
    for (const [plan, problem] of minded) if (problems.get(plan)?.code !== STALE) problems.set(plan, problem)
    rows = rows.filter((row) => !problems.has(row.plan))
  }
}

async function setOnce(rows: readonly Row[], key: string, sending: Sending): Promise<readonly UserError[]> {
  const quantities = rows.map(({ inventoryItemId, locationId, quantity, changeFromQuantity }) => {
    return { inventoryItemId, locationId, quantity, changeFromQuantity }
  })
  const input = { name: 'available', reason: 'correction', referenceDocumentUri: sending.document, quantities } as const
  const { inventorySetQuantities } = await sending.client.run(SET_STOCK, { input, key }, sending.signal)
  return inventorySetQuantities.userErrors
}

/** Shopify minds something without saying which row: halves find out which. */
async function refuseAll(
  rows: readonly Row[],
  key: string,
  errors: readonly UserError[],
  sending: Sending,
  problems: Map<StockPlan, Problem>,
): Promise<void> {
  const plans = [...new Set(rows.map((row) => row.plan))]
  if (plans.length === 1) {
    const [plan] = plans
    if (plan && errors[0]) problems.set(plan, problemFor(plan, errors[0]))
    return
  }
  const half = new Set(plans.slice(0, Math.ceil(plans.length / 2)))
  const [first, second] = [rows.filter((row) => half.has(row.plan)), rows.filter((row) => !half.has(row.plan))]
  await setRows(first, `${key}a`, sending, problems)
  await setRows(second, `${key}b`, sending, problems)
}

/** `["input", "quantities", "7", "changeFromQuantity"]` is about row 7. */
function placeIn(error: UserError): number {
  const place = error.field?.find((part) => /^\d+$/.test(part))
  return place === undefined ? -1 : Number(place)
}

function problemFor(plan: StockPlan, error: UserError): Problem {
  if (error.code === 'CHANGE_FROM_QUANTITY_STALE') return moved(plan).problem
  const field = error.field?.length ? ` (${error.field.join('.')})` : ''
  return {
    code: 'shopify.user-errors',
    message: `Shopify refused the stock of ${plan.wanted.sku}: ${error.message}${field}`,
    advice: 'Look at the article in Shopify, correct what it says, and retry.',
    retry: 'after-fix',
    effect: 'none',
    details: error,
  }
}
