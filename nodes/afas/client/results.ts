/** Fields of the object that a write made or changed: `{ OrNu: '60012345' }`. */
export type WriteResult = Readonly<Record<string, string>>

/**
 * Reads the answer to a write. Its shapes differ by connector and version: with or without `results`, under the
 * connector's name or its root's, one object or a list, and for some connectors nothing at all. A success without
 * content is a success.
 */
export function resultOf(text: string): WriteResult {
  return resultsOf(text)[0] ?? {}
}

/** One result an element, for documents with several. */
export function resultsOf(text: string): readonly WriteResult[] {
  const found: WriteResult[] = []
  collect(parsed(text), found, 0)
  return found
}

function collect(value: unknown, into: WriteResult[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 8) return
  if (Array.isArray(value)) {
    for (const item of value) collect(item, into, depth + 1)
    return
  }
  const scalars = Object.entries(value).filter(([, field]) => isScalar(field))
  if (scalars.length > 0) {
    into.push(Object.fromEntries(scalars.map(([name, field]) => [name, String(field)])))
    return
  }
  for (const item of Object.values(value)) collect(item, into, depth + 1)
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function parsed(text: string): unknown {
  try {
    return text.trim() === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
