import type { Context } from '../context.ts'
import type { Write } from '../write.ts'
import type { Trial } from './case.ts'
import type { ConformanceEngine, TrialRun } from './engine.ts'
import type { Fault } from './fault.ts'

/** In a dry run everything is read and decided, and nothing is sent: not through the door, and not past it. */
export async function dryRunFaults(trial: Trial, engine: ConformanceEngine): Promise<readonly Fault[]> {
  const before = await engine.sent()
  const run = await engine.run(trial, { mode: 'dry-run' })
  const sent = (await engine.sent()) - before
  const rule = 'a dry run sends nothing'
  const failed = run.status === 'failed' ? [{ rule, detail: `it failed: ${run.problem}` } as const] : []
  return sent > 0 ? [...failed, { rule, detail: `${sent} writes were sent` }] : failed
}

/** Calls the `find` of each write by itself, one at a time, and counts what was sent meanwhile. */
export async function findFaults(trial: Trial, engine: ConformanceEngine): Promise<readonly Fault[]> {
  let finds = 0
  let sent = 0
  let turn: Promise<void> = Promise.resolve()
  const look = async (write: Write): Promise<void> => {
    if (!write.find) return
    finds += 1
    const before = await engine.sent()
    // What it throws is for the engine to see, which asks again.
    await write.find().catch(() => undefined)
    sent += (await engine.sent()) - before
  }
  const inTurn = (write: Write): Promise<void> => (turn = turn.then(() => look(write)))
  const through = (ctx: Context): Context => ({
    ...ctx,
    write: async (write) => {
      await inTurn(write)
      return ctx.write(write)
    },
    writeMany: async (writes, send, options) => {
      for (const write of writes) await inTurn(write)
      return ctx.writeMany(writes, send, options)
    },
  })
  await engine.run(trial, { mode: 'dry-run', through })
  const rule = 'find only reads'
  if (sent > 0) return [{ rule, detail: `${sent} writes were sent by ${finds} look-ups` }]
  return trial.writes && finds === 0
    ? [{ rule, detail: 'nothing was looked up: a lost answer parks every record' }]
    : []
}

/** What went in is booked as created, updated, skipped or parked, and a node that writes did write. */
export async function settleFaults(trial: Trial, engine: ConformanceEngine): Promise<readonly Fault[]> {
  const before = await engine.sent()
  const run = await engine.run(trial)
  const sent = (await engine.sent()) - before
  return [
    ...lossesOf(trial, run),
    ...(trial.writes && (sent === 0 || run.counts.created + run.counts.updated === 0) ? ['nothing was written'] : []),
    ...(!trial.writes && sent > 0 ? [`${sent} writes were sent by a node that is not said to write`] : []),
  ].map((detail) => ({ rule: 'every record is settled', detail }))
}

function lossesOf(trial: Trial, { status, problem, counts, parked }: TrialRun): string[] {
  if (status !== 'succeeded' && status !== 'partial') return [`the run is ${status}: ${problem}`]
  const settled = counts.created + counts.updated + counts.skipped + counts.parked
  const given = trial.records.length + trial.deliveries.length
  return [
    ...(counts.read === 0 ? ['no record was read'] : []),
    ...(given > 0 && counts.read !== given ? [`${given} records were given and ${counts.read} read`] : []),
    ...(settled === counts.read && counts.pending === 0 ? [] : [`of ${counts.read} records ${settled} were settled`]),
    ...(counts.read > 0 && counts.parked === counts.read ? [`all were parked: ${parked.slice(0, 3).join(' ')}`] : []),
  ]
}

/** The same records once more: the ledger and the target itself know them. */
export async function repeatFaults(trial: Trial, engine: ConformanceEngine): Promise<readonly Fault[]> {
  const before = await engine.sent()
  const { counts, status, problem } = await engine.run(trial)
  const sent = (await engine.sent()) - before
  const written = counts.created + counts.updated
  const rule = 'a second run writes nothing'
  if (status === 'failed') return [{ rule, detail: `it failed: ${problem}` }]
  if (sent === 0 && written === 0) return []
  return [{ rule, detail: `${sent} writes were sent and ${written} records were written` }]
}
