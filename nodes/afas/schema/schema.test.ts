import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../flows/root.ts'
import { readAfasSchema } from './schema.ts'

test('every connector names a shape, and every shape only shapes that are there', () => {
  const { updates, shapes } = readAfasSchema()
  const named = [
    ...Object.values(updates).map((one) => one.shape),
    ...Object.values(shapes).flatMap((shape) => Object.values(shape.objects)),
  ]
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((name) => !(name in shapes))).toEqual([])
  expect(Object.keys(shapes).filter((name) => !named.includes(name))).toEqual([])
})

test('the facts that Koppel leans on', () => {
  const { updates, shapes, gets } = readAfasSchema()
  expect(updates['FiEntries']).toMatchObject({ root: 'FiEntryPar', insert: true, update: false })
  expect(shapes['FbSales']?.fields['RfCs']).toMatchObject({ type: 'string', length: 100 })
  expect(shapes['FbSales']?.fields['OrNu']).toMatchObject({ key: true, length: 12 })
  expect(shapes['FbSalesLines']?.fields['ItCd']).toMatchObject({ required: true, length: 40 })
  expect(shapes['KnBasicAddressAdr']?.fields['HmNr']).toMatchObject({ type: 'int' })
  expect(gets['Profit_Debtor']?.fields['DebtorId']).toMatchObject({ type: 'string' })
})

test('the committed files are what the descriptions give, where those are present', () => {
  const script = path.join(projectRoot(), 'nodes', 'afas', 'schema', 'condense.ts')
  const tsx = path.join(projectRoot(), 'node_modules', 'tsx', 'dist', 'cli.mjs')
  expect(() => execFileSync(process.execPath, [tsx, script, '--check'], { stdio: 'pipe' })).not.toThrow()
})
