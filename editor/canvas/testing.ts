import type { Flow } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import type { Manifests } from './wiring.ts'

/** A small flow and the manifests it needs, for tests of this room. */

function manifest(part: Partial<Manifest> & Pick<Manifest, 'type' | 'kind'>): Manifest {
  return {
    ...{ version: 1, title: part.type, description: '', icon: 'box', inputs: ['in'], outputs: ['out'] },
    ports: Object.fromEntries((part.outputs ?? ['out']).map((port) => [port, { title: port }])),
    system: part.type.slice(0, part.type.indexOf('.')),
    config: { type: 'object', properties: {} },
    ...part,
  }
}

const filterConfig = { type: 'object', properties: { expression: { type: 'string', default: 'true' } } }

export const manifests: Manifests = new Map(
  [
    manifest({ type: 'shopify.orders', kind: 'source', inputs: [], connection: 'shopify', triggers: ['schedule'] }),
    manifest({
      type: 'core.filter',
      kind: 'transform',
      title: 'Filter',
      outputs: ['out', 'rest'],
      config: filterConfig,
    }),
    manifest({
      type: 'core.map',
      kind: 'transform',
      title: 'Map fields',
      config: { type: 'object', default: { fields: [] } },
    }),
    manifest({ type: 'afas.write-order', kind: 'target', outputs: ['written'], connection: 'afas' }),
  ].map((one) => [one.type, one]),
)

export const ordersFlow: Flow = {
  format: 'koppel.flow/1',
  id: 'orders',
  name: 'Orders',
  nodes: [
    {
      id: 'orders',
      type: 'shopify.orders',
      version: 1,
      connection: 'shop',
      config: { trigger: { type: 'schedule', every: '15m' } },
    },
    { id: 'paid', type: 'core.filter', version: 1, name: 'Paid only', config: { expression: 'paid' } },
    { id: 'map', type: 'core.map', version: 1, config: { fields: [{ to: 'RfCs', expression: 'name' }] } },
    { id: 'write', type: 'afas.write-order', version: 1, connection: 'afas', config: {} },
  ],
  edges: [
    { from: 'orders.out', to: 'paid.in' },
    { from: 'paid.out', to: 'map.in' },
    { from: 'map.out', to: 'write.in' },
  ],
  layout: { orders: [0, 0], paid: [240, 0], map: [480, 0], write: [720, 0] },
}
