import { describe, expect, it } from 'vitest'
import { ordersFlow } from './testing.ts'
import { freeSpot } from './use-adding.ts'
import { neighbour } from './use-canvas-keys.ts'

describe('neighbour', () => {
  it('follows the connections to the right and left', () => {
    expect(neighbour(ordersFlow, 'paid', [1, 0])).toBe('map')
    expect(neighbour(ordersFlow, 'paid', [-1, 0])).toBe('orders')
  })

  it('goes to what lies nearest above and below, and nowhere where nothing does', () => {
    const flow = { ...ordersFlow, layout: { ...ordersFlow.layout, map: [240, 120] as [number, number] } }
    expect(neighbour(flow, 'paid', [0, 1])).toBe('map')
    expect(neighbour(flow, 'paid', [0, -1])).toBeUndefined()
  })
})

describe('freeSpot', () => {
  it('moves a new node down until it covers none', () => {
    const nodes = [{ position: { x: 0, y: 0 } }, { position: { x: 0, y: 104 } }]
    expect(freeSpot([10, 10], nodes)).toEqual([10, 218])
    expect(freeSpot([300, 0], nodes)).toEqual([300, 0])
  })
})
