import { getOperationAST, type GraphQLSchema } from 'graphql'
import type { Operation } from '../../../sdk/sandbox/faults.ts'
import { typeReader } from '../graphql/access.ts'
import type { Context } from '../graphql/context.ts'
import type { Documents } from '../graphql/documents.ts'
import { Run } from '../graphql/run.ts'
import type { Served } from '../graphql/schema.ts'
import type { Shop } from '../shop.ts'
import { bulkQueryFault, connectionsIn } from './check-query.ts'
import { BulkJobs } from './jobs.ts'
import { mutationLines } from './mutation-lines.ts'
import type { BulkRow } from './operation.ts'
import { queryLines, type Line } from './query-lines.ts'
import { scrambled } from './scramble.ts'
import { unfold, withoutId } from './unfold.ts'

/** Does a mutation outside the rate budget; the JSON text of its answer. */
export type Perform = (text: string, variables: Readonly<Record<string, unknown>>, scopes: readonly string[]) => string

const notInBulk = /^(bulkOperation|stagedUploadsCreate)/

/** What may be run in bulk, and running it. */
export class BulkDesk {
  readonly jobs: BulkJobs
  /** Notes what a line of a bulk mutation did, among the calls. */
  record: (call: Operation, outcome: string) => void = () => undefined
  readonly #shop: Shop
  readonly #served: Served
  readonly #documents: Documents
  readonly #perform: Perform

  constructor(shop: Shop, served: Served, documents: Documents, perform: Perform) {
    this.#shop = shop
    this.#served = served
    this.#documents = documents
    this.#perform = perform
    this.jobs = new BulkJobs(shop, (row) => (row.type === 'QUERY' ? this.#queryLines(row) : this.#mutationLines(row)))
  }

  get #schema(): GraphQLSchema {
    return this.#served.schema
  }

  queryFault(text: string): string | undefined {
    const { document, errors } = this.#documents.read(text)
    if (!document || errors.length > 0) return `Invalid bulk query: ${messageOf(errors[0])}`
    const fault = bulkQueryFault(this.#schema, document)
    if (fault !== undefined) return fault
    const lacking = withoutId(this.#unfolded(text, new Set()).rows)
    return lacking.length > 0
      ? `The parent 'node' field for a nested connection must select the 'id' field without an alias: ${lacking.join(', ')}.`
      : undefined
  }

  mutationFault(text: string): string | undefined {
    const { document, errors } = this.#documents.read(text)
    const operation = document && getOperationAST(document)
    if (!operation || errors.length > 0) return `Invalid bulk mutation: ${messageOf(errors[0])}`
    const [field, second] = operation.selectionSet.selections
    const alone = operation.operation === 'mutation' && field?.kind === 'Field' && second === undefined
    if (!alone) return 'Bulk mutations must be a single mutation with a single field.'
    if (notInBulk.test(field.name.value)) return `${field.name.value} cannot be run in bulk.`
    const connections = connectionsIn(this.#schema, document)
    return connections > 1 ? 'Bulk mutations cannot contain more than 1 connection.' : undefined
  }

  #unfolded(text: string, scopes: ReadonlySet<string>) {
    const read = this.#documents.read(text)
    const operation = read.document && getOperationAST(read.document)
    if (!read.document || !operation) throw new Error('The bulk query cannot be read any more.')
    const planned = this.#documents.plan(
      read,
      read.document,
      operation,
      { token: '', bucket: '', scopes: [...scopes] },
      scopes,
    )
    const root = planned.selection.fields[0]
    if (!root) throw new Error('The bulk query asks for nothing.')
    return { rows: unfold(root), size: planned.size }
  }

  *#queryLines(row: BulkRow): Generator<Line> {
    const scopes = new Set(row.scopes.split(','))
    const mayRead = typeReader(this.#served.scopes, scopes)
    const context: Context = { shop: this.#shop, scopes, path: [], mayRead, searches: [], variables: {}, sent: {} }
    const { rows, size } = this.#unfolded(row.document, scopes)
    const run = new Run(context, {}, size)
    const lines = queryLines(run, rows)
    for (const line of row.grouped === 1 ? lines : scrambled(lines, row.id)) {
      // A field that failed or may not be seen: bulk has no errors beside its data, so it ends here.
      if (run.errors[0]) throw run.errors[0]
      yield line
    }
    if (run.errors[0]) throw run.errors[0]
  }

  #mutationLines(row: BulkRow): Generator<Line> {
    const scopes = row.scopes.split(',')
    const perform = (variables: Readonly<Record<string, unknown>>) => this.#perform(row.document, variables, scopes)
    return mutationLines(this.#shop.database, row.upload ?? '', perform)
  }
}

function messageOf(error: object | undefined): string {
  return (error as { message?: string } | undefined)?.message ?? 'there is none.'
}
