import { describe, expect, it } from 'vitest'
import { changesBetween } from './changes.ts'
import { without, withNodeChange, withPositions } from './edits.ts'
import { ordersFlow } from './testing.ts'

describe('changesBetween', () => {
  it('says nothing of places on the canvas or of the order of keys', () => {
    const moved = withPositions(ordersFlow, { map: [1, 1] })
    expect(changesBetween(ordersFlow, moved)).toEqual([])
    const nodes = ordersFlow.nodes.map((node) => Object.fromEntries(Object.entries(node).toReversed()) as typeof node)
    expect(changesBetween(ordersFlow, { ...ordersFlow, nodes })).toEqual([])
  })

  it('names the mapping row that changed', () => {
    const fields = [{ to: 'RfCs', expression: 'id' }]
    const changed = withNodeChange(ordersFlow, 'map', { config: { fields } })
    expect(changesBetween(ordersFlow, changed)).toMatchObject([
      { kind: 'nodeChanged', node: { id: 'map' }, what: ['RfCs'] },
    ])
  })

  it('lists what is gone, with the connections that went with it', () => {
    const kinds = changesBetween(ordersFlow, without(ordersFlow, new Set(['paid']))).map((change) => change.kind)
    expect(kinds).toEqual(['nodeRemoved', 'edges'])
  })

  it('tells settings and value maps apart', () => {
    const settings = { schema: {}, values: { administration: 2 } }
    const valueMaps = { codes: { title: 'Codes', from: 'a', to: 'b', rows: [] } }
    expect(changesBetween(ordersFlow, { ...ordersFlow, settings, valueMaps })).toEqual([
      { kind: 'settings', what: ['administration'] },
      { kind: 'valueMap', name: 'codes' },
    ])
  })
})
