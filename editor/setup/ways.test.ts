import { expect, it } from 'vitest'
import type { InstalledFlow } from '../api/shapes.ts'
import { stepsFor } from './steps.ts'
import { partsOf, waysFrom } from './ways.ts'

const flow = (id: string, maps: object) => ({ id, valueMaps: maps }) as unknown as InstalledFlow
const stock = flow('stock', { locations: {} })
const plain = flow('plain', {})
const steps = stepsFor({ systems: ['afas', 'shopify'] })
const step = (id: string) => {
  const found = steps.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no step ${id}`)
  return found
}
const ways = (id: string, at: number, chosen: readonly InstalledFlow[]) =>
  waysFrom(steps, step(id), partsOf(step(id), chosen), at, chosen)

it('goes through the flows of a step, then on', () => {
  const both = [plain, stock]
  expect(ways('settings', 0, both)).toEqual({
    back: '/setup?step=flows',
    next: '/setup?step=settings&flow=stock',
    last: false,
  })
  expect(ways('settings', 1, both)).toEqual({
    back: '/setup?step=settings&flow=plain',
    next: '/setup?step=maps',
    last: true,
  })
  expect(ways('maps', 0, both).back).toBe('/setup?step=settings&flow=stock')
  expect(ways('dry', 0, both)).toMatchObject({ back: '/setup?step=maps&flow=stock', last: false })
})

it('passes over the value maps where no flow has any', () => {
  expect(ways('settings', 0, [plain]).next).toBe('/setup?step=dry')
  expect(ways('dry', 0, [plain]).back).toBe('/setup?step=settings&flow=plain')
})

it('has no way back from the first step', () => {
  expect(ways('systems', 0, []).back).toBeUndefined()
  expect(ways('access-afas', 0, [])).toMatchObject({ back: '/setup?step=systems', next: '/setup?step=access-shopify' })
})
