import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import type { Context, Evaluated, Program } from '../../sdk/context.ts'
import type { NodeDefinition } from '../../sdk/node.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import type { Rec } from '../../sdk/record.ts'
import { jsonataCompiler } from '../expressions/jsonata.ts'
import { readyProgram } from '../expressions/program.ts'
import { branch } from './branch.ts'
import { filter } from './filter.ts'
import { log } from './log.ts'
import { lookup } from './lookup.ts'
import { map } from './map.ts'
import { split } from './split.ts'
import { webhook } from './webhook.ts'

const scope = {
  settings: { unit: 1 },
  valueMaps: { paymentMethods: { title: 'Payment methods', rows: [['ideal', 'ID'] as const] } },
}

/** The evaluator's own program code, without its process. */
async function evaluate(program: Program, records: readonly Rec[]): Promise<readonly Evaluated[]> {
  const ready = readyProgram(program, jsonataCompiler(scope))
  return Promise.all(records.map((record) => ready({ data: record.data, record })))
}

function recordOf(data: unknown, at = 0): Rec {
  return { id: `r${at}`, identity: `shop:${at}`, key: `#${at}`, keys: [], parents: [], data }
}

function contextFor(node: NodeDefinition, config: object, lines: unknown[] = []): Context<never> {
  const ready = Value.Default(node.config as never, structuredClone(config))
  const tell = (message: string, fields?: object) => lines.push([message, fields])
  const signal = new AbortController().signal
  return { config: ready, evaluate, signal, log: { info: tell, warn: tell, debug: tell } } as unknown as Context<never>
}

/** Runs a node on one batch. */
async function run(node: NodeDefinition, config: object, data: readonly unknown[], lines?: unknown[]) {
  if (node.kind === 'source') throw new Error('a source does not run on records')
  const outcomes: Outcome[] = []
  async function* input() {
    yield data.map(recordOf)
  }
  for await (const batch of node.run(input(), contextFor(node, config, lines))) outcomes.push(...batch)
  return outcomes
}

const dataOf = (outcome: Outcome | undefined) => (outcome?.kind === 'record' ? outcome.record.data : outcome)
const portOf = (outcome: Outcome) => (outcome.kind === 'record' ? outcome.port : outcome.kind)

describe('core.map', () => {
  test('makes the target field by field; a list is a list also with one item', async () => {
    const fields = [
      { to: 'Fields.RfCs', expression: 'name' },
      { to: 'Fields.Unit', expression: '$settings.unit' },
      { to: 'Lines[]', expression: 'lines' },
      { to: 'Lines[].Fields.ItCd', expression: 'sku' },
      { to: 'Lines[].Fields.Order', expression: '$record.data.name & "-" & ($index + 1)' },
      { to: 'tags[]', expression: 'tag' },
      { to: 'Fields.Gone', expression: 'nothing' },
    ]
    const [one] = await run(map, { fields }, [{ name: '#1', lines: { sku: 'A' }, tag: 'new' }])
    expect(dataOf(one)).toEqual({
      Fields: { RfCs: '#1', Unit: 1 },
      Lines: [{ Fields: { ItCd: 'A', Order: '#1-1' } }],
      tags: ['new'],
    })
  })

  test('keeps who the record is, and parks the one whose row fails', async () => {
    const fields = [{ to: 'a', expression: '$mapValue("paymentMethods", gateway)' }]
    const outcomes = await run(map, { fields }, [{ gateway: 'ideal' }, { gateway: 'klarna' }])
    expect(outcomes).toMatchObject([
      { kind: 'record', port: 'out', record: { id: 'r0', identity: 'shop:0', data: { a: 'ID' } } },
      { kind: 'failed', recordId: 'r1', problem: { code: 'valuemap.missing', details: { to: 'a', value: 'klarna' } } },
    ])
  })

  test('one expression for the whole record', async () => {
    const [one] = await run(map, { expression: '{ "total": $sumMoney(lines.price) }' }, [
      { lines: [{ price: 0.1 }, { price: '0.2' }] },
    ])
    expect(dataOf(one)).toEqual({ total: 0.3 })
  })
})

test('core.filter: what holds goes on, the rest leaves by the other output', async () => {
  const outcomes = await run(filter, { expression: 'total > 10 and status in ["PAID"]' }, [
    { total: 11, status: 'PAID' },
    { total: 9, status: 'PAID' },
    { status: 'PAID' },
    { total: 'x' },
  ])
  expect(outcomes.map(portOf)).toEqual(['out', 'rest', 'rest', 'failed'])
})

test.each([
  ['[]', 'rest'],
  ['[0]', 'rest'],
  ['[0, 1]', 'out'],
  ['{}', 'rest'],
  ['""', 'rest'],
  ['null', 'rest'],
  ['"x"', 'out'],
  ['$exists(a)', 'out'],
])('core.filter: %s is %s', async (expression, port) => {
  expect((await run(filter, { expression }, [{ a: 1 }])).map(portOf)).toEqual([port])
})

