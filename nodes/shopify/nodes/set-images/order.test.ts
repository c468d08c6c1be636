import { describe, expect, it } from 'vitest'
import { movesFor, type Move } from './order.ts'

/** As Shopify does them: one after the other. */
function moved(current: readonly string[], moves: readonly Move[]): string[] {
  const order = [...current]
  for (const { id, newPosition } of moves) {
    order.splice(order.indexOf(id), 1)
    order.splice(Number(newPosition), 0, id)
  }
  return order
}

describe('the order of images', () => {
  it.each([
    ['a b c', 'a b c', 'a b c'],
    ['a b c', 'c a b', 'c a b'],
    ['a x b y c', 'c b a', 'c x b y a'],
    ['x a b', 'b a', 'x b a'],
    ['a b', 'b gone a', 'b a'],
    ['x y', 'gone', 'x y'],
  ])('%s, wanted %s, becomes %s', (current, wanted, becomes) => {
    const moves = movesFor(current.split(' '), wanted.split(' '))
    expect(moved(current.split(' '), moves).join(' ')).toBe(becomes)
    if (current === becomes) expect(moves).toEqual([])
  })
})
