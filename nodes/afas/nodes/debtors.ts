import { defineSource } from '../../sdk/node.ts'
import type { AfasClient } from '../client/client.ts'
import { DebtorsConfigSchema } from '../customers/config.ts'
import type { AfasCustomer } from '../customers/customer.ts'
import { readDebtors, recordOf } from '../customers/read.ts'
import { afasSystem } from '../system.ts'

/** Debtors with their contact persons and delivery addresses, one record each. */
export const debtors = defineSource<typeof DebtorsConfigSchema, AfasClient>({
  type: 'afas.debtors',
  version: 1,
  kind: 'source',
  title: 'Debtors',
  description:
    'Reads debtors from AFAS with their contact persons and delivery addresses: all of them the first time, then what changed.',
  icon: 'users',
  connects: afasSystem,
  triggers: ['schedule', 'manual'],
  records: 'state',
  outputs: { out: { title: 'Debtors' } },
  config: DebtorsConfigSchema,
  read: readDebtors,
  recordOf: (data) => recordOf(data as AfasCustomer),
})
