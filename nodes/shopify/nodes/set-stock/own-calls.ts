import { problemOf, type Problem } from '../../../sdk/problem.ts'
import { chooseWriting } from '../../client/bulk/choose.ts'
import type { LineAnswer } from '../../client/bulk/line-answers.ts'
import type { Document } from '../../client/documents/document.ts'
import { STOCK_AT, TRACK_ITEM } from '../../client/documents/stock.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import type { StockPlan } from './plan.ts'
import { moved, type Sending } from './sending.ts'

/** So many are under way at once, when they go one by one. */
const AT_ONCE = 4

/** What has to be done to an article by a call of its own, and how its answer is judged. */
interface Act<Data, Variables extends object> {
  readonly document: Document<Data, Variables>
  /** As it goes on after "Shopify refused to ...". */
  readonly doing: string
  readonly callsOf: (plan: StockPlan, key: string) => readonly Variables[]
  readonly judge: (data: Data, plan: StockPlan) => void
}

interface OwnCall<Variables> {
  readonly plan: StockPlan
  readonly variables: Variables
}

const act = <Data, Variables extends object>(one: Act<Data, Variables>): Act<Data, Variables> => one

/** To let stock of it be kept, or no longer. */
export const TRACK = act({
  document: TRACK_ITEM,
  doing: 'change whether stock is tracked',
  callsOf({ payload: { tracked }, item }) {
    return tracked === undefined || tracked === item.tracked ? [] : [{ item: item.inventoryItemId, tracked }]
  },
  judge: ({ inventoryItemUpdate }) => refuseUserErrors(inventoryItemUpdate.userErrors, TRACK.doing),
})

/** To begin to stock it at a location, with what there is of it. */
export const STOCK = act({
  document: STOCK_AT,
  doing: 'stock an article at a location',
  callsOf({ item: { inventoryItemId: item }, levels }, key) {
    return levels.flatMap(({ shop, locationId: location, quantity: available }) => {
      const own = `${key}-${item.slice(item.lastIndexOf('/') + 1)}-${location.slice(location.lastIndexOf('/') + 1)}`
      return shop ? [] : [{ item, location, available, key: own }]
    })
  },
  judge({ inventoryActivate }, plan) {
    // Somebody else began to stock it there meanwhile: it has a quantity now, which is to be read first.
    if (inventoryActivate.userErrors.some((error) => error.field?.includes('available'))) throw moved(plan)
    refuseUserErrors(inventoryActivate.userErrors, STOCK.doing)
  },
})

/** Calls, and what they take of the rate budget. */
export interface OwnCalls {
  readonly calls: number
  readonly points: number
}

export function ownCalls(plans: readonly StockPlan[]): OwnCalls {
  let points = 0
  let calls = 0
  for (const plan of plans) {
    const own = [
      ...TRACK.callsOf(plan, '').map(TRACK.document.cost),
      ...STOCK.callsOf(plan, '').map(STOCK.document.cost),
    ]
    calls += own.length
    points += own.reduce((sum, cost) => sum + cost, 0)
  }
  return { calls, points }
}

/** Does an act to all articles that need it and have no problem yet: one by one, or in bulk when they are many. */
export async function doEach<Data, Variables extends object>(
  what: Act<Data, Variables>,
  plans: readonly StockPlan[],
  sending: Sending,
  problems: Map<StockPlan, Problem>,
): Promise<void> {
  const calls = plans
    .filter((plan) => !problems.has(plan))
    .flatMap((plan) => what.callsOf(plan, sending.key).map((variables) => ({ plan, variables })))
  const points = calls.reduce((sum, { variables }) => sum + what.document.cost(variables), 0)
  const answers =
    chooseWriting(sending.client, { calls: calls.length, points }) === 'in bulk'
      ? await inBulk(what, calls, sending)
      : undefined
  if (!answers) return oneByOne(what, calls, sending, problems)
  for (const [at, { plan }] of calls.entries()) {
    const answer = answers[at] as LineAnswer<Data>
    const problem = 'problem' in answer ? answer.problem : problemFound(() => what.judge(answer.data, plan))
    // What may have been done counts for more than what was refused: then it is looked up.
    if (problem && problems.get(plan)?.effect !== 'unknown') problems.set(plan, problem)
  }
}

/** Undefined when Shopify did not begin with it, so that it can be done one by one. */
async function inBulk<Data, Variables extends object>(
  { document, doing }: Act<Data, Variables>,
  calls: readonly OwnCall<Variables>[],
  { bulk, key, log, signal }: Sending,
): Promise<readonly LineAnswer<Data>[] | undefined> {
  log.info(`Shopify is asked to ${doing}, ${calls.length} times in one bulk operation.`)
  const lines = calls.map((one) => one.variables)
  try {
    return await bulk.run(document, lines, { key, doing })
  } catch (error) {
    signal.throwIfAborted()
    const { code, message } = problemOf(error)
    log.warn(`${message} It is done one by one instead.`, { code })
    return undefined
  }
}

/** The calls of an article one after the other, until one goes wrong. */
async function oneByOne<Data, Variables extends object>(
  { document, judge }: Act<Data, Variables>,
  calls: readonly OwnCall<Variables>[],
  { client, signal }: Sending,
  problems: Map<StockPlan, Problem>,
): Promise<void> {
  const byPlan = new Map<StockPlan, Variables[]>()
  for (const { plan, variables } of calls) byPlan.set(plan, [...(byPlan.get(plan) ?? []), variables])
  const waiting = [...byPlan]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [plan, own] = next
      try {
        for (const variables of own) judge(await client.run(document, variables, signal), plan)
      } catch (error) {
        problems.set(plan, problemOf(error))
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, work))
}

function problemFound(work: () => void): Problem | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}
