import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { templateById } from '../../flows/templates/index.ts'
import { afas, afasNodes } from './connector.ts'
import { describeDocument } from './client/describe.ts'
import { updateObjectOf } from './client/metainfo.ts'

test('every file of nodes/ is a node of the connector', () => {
  const files = readdirSync(path.join(projectRoot(), 'nodes', 'afas', 'nodes'))
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
    .map((name) => `afas.${name.replace(/\.ts$/, '')}`)
  expect(afasNodes.map((node) => node.type).toSorted()).toEqual(files.toSorted())
  expect(afas.nodes()).toBe(afasNodes)
})

test('the template names only nodes, ports and settings that are there', () => {
  const flow = templateById('orders-to-afas')
  if (!flow?.settings) throw new Error('the template or its settings are not there')
  const used = flow.nodes.filter((node) => node.type.startsWith('afas.')) ?? []
  expect(used.length).toBeGreaterThan(3)
  for (const node of used) {
    const known = afasNodes.find((one) => one.type === node.type)
    const { properties } = known?.config ?? { properties: {} }
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(node.config)))
  }
  const { properties } = flow.settings.schema as unknown as { properties: Record<string, { default: unknown }> }
  const defaults = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, one.default]))
  expect(flow.settings.values).toEqual(defaults)
  const named = [...JSON.stringify(flow.nodes).matchAll(/\$settings\.([A-Za-z]+)|"\$setting":"([A-Za-z]+)"/g)]
  for (const [, first, second] of named) expect(Object.keys(properties)).toContain(first ?? second)
  for (const [, map] of JSON.stringify(flow.nodes).matchAll(/\$mapValue\(\\"([A-Za-z]+)\\"/g)) {
    expect(Object.keys(flow.valueMaps ?? {})).toContain(map)
  }
})

test('a real AFAS gets fifteen minutes to finish, the sandbox two seconds', () => {
  expect(afas.settleSeconds({})).toBe(900)
  expect(afas.settleSeconds({ sandbox: true })).toBe(2)
  expect(afas.settleSeconds({ settleSeconds: 5 })).toBe(5)
})

test('a description becomes flat fields, under the root that AFAS names', () => {
  const field = { fieldId: 'EnDa', label: 'Date', dataType: 'date', mandatory: true, length: 0, values: null }
  const code = {
    fieldId: 'VaAs',
    label: 'Kind',
    dataType: 'string',
    length: 1,
    primaryKey: 'true',
    values: [{ id: '1', description: 'Ledger' }],
  }
  const document = updateObjectOf({
    id: 'FiEntries',
    name: 'FiEntryPar',
    description: 'Entries',
    fields: [field],
    objects: [{ name: 'FiEntries', fields: [code] }],
  })
  expect(describeDocument(document)).toEqual([
    { path: 'FiEntryPar.Element.Fields.EnDa', label: 'Date', type: 'date', required: true, group: 'Entries' },
    { path: 'FiEntryPar.Element.Objects.FiEntries.Element[]', label: 'FiEntries', type: 'list', group: 'FiEntries' },
    {
      path: 'FiEntryPar.Element.Objects.FiEntries.Element[].Fields.VaAs',
      label: 'Kind',
      type: 'string',
      length: 1,
      values: [{ value: '1', label: 'Ledger' }],
      group: 'FiEntries',
    },
  ])
})
