import { defineSource } from '../../sdk/node.ts'
import type { AfasClient } from '../client/client.ts'
import { ShipmentsConfigSchema } from '../shipment/config.ts'
import { unknownNames } from '../shipment/names.ts'
import { readShipments } from '../shipment/read.ts'
import { emptyShipment, recordOf, type Shipment } from '../shipment/shipment.ts'
import { afasSystem } from '../system.ts'

/**
 * Packing slips. A state, so that a retry reads the slip again and finds the tracking number that was added since; that
 * nothing is shipped twice is up to the target, which keeps a fulfilment as an event.
 */
export const shipments = defineSource<typeof ShipmentsConfigSchema, AfasClient>({
  type: 'afas.shipments',
  version: 1,
  kind: 'source',
  title: 'Packing slips',
  description:
    'Reads packing slips that are new or changed, with their lines and tracking: one record for each order on a slip.',
  icon: 'truck-delivery',
  connects: afasSystem,
  triggers: ['schedule', 'manual'],
  records: 'state',
  outputs: { out: { title: 'Slips' } },
  config: ShipmentsConfigSchema,
  check: ({ fieldNames = [] }) => unknownNames(fieldNames),
  read: readShipments,
  recordOf: (data) => recordOf(completed(data)),
})

/** What a person gives by hand may leave things out. */
function completed(data: unknown): Shipment {
  return { ...emptyShipment, ...((typeof data === 'object' && data !== null ? data : {}) as Partial<Shipment>) }
}
