import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../flows/root.ts'
import { NEEDED } from '../koppel-needs.ts'
import { KOPPEL } from '../koppel.ts'

const read = (name: string): string => readFileSync(path.join(projectRoot(), 'nodes', 'afas', 'guide', name), 'utf8')
type Connectors = Record<string, { fields: Record<string, { label: string }> }>
const connectors = JSON.parse(read('koppel-connectors.json')) as Connectors

test('the guide describes every connector, field by field', () => {
  const guide = read('get-connectors.md')
  for (const [id, { fields }] of Object.entries(connectors)) {
    const [, section = ''] = guide.split(`## ${id}\n`)
    const [own = ''] = section.split('\n## ')
    for (const [field, { label }] of Object.entries(fields)) expect(own).toContain(`| \`${field}\` | ${label} |`)
  }
})

test('what the nodes read is described, and what the connection test asks for is in the guide', () => {
  for (const { connector, ...fields } of Object.values(KOPPEL)) {
    expect(Object.keys(connectors[connector]?.fields ?? {})).toEqual(expect.arrayContaining(Object.values(fields)))
  }
  const setup = read('setup.md')
  for (const name of NEEDED.keys()) expect(setup).toContain(`\`${name}\``)
})
