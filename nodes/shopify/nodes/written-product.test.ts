import { expect, it } from 'vitest'
import { isFirstTime } from './written-product.ts'

const made = { id: 'gid://shopify/Product/1', title: 'Mug', created: true }
const found = { ...made, created: false }
const wrote = { own: true, flow: 'f', thisRun: true, finished: false }
const reference = { id: made.id }

it('a step that a crash cut off is still done for the first time, whatever became of the product meanwhile', () => {
  expect(isFirstTime(made, undefined)).toBe(true)
  expect(isFirstTime(made, { ...wrote, state: 'intent' })).toBe(true)
  expect(isFirstTime(found, { ...wrote, state: 'intent' })).toBe(true)
})

it('what was found in the shop, done, or is being changed is not', () => {
  expect(isFirstTime(found, undefined)).toBe(false)
  expect(isFirstTime(made, { ...wrote, state: 'done', reference })).toBe(false)
  expect(isFirstTime(made, { ...wrote, state: 'intent', reference })).toBe(false)
})
