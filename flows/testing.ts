import type { NodeShape } from './graph-problems.ts'
import type { Flow } from './schema.ts'

/** Node shapes and a flow for the tests of this room. */
const shapes: Readonly<Record<string, NodeShape>> = {
  'shopify.orders': { version: 1, kind: 'source', inputs: [], outputs: ['out'] },
  'core.map': { version: 1, kind: 'transform', inputs: ['in'], outputs: ['out'] },
  'core.filter': { version: 2, kind: 'transform', inputs: ['in'], outputs: ['out', 'rest'] },
  'core.join': { version: 1, kind: 'transform', inputs: ['in', 'list'], outputs: ['out'], beside: ['list'] },
  'afas.write-order': { version: 1, kind: 'target', inputs: ['in'], outputs: ['written'] },
}

export function shapeOf(type: string): NodeShape | undefined {
  return Object.hasOwn(shapes, type) ? shapes[type] : undefined
}

export function sampleFlow(): Flow {
  return {
    format: 'koppel.flow/1',
    id: 'orders-to-afas',
    name: 'Orders to AFAS',
    settings: {
      schema: {
        type: 'object',
        properties: {
          administration: { type: 'integer', title: 'Administration', default: 1 },
          warehouse: { type: 'string' },
        },
      },
      values: { warehouse: '*****' },
    },
    valueMaps: {
      paymentMethods: {
        title: 'Payment methods',
        from: 'Gateway',
        to: 'AFAS method',
        rows: [['ideal', 'ID']],
        otherwise: null,
      },
    },
    nodes: [
      {
        id: 'orders',
        type: 'shopify.orders',
        version: 1,
        connection: 'shopify',
        config: { trigger: { type: 'schedule', every: '15m' } },
      },
      { id: 'keep', type: 'core.filter', version: 2, config: { expression: 'total > 0' } },
      { id: 'map', type: 'core.map', version: 1, config: { fields: [{ to: 'RfCs', expression: 'name' }] } },
      {
        id: 'write',
        type: 'afas.write-order',
        version: 1,
        connection: 'afas',
        config: { unit: { $setting: 'administration' } },
      },
    ],
    edges: [
      { from: 'orders.out', to: 'keep.in' },
      { from: 'keep.out', to: 'map.in' },
      { from: 'map.out', to: 'write.in' },
    ],
    layout: { orders: [0, 0], keep: [280, 0], map: [560, 0], write: [840, 0] },
  }
}
