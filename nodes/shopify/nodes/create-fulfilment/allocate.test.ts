import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allocate } from './allocate.ts'
import type { WorkLine } from './order-work.ts'
import type { WantedLine } from './wanted.ts'

const SKUS = ['KOF', 'THE', 'MOK'] as const
const PLACES = ['Amersfoort', 'Utrecht'] as const

/** Lines to be sent of an order: articles on several lines, lines over several places, some of it held back. */
const work = fc
  .array(
    fc.record({
      sku: fc.constantFrom(...SKUS),
      item: fc.integer({ min: 1, max: 4 }),
      remaining: fc.integer({ min: 0, max: 5 }),
      canSend: fc.boolean(),
      location: fc.constantFrom(...PLACES),
    }),
    { maxLength: 10 },
  )
  .map((rows): WorkLine[] =>
    rows.map(({ sku, item, remaining, canSend, location }, at) => ({
      ...{ id: `line/${at}`, work: `work/${location}`, status: canSend ? 'OPEN' : 'ON_HOLD', canSend, holds: [] },
      ...{ location, group: location, remaining, sku, lineItem: `item/${SKUS.indexOf(sku)}${item}` },
    })),
  )
const wanted = fc.array(
  fc
    .record({
      sku: fc.constantFrom(...SKUS, 'ELSE'),
      quantity: fc.integer({ min: 1, max: 6 }),
      item: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      location: fc.option(fc.constantFrom(...PLACES), { nil: undefined }),
    })
    .map(({ sku, quantity, item, location }): WantedLine => ({
      ...{ sku: sku.toLowerCase(), quantity },
      ...(item === undefined || sku === 'ELSE' ? {} : { lineItem: `item/${SKUS.indexOf(sku)}${item}` }),
      ...(location === undefined ? {} : { location }),
    })),
  { maxLength: 6 },
)

const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((all, one) => all + of(one), 0)

/** The oracle: how many units of each article must be placed, which no choice of lines can change. */
function mustBePlaced(wishes: readonly WantedLine[], lines: readonly WorkLine[], sku: string): number {
  const asked = sum(wishes, (one) => (one.sku === sku.toLowerCase() ? one.quantity : 0))
  return Math.min(
    asked,
    sum(lines, (line) => (line.sku === sku && line.canSend ? line.remaining : 0)),
  )
}

it('places as many units as there is room for, each once, in calls that Shopify takes', () => {
  fc.assert(
    fc.property(wanted, work, (wishes, lines) => {
      const { parts, short, unknown } = allocate(wishes, lines)
      const pieces = parts.flat()
      for (const sku of SKUS) {
        const placed = sum(pieces, ({ line, quantity }) => (line.sku === sku ? quantity : 0))
        expect(placed).toBe(mustBePlaced(wishes, lines, sku))
        const asked = sum(wishes, (one) => (one.sku === sku.toLowerCase() ? one.quantity : 0))
        const missing = short.find((one) => one.sku === sku.toLowerCase())?.missing ?? 0
        const known = lines.some((line) => line.sku === sku)
        expect(placed + missing).toBe(known ? asked : 0)
      }
      for (const { line, quantity } of pieces) {
        expect(line.canSend && quantity > 0 && quantity <= line.remaining).toBe(true)
      }
      expect(new Set(pieces.map(({ line }) => line.id)).size).toBe(pieces.length)
      for (const part of parts) expect(new Set(part.map(({ line }) => line.group)).size).toBe(1)
      expect(unknown).toEqual(
        wishes.filter(
          (one) => !lines.some((line) => line.sku.toLowerCase() === one.sku || line.lineItem === one.lineItem),
        ),
      )
    }),
    { numRuns: 500 },
  )
})

it('gives a line that is named its units before others get any of it', () => {
  fc.assert(
    fc.property(wanted, work, (wishes, lines) => {
      const pieces = allocate(wishes, lines).parts.flat()
      for (const item of new Set(wishes.flatMap((one) => one.lineItem ?? []))) {
        const asked = sum(wishes, (one) => (one.lineItem === item ? one.quantity : 0))
        const room = sum(lines, (line) => (line.lineItem === item && line.canSend ? line.remaining : 0))
        const placed = sum(pieces, ({ line, quantity }) => (line.lineItem === item ? quantity : 0))
        expect(placed).toBeGreaterThanOrEqual(Math.min(asked, room))
      }
    }),
    { numRuns: 500 },
  )
})

const line = (id: number, location: string, remaining: number): WorkLine => ({
  ...{ id: `line/${id}`, work: `work/${location}`, status: 'OPEN', canSend: true, holds: [], location },
  ...{ group: location, lineItem: `gid://shopify/LineItem/${id}`, sku: 'KOF', remaining },
})

it('takes the second of two lines with one article when that one is meant, whatever their order', () => {
  const [{ line: taken } = { line: undefined }] =
    allocate([{ sku: 'KOF', quantity: 1, occurrence: 2 }], [line(12, 'A', 3), line(9, 'A', 3)]).parts[0] ?? []
  expect(taken?.id).toBe('line/12')
})

it('takes what lies where it left from first', () => {
  const { parts } = allocate([{ sku: 'KOF', quantity: 4, location: 'B' }], [line(1, 'A', 3), line(2, 'B', 3)])
  expect(parts.flat().map(({ line: { location }, quantity }) => [location, quantity])).toEqual([
    ['B', 3],
    ['A', 1],
  ])
})

it('cuts what is more than one call takes', () => {
  const lines = Array.from({ length: 600 }, (_, at) => line(at + 1, 'A', 1))
  expect(allocate([{ sku: 'KOF', quantity: 600 }], lines).parts.map((part) => part.length)).toEqual([512, 88])
})
