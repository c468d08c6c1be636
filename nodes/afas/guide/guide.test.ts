import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../flows/root.ts'
import { templates } from '../../../flows/templates/index.ts'
import { readyConfig } from '../../sdk/config.ts'
import { pickedBy } from '../../sdk/used-node.ts'
import { afasNodes } from '../connector.ts'
import { NEEDED } from '../koppel-needs.ts'
import { KOPPEL } from '../koppel.ts'
import { koppelConnectors } from '../sandbox/get/koppel.ts'
import { readAfasSchema } from '../schema/schema.ts'
import { connectorTables, readConnectors } from './connectors.ts'
import { guideText } from './guide-text.ts'

const read = (name: string): string => readFileSync(path.join(projectRoot(), 'nodes', 'afas', 'guide', name), 'utf8')
const sandbox = new Map(koppelConnectors().map(({ id, columns }) => [id, columns.map((column) => column.id)]))
const guide = new Map(connectorTables().map((table) => [table.name, table]))

test('the guide is written out of the definition of the connectors', () => {
  // Anew: node --import tsx nodes/afas/guide/generate.ts
  expect(read('get-connectors.md')).toBe(guideText())
})

test('every connector and field that a node reads stands in the guide and in the sandbox', () => {
  for (const { connector, ...fields } of Object.values(KOPPEL)) {
    expect([connector, guide.get(connector)?.fields.map(({ id }) => id)]).toEqual([
      connector,
      expect.arrayContaining(Object.values(fields)),
    ])
    expect([connector, sandbox.get(connector)]).toEqual([connector, expect.arrayContaining(Object.values(fields))])
  }
})

test('so does every connector that a node reads as it comes, and the standard ones are AFAS’s own', () => {
  const standard = readAfasSchema().gets
  for (const node of afasNodes) {
    const ready = readyConfig(node, { version: node.version, config: {} })
    expect(ready.ok).toBe(true)
    const names = ready.ok ? pickedBy({ node, config: ready.config }, 'afas.get-connectors') : []
    for (const name of names) expect([name, guide.has(name) || name in standard]).toEqual([name, true])
  }
})

test('each says which bundled integrations read it, what it needs, and what the standard connectors have of it', () => {
  const standard = readAfasSchema().gets
  const known = new Set([...templates().map(({ name }) => name), 'Refunds to AFAS'])
  expect([...guide.keys()].toSorted()).toEqual([...NEEDED.keys()].toSorted())
  for (const [name, { readBy, fields, instead }] of guide) {
    expect([name, readBy.length > 0, instead !== undefined]).toEqual([name, true, true])
    expect(readBy.filter((flow) => !known.has(flow))).toEqual([])
    expect(
      fields
        .filter(({ needed }) => needed)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([...(NEEDED.get(name)?.fields ?? [])].toSorted())
  }
  for (const { standard: own, fields } of Object.values(readConnectors())) {
    for (const [id, theirs] of Object.entries(own?.fields ?? {})) {
      expect(Object.keys(fields)).toContain(id)
      expect(Object.keys(standard[own?.connector ?? '']?.fields ?? {})).toContain(theirs)
    }
    for (const [, named] of (own?.text ?? '').matchAll(/`(Profit_\w+)`/g))
      expect(Object.keys(standard)).toContain(named)
  }
})

test('an integration that reads a connector by itself is told as a reader of it', () => {
  for (const flow of templates()) {
    for (const node of flow.nodes) {
      const definition = afasNodes.find(({ type }) => type === node.type)
      if (!definition) continue
      const ready = readyConfig(definition, { version: node.version, config: {} })
      const names = ready.ok ? pickedBy({ node: definition, config: ready.config }, 'afas.get-connectors') : []
      for (const name of names) {
        if (NEEDED.has(name))
          expect([name, flow.name, NEEDED.get(name)?.by.includes(flow.name)]).toEqual([name, flow.name, true])
      }
    }
  }
})

test('setting up names them all', () => {
  const setup = read('setup.md')
  for (const name of NEEDED.keys()) expect(setup).toContain(`\`${name}\``)
})
