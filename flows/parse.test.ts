import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFlow, type ParseResult } from './parse.ts'
import type { FlowProblem } from './problem.ts'
import { stringifyFlow } from './stringify.ts'
import { sampleFlow, shapeOf } from './testing.ts'

type Draft = ReturnType<typeof sampleFlow> & Record<string, unknown>

function problemsOf(result: ParseResult): readonly FlowProblem[] {
  return result.ok ? [] : result.problems
}

/** What is wrong with the sample once it was changed: `path code` each. */
function faults(change: (flow: Draft) => unknown): string[] {
  const flow = sampleFlow() as Draft
  change(flow)
  return listed(flow)
}

function listed(document: unknown): string[] {
  return problemsOf(parseFlow(document, shapeOf)).map((one) => `${one.path} ${one.code}`)
}

test('a good flow is read as it is, from text and from JSON', () => {
  const flow = sampleFlow()
  expect(parseFlow(flow, shapeOf)).toEqual({ ok: true, flow, missing: [] })
  expect(parseFlow(`\uFEFF${JSON.stringify(flow)}`, shapeOf)).toEqual({ ok: true, flow, missing: [] })
})

test('a trigger that starts nothing is told, and kept', () => {
  const flow = sampleFlow() as Draft
  const trigger = { type: 'schedule', every: '1h' }
  flow.nodes.push({ ...flow.nodes[0]!, id: 'list', config: { trigger } })
  flow.nodes.push({ id: 'join', type: 'core.join', version: 1, config: {} })
  flow.edges.push({ from: 'list.out', to: 'join.list' })
  const told = () => {
    const result = parseFlow(flow, shapeOf)
    return result.ok ? result.missing.map(({ path, code, node }) => [path, code, node]) : result.problems
  }
  expect(told()).toEqual([['$.nodes[4].config.trigger', 'flow.idle-trigger', 'list']])
  flow.edges.push({ from: 'list.out', to: 'keep.in' })
  expect(told()).toEqual([])
  flow.edges.pop()
  flow.nodes[4]!.config = { trigger: { type: 'manual' } }
  expect(told()).toEqual([])
})

describe('every fault has its own place', () => {
  test.each<[string, (flow: Draft) => unknown, string[]]>([
    ['duplicate id', (f) => f.nodes.push({ ...f.nodes[2]! }), ['$.nodes[4].id flow.duplicate-id']],
    ['cycle', (f) => f.edges.push({ from: 'map.out', to: 'keep.in' }), ['$.edges[1] flow.cycle']],
    ['self-loop', (f) => f.edges.push({ from: 'map.out', to: 'map.in' }), ['$.edges[3] flow.cycle']],
    ['dangling edge', (f) => f.edges.push({ from: 'map.out', to: 'gone.in' }), ['$.edges[3].to flow.dangling-edge']],
    ['bad output', (f) => (f.edges[0]!.from = 'orders.rest'), ['$.edges[0].from flow.unknown-port']],
    ['bad input', (f) => (f.edges[0]!.to = 'keep.out'), ['$.edges[0].to flow.unknown-port']],
    [
      'edge into a source',
      (f) => f.edges.push({ from: 'write.written', to: 'orders.in' }),
      ['$.edges[3].to flow.edge-into-source', '$.edges[0] flow.cycle'],
    ],
    [
      'records where a list belongs',
      (f) => {
        f.nodes.push({ id: 'join', type: 'core.join', version: 1, config: {} })
        f.edges.push({ from: 'orders.out', to: 'join.list' }, { from: 'map.out', to: 'join.list' })
      },
      ['$.edges[4].from flow.not-a-list'],
    ],
    ['the same edge twice', (f) => f.edges.push({ ...f.edges[0]! }), ['$.edges[3] flow.duplicate-edge']],
    ['an unknown field', (f) => (f['canvas'] = {}), ['$.canvas flow.schema']],
    ['a missing field', (f) => delete (f as Record<string, unknown>)['name'], ['$.name flow.schema']],
    ['no format', (f) => delete (f as Record<string, unknown>)['format'], ['$.format flow.unknown-format']],
    ['a newer format', (f) => (f['format'] = 'koppel.flow/7' as never), ['$.format flow.newer-format']],
    [
      'a value that a map cannot have',
      (f) => f.valueMaps!['paymentMethods']!.rows.push([{} as never, 'x']),
      ['$.valueMaps.paymentMethods.rows[1][0] flow.schema'],
    ],
    [
      'a reserved node id',
      (f) => f.nodes.push({ ...f.nodes[3]!, id: 'constructor' }),
      ['$.nodes[4].id flow.reserved-key'],
    ],
  ])('%s', (_, change, expected) => {
    expect(faults(change)).toEqual(expected)
  })

  test('text that is no flow at all', () => {
    expect(listed('{ "format": ')).toEqual(['$ flow.unreadable'])
    expect(listed(JSON.stringify({ a: 'é'.repeat(2_600_000) }))).toEqual(['$ flow.too-large'])
    expect(listed('[]')).toEqual(['$ flow.unknown-format'])
  })

  test('all are told at once, those of the graph with those of the schema', () => {
    const found = faults((flow) => {
      flow['extra'] = 1
      flow.nodes[0]!.version = 0
      flow.edges[0]!.to = 'gone.in'
      ;(flow.nodes[1]!.config as Record<string, unknown>) = JSON.parse('{"__proto__":{"a":1}}') as Record<
        string,
        unknown
      >
    })
    expect(found).toEqual([
      '$.nodes[1].config.__proto__ flow.reserved-key',
      '$.extra flow.schema',
      '$.nodes[0].version flow.schema',
      '$.edges[0].to flow.dangling-edge',
    ])
  })

  test('nesting is bounded', () => {
    const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)
    const at = (depth: number) => problemsOf(parseFlow(nested(depth))).map((one) => one.code)
    expect(at(64)).not.toContain('flow.too-deep')
    expect(at(65)).toEqual(['flow.too-deep'])
    expect(at(5_000)).toEqual(['flow.too-deep'])
  })

  test('2,000 nodes and no more', () => {
    const many = (count: number) => {
      const nodes = Array.from({ length: count }, (_, at) => ({
        id: `n${at}`,
        type: 'core.map',
        version: 1,
        config: {},
      }))
      return problemsOf(parseFlow({ ...sampleFlow(), nodes, edges: [], layout: {} }, shapeOf)).map((one) => one.path)
    }
    expect(many(2_000)).toEqual([])
    expect(many(2_001)).toEqual(['$.nodes'])
  })
})

