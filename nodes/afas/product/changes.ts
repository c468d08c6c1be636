import type { Condition } from '../client/filter.ts'
import { localTime, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import type { Settled } from './config.ts'
import type { Gathering } from './gather.ts'

const { articles } = KOPPEL

/** A connector in which a change of a product may show, by the name under which the watermark keeps it. */
export interface Stage {
  readonly name: string
  readonly connector: string
}

export function stagesOf(config: Settled): readonly Stage[] {
  const all = [
    { name: 'articles', connector: config.articles },
    { name: 'combinations', connector: config.combinations },
    { name: 'images', connector: config.images },
    { name: 'categories', connector: config.categories },
    { name: 'prices', connector: config.priceLists.length > 0 ? config.prices : '' },
  ]
  return all.filter(({ connector }) => connector !== '')
}

/** The newest moment of change in each connector as a reading begins: what changes later is for the next one. */
export async function horizons(g: Gathering): Promise<Readonly<Record<string, string>>> {
  const { modifiedField } = g.config
  if (modifiedField === '') return {}
  const found = await Promise.all(
    stagesOf(g.config).map(async ({ name, connector }): Promise<[string, string]> => {
      const [row] = await g.client.rows(connector, { order: `-${modifiedField}`, skip: 0, take: 1 }, g.signal)
      return [name, localTime(row?.[modifiedField])]
    }),
  )
  return Object.fromEntries(found)
}

/** One page of rows behind an item code, oldest code first. */
export function page(
  connector: string,
  after: string,
  conditions: readonly Condition[],
  g: Gathering,
): Promise<readonly Row[]> {
  const behind: readonly Condition[] = after === '' ? [] : [{ field: articles.code, operator: 'above', value: after }]
  const filter = [[...conditions, ...behind]]
  return g.client.rows(connector, { filter, order: articles.code, skip: 0, take: g.config.pageSize }, g.signal)
}
