/** The words of a JSONata expression, one at a time: what the editor colours and what completion reads. */
export type TokenKind =
  | 'string'
  | 'number'
  | 'function'
  | 'variable'
  | 'name'
  | 'keyword'
  | 'regex'
  | 'comment'
  | 'operator'
  | 'bracket'

export interface Token {
  kind: TokenKind
  from: number
  to: number
  text: string
}

/** What a line leaves open for the next one, and whether an operand came last (then `/` divides). */
export interface TokenState {
  open: '"' | "'" | '`' | '/*' | undefined
  operand: boolean
}

export interface TokenPart {
  kind: TokenKind
  to: number
}

const KEYWORDS = new Set(['and', 'or', 'in', 'function', 'true', 'false', 'null'])
const VALUES = new Set(['true', 'false', 'null'])
const OPERATORS = ['~>', ':=', '!=', '<=', '>=', '**', '..', '?:', '??']

export const startState = (): TokenState => ({ open: undefined, operand: false })

/** Reads the token at `from` (undefined for white space that was skipped to the end). Moves `state` along. */
export function readToken(text: string, from: number, state: TokenState): TokenPart | undefined {
  if (state.open !== undefined) return readOpen(text, from, state, state.open)
  const char = text[from]
  if (char === undefined) return undefined
  if (text.startsWith('/*', from)) return open(text, from + 2, state, '/*')
  if (char === '"' || char === "'" || char === '`') return open(text, from + 1, state, char)
  if (char === '/' && !state.operand) return readRegex(text, from, state)
  if (/[0-9]/.test(char)) return match(text, from, state, /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y, 'number')
  if (char === '$') return readVariable(text, from, state)
  if (/[\p{L}_]/u.test(char)) return readName(text, from, state)
  return readOperator(text, from, state, char)
}

/** All tokens of a text, white space left out. */
export function tokenise(text: string): Token[] {
  const state = startState()
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (state.open === undefined && /\s/.test(text[at] ?? '')) {
      at += 1
      continue
    }
    const part = readToken(text, at, state)
    if (part === undefined || part.to <= at) break
    tokens.push({ kind: part.kind, from: at, to: part.to, text: text.slice(at, part.to) })
    at = part.to
  }
  return tokens
}

/** The text inside a string token, or the name inside back-ticks; an unfinished one counts. */
export function unquote(text: string): string {
  const quote = text[0]
  if (quote !== '"' && quote !== "'" && quote !== '`') return text
  const body = text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text.slice(1)
  return body.replace(/\\(.)/g, '$1')
}

function open(text: string, from: number, state: TokenState, mark: NonNullable<TokenState['open']>): TokenPart {
  state.open = mark
  return readOpen(text, from, state, mark)
}

function readOpen(text: string, from: number, state: TokenState, mark: NonNullable<TokenState['open']>): TokenPart {
  const kind: TokenKind = mark === '/*' ? 'comment' : mark === '`' ? 'name' : 'string'
  const end = mark === '/*' ? '*/' : mark
  let at = from
  while (at < text.length) {
    if (text[at] === '\\' && kind === 'string') at += 2
    else if (text.startsWith(end, at)) {
      state.open = undefined
      if (kind !== 'comment') state.operand = true
      return { kind, to: at + end.length }
    } else at += 1
  }
  return { kind, to: text.length }
}

function readRegex(text: string, from: number, state: TokenState): TokenPart {
  const part = match(text, from, state, /\/(?:\\.|[^\\/\n])+\/[im]*/y, 'regex')
  return part.to > from + 1 ? part : { kind: 'operator', to: from + 1 }
}

function readVariable(text: string, from: number, state: TokenState): TokenPart {
  const part = match(text, from, state, /\$\$|\$[\p{L}0-9_]*/uy, 'variable')
  const called = /\s*\(/y
  called.lastIndex = part.to
  return called.test(text) && part.to > from + 1 ? { kind: 'function', to: part.to } : part
}

function readName(text: string, from: number, state: TokenState): TokenPart {
  const part = match(text, from, state, /[\p{L}_][\p{L}0-9_]*/uy, 'name')
  const word = text.slice(from, part.to)
  if (!KEYWORDS.has(word)) return part
  state.operand = VALUES.has(word)
  return { kind: 'keyword', to: part.to }
}

function readOperator(text: string, from: number, state: TokenState, char: string): TokenPart {
  if ('([{'.includes(char) || ')]}'.includes(char)) {
    state.operand = ')]}'.includes(char)
    return { kind: 'bracket', to: from + 1 }
  }
  const long = OPERATORS.find((operator) => text.startsWith(operator, from))
  state.operand = false
  return { kind: 'operator', to: from + (long?.length ?? 1) }
}

function match(text: string, from: number, state: TokenState, pattern: RegExp, kind: TokenKind): TokenPart {
  pattern.lastIndex = from
  const found = pattern.exec(text)
  state.operand = true
  return { kind, to: from + (found?.[0].length ?? 1) }
}
