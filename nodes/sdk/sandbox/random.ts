/** A seed as people give it: any number or text. */
export type Seed = number | string

export interface Random {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from 0 up to, but not including, `below`. */
  int(below: number): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  shuffle<T>(list: T[]): T[]
}

/** FNV-1a over the text, finished with an avalanche so that neighbouring seeds share nothing. */
function hash(text: string, basis: number): number {
  let h = basis >>> 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return (h ^ (h >>> 15)) >>> 0
}

/** The sfc32 generator: fast, 128 bits of state, passes the usual batteries. */
function sfc32(text: string): () => number {
  let a = hash(text, 0x811c9dc5)
  let b = hash(text, 0x9e3779b9)
  let c = hash(text, 0x85ebca6b)
  let d = 1
  const next = (): number => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

/** Numbers that depend on the seed and the name of the stream only, so one part of a world never shifts another. */
export function createRandom(seed: Seed, ...stream: readonly (string | number)[]): Random {
  const draw = sfc32([seed, ...stream].join('\u0000'))
  const next = (): number => draw() / 4294967296
  const int = (below: number): number => Math.floor(next() * below)
  return {
    next,
    int,
    between: (low, high) => low + int(high - low + 1),
    chance: (share) => next() < share,
    pick: (list) => {
      if (list.length === 0) throw new Error('pick from an empty list')
      return list[int(list.length)] as (typeof list)[number]
    },
    shuffle: (list) => {
      for (let i = list.length - 1; i > 0; i--) {
        const j = int(i + 1)
        const held = list[i] as (typeof list)[number]
        list[i] = list[j] as (typeof list)[number]
        list[j] = held
      }
      return list
    },
  }
}
