import { describe, expect, it } from 'vitest'
import type { Choices } from './setup-store.ts'
import { chosenFlows, isAnswered, isReachable, stepsFor, stepToShow, type Present } from './steps.ts'

const nothing: Choices = { systems: [], connections: {}, flows: {}, dryRuns: {}, done: [] }
const both: Choices = { ...nothing, systems: ['afas', 'shopify'] }
const connected: Choices = { ...both, connections: { afas: 'books', shopify: 'shop' } }
const installed: Choices = { ...connected, flows: { stock: 'stock-2', orders: 'orders' } }
const present: Present = { connections: new Set(['books', 'shop']), flows: new Set(['stock-2', 'orders']) }
const none: Present = { connections: new Set(), flows: new Set() }

describe('the steps of the set-up', () => {
  it('have one for the access to each system that was chosen', () => {
    expect(stepsFor(nothing).map((step) => step.id)).toEqual(['systems', 'flows', 'settings', 'maps', 'dry', 'live'])
    expect(stepsFor(both).map((step) => step.id)).toContain('access-shopify')
  })

  it('open at the first question without an answer', () => {
    const shown = (choices: Choices, there = present) => stepToShow(null, stepsFor(choices), choices, there).id
    expect(shown(nothing)).toBe('systems')
    expect(shown(both)).toBe('access-afas')
    expect(shown(connected)).toBe('flows')
    expect(shown(installed)).toBe('settings')
    expect(shown({ ...installed, done: ['settings', 'maps', 'dry'] })).toBe('live')
    expect(shown({ ...installed, done: ['settings', 'maps', 'dry', 'live'] })).toBe('live')
  })

  it('follow the address as far as the answers reach', () => {
    const shown = (wanted: string, choices: Choices, there = present) =>
      stepToShow(wanted, stepsFor(choices), choices, there).id
    expect(shown('dry', installed)).toBe('dry')
    expect(shown('dry', connected)).toBe('flows')
    expect(shown('access-afas', nothing)).toBe('systems')
    expect(shown('nonsense', both)).toBe('access-afas')
  })

  it('ask again for what was removed since', () => {
    const steps = stepsFor(installed)
    expect(stepToShow('live', steps, installed, none).id).toBe('access-afas')
    expect(chosenFlows(installed, { ...present, flows: new Set(['orders']) })).toEqual(['orders'])
    expect(isAnswered({ id: 'flows', kind: 'flows' }, installed, none)).toBe(false)
  })

  it('can all be gone back to', () => {
    const steps = stepsFor(installed)
    expect(steps.filter((step) => !isReachable(step, steps, installed, present))).toEqual([])
  })
})
