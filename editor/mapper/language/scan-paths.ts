import { tokenise, unquote, type Token } from './tokenise.ts'

/** A path as the expression reads it: from the record, or from a variable such as `$settings`. */
export interface PathUse {
  root: string
  steps: readonly string[]
  from: number
  to: number
}

/** Where the cursor is: which path goes before the word that is being typed, and what that word is. */
export interface CursorScope {
  kind: 'path' | 'variable' | 'string' | 'none'
  root: string
  steps: readonly string[]
  word: string
  from: number
  /** The function whose argument this is, with the position of the argument. */
  call?: { name: string; argument: number }
}

/** `''` is the record itself; variables keep their name. */
export const RECORD = ''

interface Frame {
  base: Path
  path: Path | undefined
  call?: { name: string; argument: number }
}
interface Path {
  root: string
  steps: readonly string[]
  from: number
  to: number
}

/** Every path that an expression reads, as steps from its root: predicates and blocks inherit what stands before. */
export function scanPaths(text: string): PathUse[] {
  return walk(text).uses
}

/** What is being typed at the end of `before`, the text left of the cursor. */
export function scopeAtCursor(before: string): CursorScope {
  const { frame, last } = walk(before)
  const touching = last !== undefined && last.to === before.length
  const call = frame.call === undefined ? {} : { call: frame.call }
  if (touching && last.kind === 'string' && !closed(last.text)) {
    return { kind: 'string', root: '', steps: [], word: unquote(last.text), from: last.from + 1, ...call }
  }
  if (
    touching &&
    (last.kind === 'comment' || last.kind === 'number' || last.kind === 'regex' || last.kind === 'string')
  ) {
    return { kind: 'none', root: '', steps: [], word: '', from: before.length }
  }
  if (touching && (last.kind === 'variable' || last.kind === 'function')) {
    return { kind: 'variable', root: '', steps: [], word: last.text, from: last.from, ...call }
  }
  if (touching && (last.kind === 'name' || last.kind === 'keyword')) {
    const path = frame.path
    const parent = last.kind === 'name' && path !== undefined ? { ...path, steps: path.steps.slice(0, -1) } : frame.base
    return {
      kind: 'path',
      root: parent.root,
      steps: parent.steps,
      word: last.text.replace(/^`/, ''),
      from: last.from,
      ...call,
    }
  }
  if (last?.text === '.' && frame.path !== undefined) {
    return { kind: 'path', root: frame.path.root, steps: frame.path.steps, word: '', from: before.length, ...call }
  }
  return { kind: 'path', root: frame.base.root, steps: frame.base.steps, word: '', from: before.length, ...call }
}

function walk(text: string): { uses: PathUse[]; frame: Frame; last: Token | undefined } {
  const top: Frame = { base: { root: RECORD, steps: [], from: 0, to: 0 }, path: undefined }
  const stack: Frame[] = [top]
  const uses: PathUse[] = []
  let previous: Token | undefined
  const flush = (frame: Frame) => {
    if (frame.path !== undefined && frame.path.steps.length > 0) uses.push({ ...frame.path })
    frame.path = undefined
  }
  for (const token of tokenise(text)) {
    if (token.kind === 'comment') continue
    const frame = stack.at(-1) ?? top
    if (token.kind === 'name') takeName(frame, token, previous, flush)
    else if (token.kind === 'variable') takeVariable(frame, token, previous, flush)
    else if (token.kind === 'bracket') takeBracket(stack, frame, token, previous, flush)
    else if (token.text !== '.' && !endsNumber(token)) {
      flush(frame)
      if (token.text === ',' && frame.call !== undefined)
        frame.call = { ...frame.call, argument: frame.call.argument + 1 }
    }
    previous = token
  }
  const frame = stack.at(-1) ?? top
  const current: Frame = { ...frame }
  for (const open of stack) flush(open)
  return { uses, frame: current, last: previous }
}

function takeName(frame: Frame, token: Token, previous: Token | undefined, flush: (frame: Frame) => void) {
  const step = unquote(token.text)
  if (previous?.text === '.' && frame.path !== undefined) {
    frame.path = { ...frame.path, steps: [...frame.path.steps, step], to: token.to }
    return
  }
  flush(frame)
  if (previous?.text === '.') return
  frame.path = { root: frame.base.root, steps: [...frame.base.steps, step], from: token.from, to: token.to }
}

function takeVariable(frame: Frame, token: Token, previous: Token | undefined, flush: (frame: Frame) => void) {
  flush(frame)
  if (previous?.text === '.') return
  if (token.text === '$') frame.path = { ...frame.base, from: token.from, to: token.to }
  else if (token.text === '$$') frame.path = { root: RECORD, steps: [], from: token.from, to: token.to }
  else frame.path = { root: token.text, steps: [], from: token.from, to: token.to }
}

function takeBracket(
  stack: Frame[],
  frame: Frame,
  token: Token,
  previous: Token | undefined,
  flush: (frame: Frame) => void,
) {
  if (')]}'.includes(token.text)) {
    flush(frame)
    if (stack.length > 1) stack.pop()
    return
  }
  const continues = frame.path !== undefined && (previous?.text === '.' || (token.text === '[' && follows(previous)))
  const inner = continues && frame.path !== undefined ? frame.path : frame.base
  const calls = token.text === '(' && previous?.kind === 'function'
  if (!continues) flush(frame)
  stack.push({
    base: inner,
    path: undefined,
    ...(calls ? { call: { name: previous.text, argument: 0 } } : {}),
  })
}

const follows = (token: Token | undefined) =>
  token !== undefined && (token.kind === 'name' || token.text === ']' || token.kind === 'variable')
/** `[0]` and the like stay part of the path they stand in. */
const endsNumber = (token: Token) => token.kind === 'number'
const closed = (text: string) =>
  text.length > 1 && text.endsWith(text[0] ?? '') && !text.endsWith('\\' + (text[0] ?? ''))
