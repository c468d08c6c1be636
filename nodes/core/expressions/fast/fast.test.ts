import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { templates } from '../../../../flows/templates/index.ts'
import type { MapRow } from '../../../sdk/context.ts'
import { jsonataCompiler, type Scope } from '../jsonata.ts'
import { plain } from '../plain.ts'
import { compileFast } from './compile.ts'

const scope: Scope = {
  settings: { unit: 1, statuses: ['PAID'], text: 'x', none: null },
  valueMaps: {
    m: { title: 'M', rows: [['a', 'A'] as const, [1, 'one'] as const] },
    sole: { rows: [['x', 'X'] as const, ['y', 'X'] as const] },
    none: { rows: [] },
  },
}
const slow = jsonataCompiler(scope)

interface Compared {
  /** `fast` when the fast evaluator answered, else why not. */
  readonly by: 'fast' | 'unsupported' | 'bail'
  readonly fast?: string
  readonly slow: string
}

/** What both make of an expression, as text; the fast one must agree or leave it to JSONata. */
async function compare(expression: string, data: unknown): Promise<Compared> {
  const environment = { record: { id: '1', identity: 'i', key: '#1', keys: [], data }, index: 2 }
  const expected = await Promise.resolve()
    .then(() => slow(expression)(data, environment))
    .then((value) => shown(plain(value)))
    .catch(() => 'problem')
  let run: ReturnType<typeof compileFast>
  try {
    run = compileFast(expression, scope)
  } catch {
    return { by: 'unsupported', slow: expected }
  }
  if (!run) return { by: 'unsupported', slow: expected }
  try {
    return { by: 'fast', fast: shown(plain(run(data, environment))), slow: expected }
  } catch {
    return { by: 'bail', slow: expected }
  }
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

const data = {
  a: 1,
  b: 'text',
  c: { d: [{ e: 1, f: 'x' }, { e: 2 }, { e: [3, 4] }], g: [], h: [[1, 2], [3]] },
  l: [
    { s: 'A', q: 2, p: '1.5' },
    { s: 'B', q: 0 },
    { s: 'C', q: 5, n: null },
  ],
  one: [{ s: 'Z', q: 1 }],
  n: null,
  t: true,
  nums: [3, 1, 2],
  words: ['p', 'q'],
  empty: '',
}

describe('agrees with JSONata and answers itself', () => {
  test.each([
    'a',
    'c.d.e',
    'c.d[0].e',
    'c.d[-1].e',
    'c.g',
    'c.h',
    'c.h[0]',
    'one',
    'one.s',
    'one[0]',
    'l[q > 1].s',
    'l[s = "A"]',
    'l[q > 9]',
    'nums[0]',
    'nums[$ > 1]',
    'words[1]',
    'missing.x.y',
    'n',
    'n.x',
    'a.x',
    '$.a',
    '$$.l[1].s',
    '$',
    'b & " " & a',
    'n & t',
    'missing & ""',
    'a + 1',
    'a * missing',
    '-a',
    'a = 1',
    'l[0] = 1',
    'nums = [3, 1, 2]',
    'a in nums',
    '3 in nums',
    'b in ["text"]',
    'a and b',
    'missing or t',
    'empty ? 1 : 2',
    'missing ? 1',
    'b ?: "z"',
    '{ "x": a, "y": missing, "z": { "w": l.s } }',
    'l.{ "k": s, "n": q }',
    'one.{ "k": s }',
    '[a, missing, nums, [b]]',
    '[l.s]',
    '[]',
    '[[]]',
    '($x := a; $x + 1)',
    '($x := l[0]; $x.s)',
    'l.($y := q; $y * 2)',
    '(a; b)',
    '($x := 1; ($x := 2); $x)',
    '$exists(n)',
    '$exists(missing)',
    '$not(missing)',
    '$boolean(l)',
    '$string(a)',
    '$string(1.10)',
    '$number("12.5")',
    '$uppercase(b)',
    '$trim("  a   b ")',
    '$length(b)',
    '$substring(b, 1, 2)',
    '$substring(b, -2)',
    '$substringBefore(b, "x")',
    '$substringAfter(b, "t")',
    '$contains(b, "ex")',
    '$join(words, "-")',
    '$join(l.s)',
    '$sum(nums)',
    '$sum(l.q)',
    '$count(l)',
    '$append(words, "z")',
    '$append(missing, words)',
    '$lookup(c, "g")',
    '$lookup(l, "s")',
    '$round(2.5)',
    '$round(1.005, 2)',
    '$settings.unit',
    '$settings.missing',
    'b in $settings.statuses',
    '$record.key',
    '$index + 1',
    '$record.data.l[0].s',
    '$mapValue("m", "a")',
    '$mapValue("m", a)',
    '$mapValue("m", missing)',
    '$mapValue("m", [missing, a, "a"])',
    '$mapValue("m", ["nobody", "a"])',
    '$mapTargets("m")',
    '$mapTargets("m")[0]',
    '$mapTargets("m").{ "to": $ }',
    '[$mapTargets("sole")]',
    '$mapTargets("none")',
    '$mapFields("m", { "a": 1, "b": 2 })',
    '$mapFields("m", { "a": null, "1": "x" }).name',
    '$mapFields("m", missing)',
    '[$mapFields("none", { "a": 1 })]',
    '$cents("1.5")',
    '$round2(1.005)',
    '$excludeVat(121, 21)',
    '$splitAddress("Kerkstraat 12", "NL").number',
    '$afasDate("2026-07-01T12:00:00Z")',
    '$sumMoney(l.p)',
    '[b, empty][$ != ""]',
    '$join([b, missing, empty][$boolean($)], ", ")',
    'l[($record.data.a > 0 ? q : a) > 1].s',
    '"a b".x',
    'true',
    'null',
    '1',
  ])('%s', async (expression) => {
    const result = await compare(expression, data)
    expect(result).toMatchObject({ by: 'fast', fast: result.slow })
  })
})

test.each([
  '$map(l, function($v){ $v.s })',
  'l^(q)',
  'l.*',
  '**.s',
  'l{ s: q }',
  'l@$x.s',
  'l#$i.s',
  'l.s[]',
  '[1..3]',
  '$eval("1")',
  'a ~> $string',
  '$uppercase',
  '/a/',
  '| l | { "x": 1 } |',
  '$unknown(1)',
  '$unknown',
  '[$x := 1, $x]',
  '{ b: a }',
  '%.a',
])('%s is left to JSONata', async (expression) => {
  expect((await compare(expression, data)).by).toBe('unsupported')
})

/** Expressions put together at random from everything that is covered, on data of every shape. */
const path = fc
  .array(
    fc.constantFrom('a', 'b', 'l', 's', 'x[0]', 'l[-1]', 'b[$ > 1]', 'l[s]', 'a[b = 1]', '(a)', '$', 's[1][0]', 'l[q]'),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((steps) => steps.join('.'))
const leaf = fc.oneof(
  path,
  fc.constantFrom(
    '1',
    '0',
    '"a"',
    '""',
    'true',
    'null',
    '$$.a',
    '$settings.unit',
    '$record.data.l',
    '$index',
    '[]',
    '-1',
    '2.5',
  ),
)
const { expression: expressions } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    leaf,
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('=', '!=', '<', '>=', '+', '-', '*', '/', '%', '&', 'and', 'or', 'in'),
        tie('expression'),
      )
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `{ "a": ${a}, "b": ${b} }`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, ${b}]`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `($v := ${a}; $v = ${b} ? $v : ${b})`),
    fc.tuple(path, tie('expression')).map(([a, b]) => `${a}.(${b})`),
    fc.tuple(path, tie('expression')).map(([a, b]) => `${a}.{ "k": ${b} }`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a})[${b}]`),
    fc.tuple(tie('expression'), fc.constantFrom('a', 'l', 's', 'a[0]')).map(([a, b]) => `(${a}).${b}`),
    fc
      .tuple(
        fc.constantFrom(
          'exists',
          'not',
          'boolean',
          'string',
          'number',
          'uppercase',
          'trim',
          'length',
          'sum',
          'count',
          'join',
          'round',
          'floor',
          'abs',
          'cents',
          'afasCountry',
          'moneyText',
          'sumMoney',
        ),
        tie('expression'),
      )
      .map(([name, a]) => `$${name}(${a})`),
    fc
      .tuple(
        fc.constantFrom('append', 'lookup', 'join', 'contains', 'substring', 'substringAfter', 'round', 'includeVat'),
        tie('expression'),
        tie('expression'),
      )
      .map(([name, a, b]) => `$${name}(${a}, ${b})`),
  ),
}))
const scalars = fc.constantFrom<unknown>(0, 1, -2.5, 'a', '', 'zz', true, false, null)
const documents = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'd', withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'l', 's', 'q', 'x'), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

