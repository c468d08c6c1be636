/** A sales document as the mapping makes it: one element with fields, and its lines among the parts. */
export interface SalesDocument {
  readonly root: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly lines: readonly Readonly<Record<string, unknown>>[]
}

/** Reads a sales document; undefined when the record is not one. `Objects` may be an object or a list of objects. */
export function readDocument(data: unknown, root: string): SalesDocument | undefined {
  const first = firstElement(data, root)
  const fields = fieldOf(first, 'Fields')
  if (!isObject(fields)) return undefined
  const lines = partsOf(fieldOf(first, 'Objects'))
    .filter(([name]) => name === `${root}Lines`)
    .flatMap(([, part]) => {
      const elements = fieldOf(part, 'Element')
      return Array.isArray(elements) ? (elements as unknown[]) : [elements]
    })
    .map((line) => fieldOf(line, 'Fields'))
    .filter(isObject)
  return { root, fields, lines }
}

/** The same document with other fields and lines. */
export function writeDocument(document: SalesDocument): Record<string, unknown> {
  const { root, fields, lines } = document
  const parts = { [`${root}Lines`]: { Element: lines.map((line) => ({ Fields: line })) } }
  return { [root]: { Element: { Fields: fields, Objects: parts } } }
}

/**
 * What is sent: all that was mapped, with the name, the fields and the further lines of the document. A mapping may hold more
 * than a document shows here, such as the batches of a line.
 */
export function payloadOf(data: unknown, root: string, document: SalesDocument): Record<string, unknown> {
  const element = firstElement(data, root)
  const more = document.lines.slice(readDocument(data, root)?.lines.length ?? 0)
  const [lines, ownLines] = [`${root}Lines`, `${document.root}Lines`]
  const renamed = (objects: unknown): unknown => {
    if (Array.isArray(objects)) return (objects as unknown[]).map(renamed)
    if (!isObject(objects)) return objects
    return Object.fromEntries(Object.entries(objects).map(([name, part]) => [name === lines ? ownLines : name, part]))
  }
  const Objects = withLines(renamed(fieldOf(element, 'Objects')), ownLines, more)
  const rest = isObject(element) ? element : {}
  return {
    [document.root]: { Element: { ...rest, Fields: document.fields, ...(Objects === undefined ? {} : { Objects }) } },
  }
}

/** Puts further lines behind those that are there. */
function withLines(objects: unknown, name: string, more: SalesDocument['lines']): unknown {
  if (more.length === 0) return objects
  const added = more.map((line) => ({ Fields: line }))
  const behind = (part: unknown): unknown => {
    const elements = fieldOf(part, 'Element')
    return { Element: [...(Array.isArray(elements) ? (elements as unknown[]) : [elements]), ...added] }
  }
  if (!Array.isArray(objects)) {
    const parts = isObject(objects) ? objects : {}
    return { ...parts, [name]: Object.hasOwn(parts, name) ? behind(parts[name]) : { Element: added } }
  }
  const at = (objects as unknown[]).findLastIndex((one) => isObject(one) && Object.hasOwn(one, name))
  if (at < 0) return [...(objects as unknown[]), { [name]: { Element: added } }]
  return (objects as unknown[]).map((one, place) =>
    place === at && isObject(one) ? { ...one, [name]: behind(one[name]) } : one,
  )
}

function firstElement(data: unknown, root: string): unknown {
  const element = fieldOf(fieldOf(data, root), 'Element')
  return Array.isArray(element) ? (element as unknown[])[0] : element
}

/** What the lines come to in cents, by the prices in the document. */
export function totalCents(document: SalesDocument): number {
  return document.lines.reduce((sum, line) => sum + lineCents(line), 0)
}

/** One line in cents: its percentage of discount first, then the amount. */
export function lineCents(line: Readonly<Record<string, unknown>>): number {
  const gross = fieldNumber(line['Upri']) * fieldNumber(line['QuUn'])
  const percent = gross * (fieldNumber(line['PRDc']) / 100)
  return roundCents((gross - percent - fieldNumber(line['ARDc'])) * 100)
}

/** Half a cent goes away from zero; a sum that binary fractions put a hair below half a cent as well. */
export function roundCents(cents: number): number {
  const size = Math.abs(cents)
  return Math.sign(cents) * Math.floor(size + 0.5 + size * 1e-12) + 0
}

/** "€ 84.90", and that it is without VAT when the prices are. */
export function totalText(document: SalesDocument): string {
  const amount = (totalCents(document) / 100).toFixed(2)
  const currency = typeof document.fields['CuId'] === 'string' ? document.fields['CuId'] : 'EUR'
  const sign = currency === 'EUR' ? '€' : currency
  return `${sign} ${amount}${document.fields['InVa'] === true ? '' : ' excluding VAT'}`
}

/** A number as it stands in a document, native or as text; nothing is 0. */
export function fieldNumber(value: unknown): number {
  const number = Number(value ?? 0)
  return Number.isFinite(number) ? number : 0
}

function partsOf(objects: unknown): [string, unknown][] {
  if (Array.isArray(objects)) return (objects as unknown[]).flatMap(partsOf)
  return isObject(objects) ? Object.entries(objects) : []
}

/** What an object has under a name of its own; nothing of what is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
