import type { Operation } from './faults.ts'

export interface Call extends Operation {
  readonly at: string
  /** `ok`, `refused` (the system said no) or the fault that was played: `status`, `drop`, `after-effect`, `throttle`. */
  readonly outcome: string
  readonly cost?: number
}

const chunkSize = 16_384

interface Chunk {
  readonly at: Float64Array
  readonly kind: Uint32Array
  /** NaN where a system has no cost. */
  readonly cost: Float32Array
}

/**
 * Every call since the last reset. Method, operation and outcome repeat endlessly, so a call is sixteen bytes and a
 * million of them fit easily.
 */
export class CallLog {
  #chunks: Chunk[] = []
  #count = 0
  #kinds: (Operation & { outcome: string })[] = []
  #kindOf = new Map<string, number>()

  add(call: Operation, outcome: string, cost?: number): void {
    const place = this.#count % chunkSize
    if (place === 0) {
      this.#chunks.push({
        at: new Float64Array(chunkSize),
        kind: new Uint32Array(chunkSize),
        cost: new Float32Array(chunkSize),
      })
    }
    const chunk = this.#chunks.at(-1) as Chunk
    chunk.at[place] = Date.now()
    chunk.kind[place] = this.#kind(call, outcome)
    chunk.cost[place] = cost ?? Number.NaN
    this.#count += 1
  }

  clear(): void {
    this.#chunks = []
    this.#count = 0
    this.#kinds = []
    this.#kindOf = new Map()
  }

  /** The list as JSON, a piece at a time. */
  *json(): Generator<string> {
    yield '['
    for (const [index, chunk] of this.#chunks.entries()) {
      const filled = Math.min(chunkSize, this.#count - index * chunkSize)
      let piece = ''
      for (let i = 0; i < filled; i++) piece += (index + i === 0 ? '' : ',') + JSON.stringify(this.#read(chunk, i))
      yield piece
    }
    yield ']'
  }

  #read(chunk: Chunk, place: number): Call {
    const kind = this.#kinds[chunk.kind[place] ?? 0] as Operation & { outcome: string }
    const cost = chunk.cost[place] ?? Number.NaN
    const at = new Date(chunk.at[place] ?? 0).toISOString()
    return { at, ...kind, ...(Number.isNaN(cost) ? {} : { cost }) }
  }

  #kind(call: Operation, outcome: string): number {
    const name = `${call.method}\u0000${call.operation}\u0000${outcome}`
    let kind = this.#kindOf.get(name)
    if (kind === undefined) {
      kind = this.#kinds.length
      this.#kinds.push({ method: call.method, operation: call.operation, outcome })
      this.#kindOf.set(name, kind)
    }
    return kind
  }
}