test('whatever the expression and the data: the same answer, or left to JSONata', async () => {
  const by = { fast: 0, unsupported: 0, bail: 0 }
  await fc.assert(
    fc.asyncProperty(expressions, documents, async (expression, value) => {
      const result = await compare(expression, value)
      by[result.by] += 1
      if (result.by === 'fast') expect(result.fast).toBe(result.slow)
    }),
    { numRuns: 1_500 },
  )
  // The test would prove nothing if it were left to JSONata most of the time.
  expect(by.fast).toBeGreaterThan(500)
})

describe('work is bounded: what grows is left to JSONata and its limits, soon', () => {
  const list = Array.from({ length: 40_000 }, (_, n) => ({ n, s: 'x'.repeat(20), k: [n, n + 1] }))
  const many = {
    l: list,
    short: list.slice(0, 900),
    t: 'y'.repeat(9_000),
    nested: Array.from({ length: 900 }, () => [list]),
  }
  const environment = { record: { id: '1', identity: 'i', key: '#1', keys: [], data: many } }
  const times = (count: number, part: string): string => part.repeat(count)

  test.each([
    'l[$$.l[n = 1]]',
    'short[$$.short[$$.short[n = 1]]]',
    'l.($$.l)',
    'short.($$.short.($$.short.n))',
    'short.($$.nested).n',
    'nested.n',
    `($x := l; ${times(40, '$x := $append($x, $x); ')} $count($x))`,
    `($x := short; ${times(40, '$x := [$x, $x, $x]; ')} $count($x))`,
    `($x := t; ${times(40, '$x := $x & $x; ')} $length($x))`,
    'short.$uppercase($$.t & $$.t)',
    'short.($$.short.s & $$.t)',
    'short.$join($$.short.s, $$.t)',
    'short[$$.short = $$.short]',
    'short[n in $$.l.n]',
    'short.{ "a": $$.short.{ "b": $$.short.n } }',
    `short[${times(90, 'n = 1 or ')} n = 2]`,
    `$sum(short[${times(300, 'n > 1 and ')} $sum($$.short.n) > 0].n)`,
  ])('%s', (expression) => {
    const started = performance.now()
    try {
      compileFast(expression, scope)?.(many, environment)
    } catch (error) {
      expect(error).toMatchObject({ message: 'left to JSONata' })
    }
    expect(performance.now() - started).toBeLessThan(400)
  })
})

describe.each(templates().map((flow) => [flow.id, flow] as const))('template %s', (_, flow) => {
  test('has rows that the fast evaluator takes, nearly all', () => {
    const rows = flow.nodes.flatMap((node) => (node.config['fields'] as MapRow[] | undefined) ?? [])
    const own: Scope = { settings: {}, valueMaps: flow.valueMaps ?? {} }
    const left = rows.filter((row) => compileFast(row.expression, own) === undefined).map((row) => row.expression)
    expect(left.length).toBeLessThanOrEqual(rows.length * 0.1)
  })
})
