import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../../flows/root.ts'
import { koppelConnectors } from './koppel.ts'

test('the sandbox has every connector and field that the guide describes', () => {
  const file = path.join(projectRoot(), 'nodes', 'afas', 'guide', 'koppel-connectors.json')
  const guide = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { fields: object }>
  const described = Object.entries(guide).map(([id, { fields }]) => [id, Object.keys(fields)])
  expect(koppelConnectors().map(({ id, columns }) => [id, columns.map((column) => column.id)])).toEqual(described)
})
