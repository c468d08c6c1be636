import type { ShopifyClient } from '../client/client.ts'
import { ADD_TAGS, REMOVE_TAGS } from '../client/documents/order-marks.ts'
import { refuseUserErrors } from '../client/user-errors.ts'

/** The tag of what is blocked in the source. */
const BLOCKED = 'blocked'

/** What a document says of tags. */
export function tagsOf(tags: readonly string[] | undefined, blocked: boolean | undefined): readonly string[] {
  return [...(tags ?? []), ...(blocked === true ? [BLOCKED] : [])]
}

/** The tags that should be there; undefined when none is or was ours, so that tags do not matter at all. */
export function wantedTags(
  tags: readonly string[],
  before: readonly string[] | undefined,
): readonly string[] | undefined {
  const each = [...new Map(tags.map((tag) => [tag.trim().toLowerCase(), tag.trim()])).values()].filter(Boolean)
  return each.length === 0 && !before?.length ? undefined : each
}

/** Those that are there: of the wanted ones, and of those that were ours before. Whatever else there is, is not ours. */
export function currentTags(
  there: readonly string[],
  wanted: readonly string[],
  before: readonly string[] | undefined,
): readonly string[] {
  const has = new Set(there.map((tag) => tag.toLowerCase()))
  return [...wanted, ...staleTags(wanted, before)].filter((tag) => has.has(tag.toLowerCase()))
}

function staleTags(wanted: readonly string[], before: readonly string[] | undefined): readonly string[] {
  const kept = new Set(wanted.map((tag) => tag.toLowerCase()))
  return (before ?? []).filter((tag) => !kept.has(tag.toLowerCase()))
}

/** Adds and takes away by name: a list of all would drop what the shop adds at this moment. */
export async function writeTags(
  client: ShopifyClient,
  {
    id,
    wanted,
    current,
  }: { id: string; wanted: readonly string[] | undefined; current: readonly string[] | undefined },
  doing: string,
  signal: AbortSignal,
): Promise<void> {
  if (!wanted) return
  const added = wanted.filter((tag) => !current?.includes(tag))
  const gone = (current ?? []).filter((tag) => !wanted.includes(tag))
  if (added.length > 0) {
    const { tagsAdd } = await client.run(ADD_TAGS, { id, tags: added }, signal)
    refuseUserErrors(tagsAdd.userErrors, doing)
  }
  if (gone.length === 0) return
  const { tagsRemove } = await client.run(REMOVE_TAGS, { id, tags: gone }, signal)
  refuseUserErrors(tagsRemove.userErrors, doing)
}
