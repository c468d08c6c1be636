import { untilAborted } from '../../sdk/abort.ts'
import type { Context, Evaluated, Program } from '../../sdk/context.ts'
import { ProblemError, problemOf } from '../../sdk/problem.ts'
import type { Rec, SourceRecord } from '../../sdk/record.ts'
import { answerAt } from '../nodes/answers.ts'
import type { RowIndex } from './row-index.ts'

const PAGE = 500

export interface ListSettings {
  readonly input: string
  readonly key: string
  /** What is kept of a row; left out: all of it. */
  readonly take: string | undefined
  readonly plain: (key: string) => string
}

/**
 * Reads the list to its end into the index. Whatever goes wrong with it would go wrong for every record alike, so it stops the
 * run: half a list would say "not there" of what is there.
 */
export async function readList(ctx: Context, index: RowIndex, settings: ListSettings): Promise<void> {
  const keyProgram = { expression: settings.key }
  const takeProgram = settings.take === undefined ? undefined : { expression: settings.take }
  let at = 0
  let nameless = 0
  try {
    for await (const page of ctx.beside(settings.input)) {
      for (let from = 0; from < page.length; from += PAGE) {
        const rows = page.slice(from, from + PAGE).map((one) => asRecord(one, at++))
        const keys = await evaluated(ctx, keyProgram, rows)
        const taken = takeProgram ? await evaluated(ctx, takeProgram, rows) : rows.map(({ data }) => data)
        const named = rows.flatMap((_, place) => {
          const key = keyOf(keys[place])
          return key === undefined ? [] : [{ key: settings.plain(key), row: taken[place] ?? null }]
        })
        nameless += rows.length - named.length
        index.add(named)
      }
    }
  } catch (error) {
    ctx.signal.throwIfAborted()
    throw new ProblemError({ ...problemOf(error), scope: 'system' }, { cause: error })
  }
  index.end()
  ctx.log.info(`The list to look in has ${index.rows} rows.`)
  if (nameless > 0) {
    ctx.log.warn(`${nameless} rows of the list were passed over: the expression gives no value for them.`, { nameless })
  }
}

function asRecord(one: SourceRecord, at: number): Rec {
  const id = `list.${at}`
  return { id, identity: one.identity, key: one.key, keys: one.keys, parents: [], data: one.data }
}

async function evaluated(ctx: Context, program: Program, rows: readonly Rec[]): Promise<readonly unknown[]> {
  const answers: readonly Evaluated[] = await untilAborted(ctx.signal, ctx.evaluate(program, rows))
  return rows.map(({ key }, place) => {
    const answer = answerAt(answers, place)
    if (answer.ok) return answer.value
    throw new ProblemError({ ...answer.problem, message: `In the list, at ${key}: ${answer.problem.message}` })
  })
}

function keyOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? text : undefined
}
