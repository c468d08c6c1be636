import { expect, it } from 'vitest'
import { complete } from './config.ts'
import { stockOf } from './levels.ts'

const row = {
  ...{ ItemCode: 'KOF-0001', Dimension1: null, Dimension2: null, Unit: 'STK', Modified: '2026-02-01T10:00:00Z' },
  ...{ Warehouse: 'W1', Physical: 9, Available: 8, Reserved: null, OnOrder: 2 },
}
const codeOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return (error as { problem: { code: string; message: string } }).problem
  }
}

it('takes an empty quantity for none', () => {
  expect(stockOf([row], complete({}))[0]?.levels).toEqual([
    { warehouse: 'W1', physical: 9, available: 8, reserved: 0, onOrder: 2 },
  ])
})

it.each(['Physical', 'Available', 'Reserved', 'OnOrder'])('stops where %s is not in the get-connector', (field) => {
  const less = Object.fromEntries(Object.entries(row).filter(([name]) => name !== field))
  const problem = codeOf(() => stockOf([less], complete({})))
  expect(problem).toMatchObject({
    code: 'afas.unknown-field',
    scope: 'system',
    message: expect.stringContaining(field),
  })
})

it('does without a quantity where that was chosen', () => {
  const { Reserved: _, ...less } = row
  expect(stockOf([less], complete({ reservedField: '' }))[0]?.levels[0]).toMatchObject({ available: 8, reserved: 0 })
})
