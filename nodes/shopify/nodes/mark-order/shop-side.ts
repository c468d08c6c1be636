import { ProblemError, problemOf, type Problem } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import {
  ADD_TAGS,
  MOST_METAFIELDS,
  ORDER_MARKS,
  SET_METAFIELDS,
  type MarkedOrder,
  type MetafieldInput,
} from '../../client/documents/order-marks.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import type { Mark } from './mark.ts'

/** A mark to be set on an order. */
export interface Marking {
  readonly id: string
  readonly mark: Mark
}

type Place = { readonly namespace: string; readonly key: string }

/** Shopify takes lists of at most so many. */
const MOST_IDS = 250

/** Tags have a call each; so many are under way at once. */
const TAGS_AT_ONCE = 4

/**
 * The orders of a batch as they stand. All are read in one call when the first of them is asked for; an order that is
 * asked for again (after a lost answer) is read anew.
 */
export class MarkedOrders {
  readonly #client: ShopifyClient
  readonly #place: Place
  readonly #signal: AbortSignal
  readonly #unread: Set<string>
  #batch: Promise<ReadonlyMap<string, MarkedOrder>> | undefined

  constructor(client: ShopifyClient, ids: readonly string[], place: Place, signal: AbortSignal) {
    this.#client = client
    this.#place = place
    this.#signal = signal
    this.#unread = new Set(ids)
  }

  /** Undefined: the shop no longer has it. */
  async read(id: string): Promise<MarkedOrder | undefined> {
    if (!this.#unread.delete(id)) return (await this.#ask([id])).get(id)
    this.#batch ??= this.#ask([id, ...this.#unread])
    return (await this.#batch).get(id)
  }

  async #ask(ids: readonly string[]): Promise<ReadonlyMap<string, MarkedOrder>> {
    const orders = new Map<string, MarkedOrder>()
    for (let from = 0; from < ids.length; from += MOST_IDS) {
      const some = ids.slice(from, from + MOST_IDS)
      const { nodes } = await this.#client.run(ORDER_MARKS, { ids: some, ...this.#place }, this.#signal)
      for (const node of nodes) if (node?.id !== undefined) orders.set(node.id, node as MarkedOrder)
    }
    return orders
  }
}

/** Sets marks, metafields of many orders in one call; answers for each order, in order: undefined, or what went wrong. */
export async function setMarks(
  client: ShopifyClient,
  markings: readonly Marking[],
  signal: AbortSignal,
): Promise<readonly (Problem | undefined)[]> {
  const problems = new Map<Marking, Problem>()
  const withMetafields = markings.filter(({ mark }) => mark.metafields.length > 0)
  for (let from = 0; from < withMetafields.length; from += MOST_METAFIELDS) {
    await setMetafields(client, withMetafields.slice(from, from + MOST_METAFIELDS), problems, signal)
  }
  const waiting = markings.filter((marking) => marking.mark.tags.length > 0 && !problems.has(marking))
  const work = async (): Promise<void> => {
    for (let marking = waiting.shift(); marking; marking = waiting.shift()) {
      await addTags(client, marking, signal).catch((error: unknown) => problems.set(marking, problemOf(error)))
    }
  }
  await Promise.all(Array.from({ length: TAGS_AT_ONCE }, work))
  return markings.map((marking) => problems.get(marking))
}

/** All or none: when Shopify refuses one of a group, each is sent alone, so that only that one fails. */
async function setMetafields(
  client: ShopifyClient,
  group: readonly Marking[],
  problems: Map<Marking, Problem>,
  signal: AbortSignal,
): Promise<void> {
  const metafields: MetafieldInput[] = group.flatMap(({ id, mark }) =>
    mark.metafields.map((field) => ({ ownerId: id, ...field })),
  )
  try {
    const { metafieldsSet } = await client.run(SET_METAFIELDS, { metafields }, signal)
    refuseUserErrors(metafieldsSet.userErrors, 'set the metafield of an order')
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code === 'shopify.user-errors' && group.length > 1) {
      for (const one of group) await setMetafields(client, [one], problems, signal)
    } else for (const one of group) problems.set(one, problem)
  }
}

async function addTags(client: ShopifyClient, { id, mark }: Marking, signal: AbortSignal): Promise<void> {
  const { tagsAdd } = await client.run(ADD_TAGS, { id, tags: mark.tags }, signal)
  refuseUserErrors(tagsAdd.userErrors, 'add a tag to an order')
}

export function orderGone(id: string): ProblemError {
  return new ProblemError({
    code: 'shopify.order-gone',
    message: `Shopify no longer has the order ${id}.`,
    advice: 'It was deleted, or it is older than the app may see (read_all_orders).',
    retry: 'never',
  })
}
