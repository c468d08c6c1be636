export type Comparator = ':' | '<' | '>' | '<=' | '>='

/** A search as Shopify's lists take it: `updated_at:>='2026-11-01' AND (tag:a OR -tag:b)`. */
export type Search =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Search[] }
  | { readonly kind: 'not'; readonly part: Search }
  | {
      readonly kind: 'term'
      /** Absent: a bare word, looked for in the usual texts. */
      readonly field?: string
      readonly comparator: Comparator
      readonly value: string
      readonly prefix: boolean
    }

type Token = { readonly kind: 'and' | 'or' | 'not' | '(' | ')' } | Extract<Search, { kind: 'term' }>

const space = /\s/
const fieldStart = /^([a-zA-Z_][\w$.-]*):/

function readQuoted(text: string, start: number): { value: string; end: number } {
  const quote = text[start]
  let value = ''
  let i = start + 1
  for (; i < text.length && text[i] !== quote; i++) {
    if (text[i] === '\\' && i + 1 < text.length) i++
    value += text[i]
  }
  return { value, end: i + 1 }
}

function readTerm(text: string, start: number): { token: Token; end: number } {
  const named = fieldStart.exec(text.slice(start))
  let i = start + (named ? named[0].length : 0)
  let comparator: Comparator = ':'
  if (named) {
    const sign = /^(<=|>=|<|>)/.exec(text.slice(i))
    if (sign) {
      comparator = sign[0] as Comparator
      i += sign[0].length
    }
    while (i < text.length && space.test(text[i] as string)) i++
  }
  let value = ''
  if (text[i] === "'" || text[i] === '"') {
    const quoted = readQuoted(text, i)
    value = quoted.value
    i = quoted.end
  } else {
    for (; i < text.length && !space.test(text[i] as string) && text[i] !== ')' && text[i] !== '('; i++) {
      if (text[i] === '\\' && i + 1 < text.length) i++
      value += text[i]
    }
  }
  const prefix = value.length > 1 && value.endsWith('*')
  const token: Token = {
    kind: 'term',
    ...(named ? { field: (named[1] as string).toLowerCase() } : {}),
    comparator,
    value: prefix ? value.slice(0, -1) : value,
    prefix,
  }
  return { token, end: i }
}

function tokens(text: string): Token[] {
  const found: Token[] = []
  let i = 0
  while (i < text.length) {
    const here = text[i] as string
    if (space.test(here)) {
      i++
      continue
    }
    const word = /^(AND|OR|NOT)(?=[\s(]|$)/.exec(text.slice(i))
    if (word) {
      found.push({ kind: (word[0] as string).toLowerCase() as 'and' | 'or' | 'not' })
      i += word[0].length
    } else if (here === '(' || here === ')') {
      found.push({ kind: here })
      i++
    } else if (here === '-' && i + 1 < text.length && !space.test(text[i + 1] as string)) {
      found.push({ kind: 'not' })
      i++
    } else {
      const { token, end } = readTerm(text, i)
      found.push(token)
      i = Math.max(end, i + 1)
    }
  }
  return found
}

/** Reads what it can, as Shopify does: a stray bracket or connective is passed over, never an error. */
class Reader {
  readonly #tokens: readonly Token[]
  #at = 0
  constructor(list: readonly Token[]) {
    this.#tokens = list
  }

  either(depth: number): Search | undefined {
    const parts: Search[] = []
    for (;;) {
      const part = this.both(depth)
      if (part) parts.push(part)
      if (this.#tokens[this.#at]?.kind !== 'or') break
      this.#at++
    }
    return parts.length > 1 ? { kind: 'or', parts } : parts[0]
  }

  both(depth: number): Search | undefined {
    const parts: Search[] = []
    for (;;) {
      const next = this.#tokens[this.#at]
      if (!next || next.kind === 'or' || (next.kind === ')' && depth > 0)) break
      if (next.kind === 'and' || next.kind === ')') {
        this.#at++
        continue
      }
      const part = this.one(depth)
      if (part) parts.push(part)
    }
    return parts.length > 1 ? { kind: 'and', parts } : parts[0]
  }

  one(depth: number): Search | undefined {
    const next = this.#tokens[this.#at]
    if (!next) return undefined
    if (next.kind === 'term') {
      this.#at++
      return next
    }
    if (next.kind === 'not') {
      this.#at++
      const part = this.one(depth)
      return part && { kind: 'not', part }
    }
    if (next.kind !== '(' || depth > 50) {
      this.#at++
      return undefined
    }
    this.#at++
    const inner = this.either(depth + 1)
    if (this.#tokens[this.#at]?.kind === ')') this.#at++
    return inner
  }
}

export function parseSearch(text: string): Search | undefined {
  return new Reader(tokens(text)).either(0)
}
