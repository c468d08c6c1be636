import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { readyConfig } from './config.ts'
import { eachRecord } from './lift.ts'
import { manifestOf } from './manifest.ts'
import { defineNode } from './node.ts'
import { passed } from './settle.ts'

const node = defineNode({
  type: 'test.node',
  version: 3,
  kind: 'target',
  title: 'Test',
  description: 'Tests.',
  icon: 'flask',
  inputs: ['in'],
  outputs: { out: { title: 'Out' }, rest: { title: 'Rest', skipReason: 'left' } },
  operations: ['order'],
  config: Type.Object(
    { size: Type.Integer({ minimum: 1, default: 5 }), to: Type.Optional(Type.String()) },
    { additionalProperties: false },
  ),
  migrations: [
    { to: 2, up: (config) => delete config['old'] },
    { to: 3, up: (config) => (config['size'] = Number(config['size'] ?? 1) * 10) },
  ],
  check: (config) => (config.to === 'nowhere' ? [{ path: '$.to', message: 'Leads nowhere.' }] : []),
  run: eachRecord(1, (record) => passed(record)),
})

test('a config is brought up to date, gets its defaults, and the one given stays as it is', () => {
  const given = { size: 2, old: true }
  expect(readyConfig(node, { version: 1, config: given })).toEqual({ ok: true, config: { size: 20 } })
  expect(given).toEqual({ size: 2, old: true })
  expect(readyConfig(node, { version: 3, config: {} })).toEqual({ ok: true, config: { size: 5 } })
})

test('what is wrong is told with its place: by the schema, by the node, or for being newer', () => {
  const faults = (version: number, config: Record<string, unknown>) => {
    const ready = readyConfig(node, { version, config })
    return ready.ok ? [] : ready.problems.map((one) => one.path)
  }
  expect(faults(3, { size: 0, extra: 1 })).toEqual(['$.extra', '$.size'])
  expect(faults(3, { to: 'nowhere' })).toEqual(['$.to'])
  expect(faults(4, {})).toEqual(['$'])
})

test('a manifest is plain JSON and all that a node tells of itself', () => {
  const manifest = manifestOf(node)
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest)
  expect(manifest).toMatchObject({
    type: 'test.node',
    system: 'test',
    inputs: ['in'],
    outputs: ['out', 'rest'],
    ports: { rest: { skipReason: 'left' } },
    operations: ['order'],
    config: { properties: { size: { default: 5 } } },
  })
  expect(Object.keys(manifest)).not.toContain('run')
})
