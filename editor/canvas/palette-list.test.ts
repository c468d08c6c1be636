import { describe, expect, it } from 'vitest'
import { draggedFrom, joinOf, paletteGroups } from './palette-list.ts'
import { manifests, ordersFlow } from './testing.ts'

const titles = (search: string, from?: string) =>
  paletteGroups(manifests, search, from === undefined ? undefined : draggedFrom(from)).flatMap((group) =>
    group.nodes.map((node) => node.type),
  )

describe('paletteGroups', () => {
  it('puts general nodes first, then systems by name', () => {
    expect(paletteGroups(manifests, '').map((group) => group.system)).toEqual(['core', 'afas', 'shopify'])
  })

  it('finds by every word, in any order', () => {
    expect(titles('fields map')).toEqual(['core.map'])
    expect(titles('nothing like it')).toEqual([])
  })

  it('lists only what fits the dragged side', () => {
    expect(titles('', 'source map.out')).not.toContain('shopify.orders')
    expect(titles('', 'target map.in')).toContain('shopify.orders')
  })
})

describe('joinOf', () => {
  it('joins an output to the first input that may take it', () => {
    expect(joinOf(ordersFlow, manifests, draggedFrom('source paid.rest'), 'write')).toEqual({
      from: { node: 'paid', port: 'rest' },
      to: { node: 'write', port: 'in' },
    })
  })

  it('works from an input backwards, and refuses a round', () => {
    expect(joinOf(ordersFlow, manifests, draggedFrom('target write.in'), 'paid')?.from).toEqual({
      node: 'paid',
      port: 'out',
    })
    expect(joinOf(ordersFlow, manifests, draggedFrom('source map.out'), 'paid')).toBeUndefined()
  })
})
