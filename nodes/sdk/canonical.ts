/**
 * JSON with the keys of every object in one order, so that equal data give equal text whoever made them: for hashes
 * and comparisons, not for people.
 */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_, one: unknown) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) return one
      const keys = Object.keys(one).sort()
      return Object.fromEntries(keys.map((key) => [key, (one as Record<string, unknown>)[key]]))
    }) ?? 'null'
  )
}
