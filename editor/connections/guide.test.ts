import { expect, it } from 'vitest'
import { NEEDED } from '../../nodes/afas/koppel-needs.ts'
import { UPDATE_CONNECTORS } from '../../nodes/afas/koppel.ts'
import { scopes } from '../../nodes/shopify/scopes.ts'
import { en } from './en.ts'

it('names what the connection test of AFAS looks for', () => {
  const text = JSON.stringify(en.guide.afas)
  for (const name of [...NEEDED.keys(), ...UPDATE_CONNECTORS]) expect(text).toContain(name)
})

it('has the scopes to paste that Shopify’s nodes need, and no unknown ones', () => {
  const pasted = en.guide.shopify.steps.flatMap((step) => ('code' in step ? step.code.split(',') : []))
  const needed = scopes.filter((one) => one.required).map((one) => one.handle)
  expect(pasted).toEqual(expect.arrayContaining(needed))
  expect(scopes.map((one) => one.handle)).toEqual(expect.arrayContaining(pasted))
})
