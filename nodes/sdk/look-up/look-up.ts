import type { Context, Evaluated } from '../context.ts'
import { eachBatch, type Run } from '../lift.ts'
import type { Batch, Outcome } from '../outcome.ts'
import type { Problem } from '../problem.ts'
import { withData, type Rec } from '../record.ts'
import { failed, passed } from '../settle.ts'
import { plainSteps, withFieldAt } from '../with-field.ts'
import { LookUpMemory } from './memory.ts'
import { noPlace, notOneValue, nothingFound, noValue, severalFound } from './problems.ts'
import type { LookUpSettings } from './settings.ts'

/** What was found, by `plain` value; a value that is not in it was not found. */
export type Found = ReadonlyMap<string, readonly unknown[]>

/** Where a node looks: all that differs from one system to another. */
export interface LookUpIn<Ctx> {
  /** One call, or few, for all of these; takes `ctx.signal`. */
  ask(values: readonly string[], ctx: Ctx): Promise<Found>
  /** Values that the system takes for the same are written alike by this. */
  plain(value: string, ctx: Ctx): string
  /** `Koppel_Articles has no row with ItemCode A-1`; of several, `... has 3 rows with ItemCode A-1`. */
  sentence(value: string, count: number, ctx: Ctx): string
}

/** The outputs of a look-up node. */
export const lookUpOutputs = {
  out: { title: 'With what was found' },
  missing: { title: 'Not found', skipReason: 'not-found' },
} as const

/**
 * A node's `run` that adds to each record what another system knows of it: a batch's values are asked for together, each
 * once, and what was found is remembered for the run. What was not found is asked for again, since it may have come by now.
 */
export function lookingUp<Config extends LookUpSettings, Client>(
  where: LookUpIn<Context<Config, Client>>,
): Run<Context<Config, Client>> {
  return (input, ctx) => {
    const { keepMost = 5000, keepMinutes = 15 } = ctx.config
    const memory = new LookUpMemory(keepMost, keepMinutes, ctx.now)
    return eachBatch<Context<Config, Client>>(async (batch) => answersFor(batch, where, memory, ctx))(input, ctx)
  }
}

type Wanted = { readonly values: readonly string[] } | { readonly problem: Problem }

async function answersFor<Config extends LookUpSettings, Client>(
  batch: Batch,
  where: LookUpIn<Context<Config, Client>>,
  memory: LookUpMemory,
  ctx: Context<Config, Client>,
): Promise<Outcome[]> {
  const { value = 'sku', many = false } = ctx.config
  const given = await ctx.evaluate({ expression: value }, batch)
  const wanted = batch.map((_, index) => wantedOf(given[index], many))
  const found = await foundFor(
    wanted.flatMap((one) => ('values' in one ? one.values : [])),
    where,
    memory,
    ctx,
  )
  return batch.map((record, index) => {
    const one = wanted[index] ?? { problem: noValue() }
    return 'problem' in one ? failed(record, one.problem) : outcomeOf(record, one.values, found, where, ctx)
  })
}

/** The values of one record, as texts; none when there is nothing to look up. */
function wantedOf(given: Evaluated | undefined, many: boolean): Wanted {
  if (!given) throw new Error('the evaluator answered for fewer records than it was given')
  if (!given.ok) return given
  const list = Array.isArray(given.value) ? (given.value as unknown[]) : [given.value]
  const texts = list.filter((one) => one !== undefined && one !== null).map(textOf)
  const whole = texts.filter((one) => one !== undefined)
  if (whole.length < texts.length || (!many && Array.isArray(given.value))) return { problem: notOneValue() }
  return { values: [...new Set(whole.map((one) => one.trim()).filter((one) => one !== ''))] }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

async function foundFor<Config extends LookUpSettings, Client>(
  values: readonly string[],
  where: LookUpIn<Context<Config, Client>>,
  memory: LookUpMemory,
  ctx: Context<Config, Client>,
): Promise<Found> {
  const found = new Map<string, readonly unknown[]>()
  const unknown = new Map<string, string>()
  for (const value of values) {
    const plain = where.plain(value, ctx)
    if (found.has(plain) || unknown.has(plain)) continue
    const known = memory.get(plain)
    if (known) found.set(plain, known)
    else unknown.set(plain, value)
  }
  if (unknown.size === 0) return found
  for (const [plain, rows] of await where.ask([...unknown.values()], ctx)) {
    if (!unknown.has(plain) || rows.length === 0) continue
    found.set(plain, rows)
    memory.set(plain, rows)
  }
  return found
}

function outcomeOf<Config extends LookUpSettings, Client>(
  record: Rec,
  values: readonly string[],
  found: Found,
  where: LookUpIn<Context<Config, Client>>,
  ctx: Context<Config, Client>,
): Outcome {
  const { many = false, to = 'found', notFound = 'park', severalFound: several = 'park' } = ctx.config
  const rowsOf = (value: string) => found.get(where.plain(value, ctx)) ?? []
  const missing = values.find((value) => rowsOf(value).length === 0)
  const absent = many ? missing !== undefined : values.length === 0 || missing !== undefined
  if (absent && notFound === 'park') {
    return failed(record, missing === undefined ? noValue() : nothingFound(where.sentence(missing, 0, ctx)))
  }
  if (absent && notFound === 'skip') return passed(record, 'missing')
  const double = several === 'park' ? values.find((value) => rowsOf(value).length > 1) : undefined
  if (double !== undefined) {
    return failed(record, severalFound(where.sentence(double, rowsOf(double).length, ctx)))
  }
  const answer = (value: string | undefined): unknown => {
    const rows = value === undefined ? [] : rowsOf(value)
    return several === 'list' ? rows : (rows[0] ?? null)
  }
  const result = many ? Object.fromEntries(values.map((value) => [value, answer(value)])) : answer(values[0])
  const steps = plainSteps(to)
  const data = steps && withFieldAt(record.data, steps, result)
  return data === undefined ? failed(record, noPlace(to)) : passed(withData(record, data))
}
