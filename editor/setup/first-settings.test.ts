import { expect, it } from 'vitest'
import type { Template } from '../api/shapes.ts'
import { firstSettings } from './first-settings.ts'

const template = (properties: object): Template => ({
  id: 'one',
  name: 'One',
  slots: [],
  nodes: [],
  settings: { schema: { type: 'object', properties }, values: {} },
})

it('proposes today as the day that orders count from, and nothing else', () => {
  const day = new Date(2026, 0, 5, 23, 59)
  expect(firstSettings(template({ cutOver: { type: 'string' }, unit: { type: 'integer' } }), day)).toEqual({
    cutOver: '2026-01-05',
  })
  expect(firstSettings(template({ unit: { type: 'integer' } }), day)).toEqual({})
})