test('an unknown node type is kept and reported, and so is a newer version of a known one', () => {
  const flow = sampleFlow()
  flow.nodes[2]!.type = 'exact.invoice'
  flow.nodes[3]!.version = 9
  const result = parseFlow(flow, shapeOf)
  expect(result).toMatchObject({
    ok: true,
    flow,
    missing: [
      { path: '$.nodes[2].type', code: 'flow.missing-node', node: 'map' },
      { path: '$.nodes[3].version', code: 'flow.newer-node', node: 'write' },
    ],
  })
})

describe('whatever a document holds', () => {
  const mutation = fc.record({
    at: fc.array(fc.nat({ max: 12 }), { maxLength: 6 }),
    how: fc.constantFrom('remove', 'replace', 'duplicate', 'rename'),
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
      fc.constantFrom<unknown>(
        '__proto__',
        'constructor',
        '',
        'koppel.flow/2',
        'map.in',
        { constructor: 1 },
        -1,
        1e308,
      ),
    ),
    name: fc.constantFrom('__proto__', 'constructor', 'id', 'a b', 'from', 'nodes', '$setting', '"'),
  })

  test('a mutated flow is refused with a path and a message each, or is a flow that is read again the same', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const document = JSON.parse(JSON.stringify(sampleFlow())) as unknown
        for (const one of mutations) mutate(document, one)
        const result = parseFlow(document, shapeOf)
        for (const problem of [...problemsOf(result), ...(result.ok ? result.missing : [])]) {
          expect(problem.path).toMatch(/^\$/)
          expect(problem.message.length).toBeGreaterThan(5)
          expect(problem.code).toMatch(/^flow\./)
        }
        if (result.ok) {
          const text = stringifyFlow(result.flow)
          expect(parseFlow(text, shapeOf)).toEqual(result)
          expect(stringifyFlow(JSON.parse(text) as never)).toBe(text)
        } else expect(result.problems.length).toBeGreaterThan(0)
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      }),
      { numRuns: 1_000 },
    )
  })

  test('any JSON and any text at all end in an answer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue() as fc.Arbitrary<unknown>, fc.string(), fc.json()), (document) => {
        const result = parseFlow(document, shapeOf)
        expect(result.ok).toBe(false)
        expect(problemsOf(result).length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})

/** Changes a place that is found by walking the document by numbers. */
function mutate(document: unknown, one: { at: number[]; how: string; value: unknown; name: string }): void {
  let parent = document as Record<string, unknown> | unknown[]
  let key: string | number | undefined
  for (const step of one.at) {
    const keys = Object.keys(parent)
    const chosen = keys[step % Math.max(1, keys.length)]
    if (chosen === undefined) break
    const child = (parent as Record<string, unknown>)[chosen]
    key = chosen
    if (typeof child !== 'object' || child === null) break
    if (step !== one.at.at(-1)) parent = child as Record<string, unknown>
  }
  if (key === undefined) return
  const fields = parent as Record<string, unknown>
  if (one.how === 'remove' && Array.isArray(parent)) parent.splice(Number(key), 1)
  else if (one.how === 'remove') delete fields[key]
  else if (one.how === 'duplicate' && Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)] ?? null))
  else if (one.how === 'rename' && !Array.isArray(parent)) {
    Object.defineProperty(parent, one.name, { value: one.value, enumerable: true, configurable: true, writable: true })
  } else if (Object.hasOwn(fields, key)) fields[key] = one.value
}