test('core.branch: the first condition that holds decides, and later ones are not tried', async () => {
  const config = { a: 'n = 1', b: 'n in [1, 2]', c: 'text > 5' }
  const outcomes = await run(branch, config, [
    { n: 1, text: 'x' },
    { n: 2, text: 'x' },
    { n: 3, text: 9 },
    { n: 4, text: 1 },
    { text: 9 },
  ])
  expect(outcomes.map(portOf)).toEqual(['a', 'b', 'c', 'other', 'c'])
})

describe('core.split', () => {
  test('makes a record of each item, known by its part number', async () => {
    const lines = [{ id: 'L1' }, { id: 'L2' }]
    const outcomes = await run(split, { expression: 'lines', part: 'id' }, [{ lines }, { lines: { id: 'L9' } }, {}])
    expect(outcomes).toMatchObject([
      { record: { id: 'r0/L1', identity: 'shop:0/L1', parents: ['r0'], key: '#0', data: { id: 'L1' } } },
      { record: { id: 'r0/L2', identity: 'shop:0/L2', parents: ['r0'] } },
      { record: { id: 'r1/L9', identity: 'shop:1/L9' } },
      { kind: 'skipped', recordId: 'r2', reason: 'empty' },
    ])
  })

  test('without a part number the place in the list counts', async () => {
    const outcomes = await run(split, { expression: 'tags' }, [{ tags: ['a', 'b'] }])
    expect(outcomes.map((one) => one.kind === 'record' && one.record.identity)).toEqual(['shop:0/1', 'shop:0/2'])
  })

  test('parts that cannot be told apart park the record, whole', async () => {
    const data = [{ lines: [{ id: 1 }, { id: 1 }] }, { lines: [{ id: 1 }, {}] }]
    expect(await run(split, { expression: 'lines', part: 'id' }, data)).toMatchObject([
      { kind: 'failed', recordId: 'r0', problem: { code: 'split.same-part' } },
      { kind: 'failed', recordId: 'r1', problem: { code: 'split.no-part' } },
    ])
  })
})

test('core.lookup: adds the mapped value, and parks what the map does not know', async () => {
  const config = { map: 'paymentMethods', expression: 'gateway', to: 'pay.method' }
  const outcomes = await run(lookup, config, [
    { gateway: 'iDeal', pay: { a: 1 } },
    { gateway: 'x' },
    {},
    { gateway: 'ideal', pay: 5 },
  ])
  expect(outcomes).toMatchObject([
    { record: { data: { gateway: 'iDeal', pay: { a: 1, method: 'ID' } } } },
    { kind: 'failed', problem: { code: 'valuemap.missing' } },
    { record: { data: {} } },
    { kind: 'failed', problem: { code: 'lookup.no-place' } },
  ])
})

test('core.log: one line a record, and the record goes on', async () => {
  const lines: unknown[] = []
  const outcomes = await run(log, {}, [{ a: 1 }], lines)
  expect(lines).toEqual([['Record #0', { key: '#0' }]])
  expect(outcomes.map(portOf)).toEqual(['out'])
  await run(log, { expression: '$pad("", 5000, "x")' }, [{}], lines)
  expect((lines[1] as string[])[0]).toHaveLength(2_002)
})

describe('core.webhook', () => {
  const delivery = (id: string, body: unknown) => ({ id, topic: undefined, headers: {}, body, receivedAt: 0 })
  const receive = (config: object, deliveries: ReturnType<typeof delivery>[]) =>
    webhook.receive?.(deliveries, contextFor(webhook, config))

  test('a delivery is known by what its body says; one that says nothing is known by its own id', async () => {
    const given = [delivery('d1', { id: 12, number: 'A-1' }), delivery('d2', { x: 1 }), delivery('d3', 'text')]
    expect(await receive({}, given)).toMatchObject([
      { identity: '12', key: 'A-1', data: { id: 12 } },
      { identity: 'd2', key: 'd2', data: { x: 1 } },
      { identity: 'd3', key: 'd3', data: 'text' },
    ])
  })

  test('an expression that fails loses nothing', async () => {
    expect(await receive({ identity: '$error("no")' }, [delivery('d1', { id: 1 })])).toMatchObject([{ identity: 'd1' }])
  })

  test('the same data make the same record', () => {
    expect(webhook.recordOf({ b: 1, a: 2 }).identity).toBe(webhook.recordOf({ a: 2, b: 1 }).identity)
    expect(webhook.recordOf({ id: 7 })).toMatchObject({ identity: '7', data: { id: 7 } })
  })
})
