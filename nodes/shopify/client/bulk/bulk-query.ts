/**
 * A query to be run in bulk, as data. At most five lists, at most two deep below the first; no variables, no `first`,
 * no named fragments: what varies is written into the text.
 */
export interface BulkQuery<Row, Child = never> {
  readonly name: string
  readonly kind: 'query'
  readonly text: string
  /** Never set; carry the types of the lines. */
  readonly row?: Row
  readonly child?: Child
}

export function bulkQuery<Row, Child = never>(declared: { name: string; text: string }): BulkQuery<Row, Child> {
  return { kind: 'query', ...declared }
}

/** Text as it stands inside a document. */
export function literal(text: string): string {
  return JSON.stringify(text)
}

/** The same document under a name by which its operation is found again. */
export function marked(
  document: { readonly name: string; readonly kind: string; readonly text: string },
  mark: string,
) {
  const { name, kind, text } = document
  return text.replace(`${kind} ${name}`, `${kind} ${name}_${mark}`)
}
