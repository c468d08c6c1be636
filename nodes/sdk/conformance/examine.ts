import { trialOf, type ConformanceCase, type Trial, type World } from './case.ts'
import { definitionFaults } from './definition.ts'
import { dryRunFaults, findFaults, repeatFaults, settleFaults } from './effects.ts'
import type { Abort, ConformanceEngine } from './engine.ts'
import type { Fault } from './fault.ts'

const MOST_MS = 1_000
const ABORTS: readonly (readonly [Abort, string])[] = [
  ['asked', 'asked to stop'],
  ['no-calls', 'cut off while a call was not answered'],
  ['no-expressions', 'cut off while an expression was not answered'],
]

async function abortFaults(trial: Trial, engine: ConformanceEngine): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  for (const [how, when] of ABORTS) {
    // A source that is only asked may finish its page, and how long a page takes is up to the system (a rate budget).
    if (how === 'asked' && trial.node.kind === 'source') continue
    const ms = await engine.abort(trial, how)
    const detail = `${when}, it went on for ${Math.round(ms)} ms`
    if (ms > MOST_MS) faults.push({ rule: 'ends within a second', detail })
  }
  return faults
}

/**
 * Tries every rule on one node; empty when it keeps them all. What only looks comes before what writes, so that a dry
 * run has something that it could have sent.
 */
export async function examine(
  one: ConformanceCase,
  world: World,
  engine: ConformanceEngine,
): Promise<readonly Fault[]> {
  const trial = trialOf(one, world)
  const faults: Fault[] = [...definitionFaults(one.node)]
  for (const check of [dryRunFaults, findFaults, settleFaults, repeatFaults, abortFaults]) {
    faults.push(...(await check(trial, engine)))
  }
  return faults
}
