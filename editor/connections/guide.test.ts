import { expect, it } from 'vitest'
import { connectorTables } from '../../nodes/afas/guide/connectors.ts'
import { NEEDED } from '../../nodes/afas/koppel-needs.ts'
import { UPDATE_CONNECTORS } from '../../nodes/afas/koppel.ts'
import { scopes } from '../../nodes/shopify/scopes.ts'
import { en } from './en.ts'

it('names what the connection test of AFAS looks for', () => {
  const text = JSON.stringify(en.guide.afas)
  for (const name of UPDATE_CONNECTORS) expect(text).toContain(name)
  // These are listed with their fields.
  const listed = connectorTables().map(({ name }) => name)
  expect(listed).toEqual(expect.arrayContaining([...NEEDED.keys()]))
})

it('has the scopes to paste that the flows need, and says of each that not all need what it is for', () => {
  const steps = en.guide.shopify.steps
  const pasted = steps.flatMap((step) => ('code' in step ? step.code.split(',') : []))
  // Shopify grants older orders on request only.
  expect(pasted.toSorted()).toEqual(
    scopes.flatMap(({ handle }) => (handle === 'read_all_orders' ? [] : [handle])).toSorted(),
  )
  const words = steps.map((step) => step.text).join(' ')
  for (const { handle, required } of scopes) {
    if (!required && handle.startsWith('write_')) expect(words).toContain(handle)
  }
})
