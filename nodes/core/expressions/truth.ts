/** Whether a result counts as true, by JSONata's own rules: an empty list, object, text, 0 and null do not. */
export function truthOf(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(truthOf)
  if (value !== null && typeof value === 'object') return Object.keys(value).length > 0
  return Boolean(value)
}
