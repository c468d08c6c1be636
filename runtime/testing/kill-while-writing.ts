import { setTimeout as delay } from 'node:timers/promises'
import type { Koppel, RunView } from './koppel.ts'

export interface KillPlan {
  readonly flow: string
  readonly kills: number
  /** How many writes have reached the target so far, as it counts them itself. */
  readonly writes: () => Promise<number>
  /** Asked after each kill: whether there is enough to see already. */
  readonly enough?: () => Promise<boolean>
}

/**
 * Runs a flow live and kills its runner at random moments while it writes: each kill waits for a write since the last one,
 * because one that meets a runner which is only starting shows nothing. Answers the run, and how often it was killed.
 */
export async function killWhileWriting(k: Koppel, plan: KillPlan): Promise<{ id: string; kills: number }> {
  const { body } = await k.api<{ id: string }>('POST', `/api/flows/${plan.flow}/runs`, { mode: 'live' })
  const isOver = async (): Promise<boolean> =>
    !['queued', 'running'].includes((await k.api<RunView>('GET', `/api/runs/${body.id}`)).body.status)
  let kills = 0
  let before = await plan.writes()
  while (kills < plan.kills && !(await isOver())) {
    await delay(Math.random() * 100)
    const now = await plan.writes()
    const pid = k.runnerPid()
    if (now === before || pid === undefined || !kill(pid)) continue
    kills += 1
    if (await plan.enough?.()) break
    await anotherRunner(k, pid, isOver)
    before = await plan.writes()
  }
  return { id: body.id, kills }
}

/** What the dead one had under way still arrives meanwhile, and must not count as the work of the next. */
async function anotherRunner(k: Koppel, dead: number, isOver: () => Promise<boolean>): Promise<void> {
  while ([dead, undefined].includes(k.runnerPid()) && !(await isOver())) await delay(20)
}

/** False when it had ended by itself already. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}
