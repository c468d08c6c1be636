import { createHash } from 'node:crypto'
import { Kind, print, type FieldNode } from 'graphql'
import type { Database } from '../store/database.ts'
import { refuse, type Context, type FieldInfo, type Resolver } from './context.ts'

/** Refused without the directive since 2026-04, though the schema does not say so. */
const required: ReadonlySet<string> = new Set([
  'inventoryActivate',
  'inventoryAdjustQuantities',
  'inventorySetQuantities',
  'refundCreate',
])

const kept = 24 * 3_600_000

export interface Refused {
  readonly userErrors: readonly {
    readonly code?: string | null
    readonly field: readonly string[] | null
    readonly message: string
  }[]
}

/**
 * A mutation that can be asked for twice and is done once. `perform` does it and gives what the answer can be built from
 * again; `answer` builds the payload out of that and the shop as it is now; `nothing` is the payload of a refusal.
 */
export interface RepeatableMutation<Args, Memo> {
  perform(args: Args, context: Context): { readonly memo: Memo } | Refused
  answer(memo: Memo, context: Context): object
  readonly nothing: object
}

interface Row {
  readonly input: string
  readonly at: number
  /** JSON of what `perform` gave; null: it was refused. */
  readonly memo: string | null
}

const refused = (code: string, message: string): Refused => ({ userErrors: [{ code, field: null, message }] })

/** The arguments as they were sent: Shopify compares texts, so the order of fields counts. */
function inputOf(node: FieldNode, variables: Readonly<Record<string, unknown>>): string {
  const parts = (node.arguments ?? []).map(({ name, value }) => {
    const text = value.kind === Kind.VARIABLE ? JSON.stringify(variables[value.name.value] ?? null) : print(value)
    return `${name.value}:${text}`
  })
  return createHash('sha256').update(parts.join('\n')).digest('base64url')
}

function keyOf(info: FieldInfo, context: Context): string | undefined {
  const directive = info.node?.directives?.find((one) => one.name.value === 'idempotent')
  const value = directive?.arguments?.find((one) => one.name.value === 'key')?.value
  if (!value) {
    if (!required.has(info.name)) return undefined
    throw refuse('BAD_REQUEST', 'The @idempotent directive is required for this mutation but was not provided.')
  }
  const key = value.kind === Kind.VARIABLE ? context.variables[value.name.value] : 'value' in value && value.value
  if (typeof key !== 'string' || key.trim() === '') throw refuse('BAD_REQUEST', 'The idempotency key cannot be blank.')
  return key
}

function remember(database: Database, key: string, input: string, memo: string | null): void {
  database.run('DELETE FROM idempotency WHERE at < ?', Date.now() - kept)
  const insert = 'INSERT INTO idempotency (key, input, at, memo) VALUES (?, ?, ?, ?)'
  database.run(insert, key, input, Date.now(), memo)
}

/** A mutation that honours `@idempotent`, and insists on it where Shopify does. */
export function repeatable<Args, Memo>(mutation: RepeatableMutation<Args, Memo>): Resolver {
  const done = (memo: Memo, context: Context) => ({ ...mutation.answer(memo, context), userErrors: [] })
  return (_, args: Args, context, info) => {
    const key = keyOf(info, context)
    const { database } = context.shop
    if (key === undefined || !info.node) {
      const result = mutation.perform(args, context)
      return 'memo' in result ? done(result.memo, context) : { ...mutation.nothing, ...result }
    }
    const name = `${info.name} ${key}`
    const input = inputOf(info.node, context.sent)
    const known = database.get<Row>('SELECT * FROM idempotency WHERE key = ? AND at >= ?', name, Date.now() - kept)
    if (known) return { ...mutation.nothing, ...replayed(known, input, (memo: Memo) => done(memo, context)) }
    const result = mutation.perform(args, context)
    remember(database, name, input, 'memo' in result ? JSON.stringify(result.memo) : null)
    return 'memo' in result ? done(result.memo, context) : { ...mutation.nothing, ...result }
  }
}

function replayed<Memo>(known: Row, input: string, done: (memo: Memo) => object): object {
  if (known.input !== input) {
    const message = 'The same idempotency key cannot be used with different operation parameters.'
    return refused('IDEMPOTENCY_KEY_PARAMETER_MISMATCH', message)
  }
  if (known.memo === null) {
    return refused('IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED', 'The previous attempt with this idempotency key failed.')
  }
  return done(JSON.parse(known.memo) as Memo)
}
