import { createRandom } from '../../../sdk/sandbox/random.ts'
import type { Line } from './query-lines.ts'

const window = 400
const lateShare = 0.02

/**
 * Ungrouped results come in no particular order: children before their parents, far behind them, some at the very end.
 * Whoever joins them by what stands next to each other finds out here.
 */
export function* scrambled(lines: Iterable<Line>, seed: number): Generator<Line> {
  const random = createRandom('bulk', seed)
  const held: Line[] = []
  const late: Line[] = []
  for (const line of lines) {
    if (!line.root && random.chance(lateShare)) late.push(line)
    else held.push(line)
    if (held.length < window) continue
    const place = random.between(0, held.length - 1)
    const last = held.pop() as Line
    const out = held[place] ?? last
    if (place < held.length) held[place] = last
    yield out
  }
  yield* held.toReversed()
  yield* late
}
