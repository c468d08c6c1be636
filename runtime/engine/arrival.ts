import type { Rec } from '../../nodes/sdk/record.ts'
import { identityOf, type RawPage } from './intake.ts'
import type { OpenPage } from './page.ts'

/** A page as it comes from its source, before its records have set out. */
export function openPage(
  raw: RawPage,
  place: Pick<OpenPage, 'source' | 'number' | 'done'> & { readonly ordinal: number },
): OpenPage {
  const { ordinal, ...rest } = place
  return {
    ...rest,
    tiedTo: place.number,
    nextOrdinal: ordinal + raw.records.length,
    records: [],
    open: raw.records.length,
    cursor: raw.cursor,
    watermark: raw.watermark,
    expected: raw.expected,
    deliveries: raw.deliveries ?? [],
    steps: new Map(),
    effects: {},
    release: () => undefined,
  }
}

/** A source's record with its place in the run, found by its key as well as by its other keys. */
export function arrived(
  one: RawPage['records'][number],
  place: { readonly run: string; readonly ordinal: number; readonly environment: string },
): Rec {
  const named = one.keys.some((key) => key.value === one.key)
  return {
    id: `${place.run}.${place.ordinal}`,
    identity: identityOf(one, place.environment),
    key: one.key,
    keys: named ? one.keys : [{ type: 'key', value: one.key }, ...one.keys],
    parents: [],
    data: one.data,
  }
}
