import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Folders in which no problems of nodes are made. */
const OTHERS: ReadonlySet<string> = new Set(['sandbox', 'testing', 'schema', 'conformance'])

/**
 * Every problem that the source of a connector makes, by code: how it is tried again, and whose matter it is (`later record`).
 * What is not written out (`retry: again ? 'later' : …`, a code that is handed in) is `?`. A test holds the list, so that with a
 * new problem somebody decides.
 */
export function problemsIn(folder: string): Readonly<Record<string, string>> {
  const found = new Map<string, Set<string>>()
  for (const file of filesIn(folder)) {
    for (const { code, kind } of problemsOf(readFileSync(file, 'utf8'))) {
      const name = code ?? `? in ${path.relative(folder, file)}`
      found.set(name, (found.get(name) ?? new Set()).add(kind))
    }
  }
  const sorted = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([code, kinds]) => [code, [...kinds].toSorted().join(' | ')]))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const where = path.join(folder, entry.name)
    if (entry.isDirectory()) return OTHERS.has(entry.name) ? [] : filesIn(where)
    return entry.name.endsWith('.ts') && !/(\.test|testing)\.ts$/.test(entry.name) ? [where] : []
  })
}

/** The objects with a code, a message and a word on trying again. */
function problemsOf(text: string): { code: string | undefined; kind: string }[] {
  return [...text.matchAll(/\bretry(?=: *['\w]|,\n)/g)].flatMap(({ index }) => {
    const object = aroundOf(text, index)
    if (!/\bcode\b/.test(object) || !/\bmessage\b/.test(object)) return []
    const code = /\bcode: '([^']+)'/.exec(object)?.[1]
    const word = (name: string) => new RegExp(`\\b${name}: ([^,\\n})]+)`).exec(object)?.[1]
    const retry = wordOf(word('retry') ?? '?')
    const scope = word('scope')
    return [{ code, kind: scope === undefined ? retry : `${retry} ${wordOf(scope)}` }]
  })
}

/** `'system' as const` stands in a part that is not always there: `system?`. */
const wordOf = (value: string): string => {
  const [, word, sometimes] = /^'([a-z-]+)'( as const)?$/.exec(value.trim()) ?? []
  return word === undefined ? '?' : sometimes === undefined ? word : `${word}?`
}

/** The text from the brace that opens before a place to the one that closes it. */
function aroundOf(text: string, at: number): string {
  const edge = (from: number, step: 1 | -1, inner: string, outer: string): number => {
    let depth = 0
    for (let i = from; i >= 0 && i < text.length; i += step) {
      if (text[i] === inner) depth += 1
      else if (text[i] === outer && depth === 0) return i
      else if (text[i] === outer) depth -= 1
    }
    return from
  }
  return text.slice(edge(at, -1, '}', '{'), edge(at, 1, '{', '}') + 1)
}
