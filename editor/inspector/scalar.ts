export type Scalar = string | number | boolean | null

export const textOf = (value: Scalar): string => (value === null ? '' : String(value))

/** What was typed, as the kind of value that stood there: numbers stay numbers as long as they read as one. */
export function scalarOf(text: string, before: Scalar): Scalar {
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  if (typeof before === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
