import type { Context, GivenBefore } from '../../sdk/context.ts'
import type { SourceRecord } from '../../sdk/record.ts'
import type { AfasClient } from '../client/client.ts'
import type { Settled } from './config.ts'
import { recordsOf } from './gather.ts'
import { emptyShipment, recordOf, type Shipment } from './shipment.ts'

type Ctx = Pick<Context<unknown, AfasClient>, 'client' | 'signal' | 'log'>

/** More than so many are no slips that people took back, but slips that the token does not show any more. */
const MOST = 25

/**
 * Slips that were marked as sent and are gone from AFAS, which deletes without a trace: each is asked for by its number, whatever
 * its date or state, so only what is not there at all counts.
 */
export async function withdrawnOf(
  before: Iterable<GivenBefore>,
  isThere: (identity: string) => boolean,
  settings: Settled,
  ctx: Ctx,
): Promise<readonly SourceRecord<Shipment>[]> {
  const missing = new Map<string, GivenBefore>()
  for (const one of before) if (!isThere(one.identity)) missing.set(one.identity, one)
  if (missing.size === 0) return []
  const { connector, names } = settings
  const numbers = [...new Set([...missing.values()].map(({ key }) => key))].toSorted()
  const slips = await ctx.client.lookUp(connector, names.slip.number, numbers, ctx.signal)
  for (const { identity } of await recordsOf(slips, settings, ctx)) missing.delete(identity)
  if (missing.size > MOST) {
    ctx.log.warn(
      `${missing.size} packing slips that were marked as sent are not in AFAS any more. So many point to what the token may see; ` +
        'they are left as they are. Look at the filter of the app connector’s user in AFAS.',
    )
    return []
  }
  return [...missing.values()].map(goneOf)
}

/** Of a slip that is gone its order is still known, so that it can be found in the shop. */
function goneOf({ identity, key, keys }: GivenBefore): SourceRecord<Shipment> {
  const name = identity.slice(key.length + 1)
  const reference = keys.find(({ type }) => type === 'order')?.value ?? ''
  const number = keys.some(({ type, value }) => type === 'document' && value === name) ? name : ''
  return recordOf({ ...emptyShipment, slip: key, order: { number, reference }, withdrawn: true })
}
