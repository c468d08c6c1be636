import type { SandboxControl } from '../deps.ts'
import type { Reads } from '../reads.ts'
import { documentsOf } from './orders.ts'
import { afasState, shopState, type AfasState, type ShopOrder } from './systems.ts'

export interface Proof {
  /** Paid orders in the shop, without cancelled and test orders. */
  readonly orders: number
  /** Documents in AFAS that carry the name of one of them. */
  readonly documents: number
  /** Settled as written, and yet not in AFAS. */
  readonly lost: number
  /** Twice or more in AFAS. */
  readonly doubled: number
  /** Visible with a reason, on purpose not in AFAS. */
  readonly parked: number
  /** Not read or not settled yet. */
  readonly waiting: number
}

/** Counted in the two systems themselves, not in our own books. */
export async function prove(sandbox: SandboxControl, reads: Reads): Promise<Proof> {
  const [shop, afas] = await Promise.all([shopState(sandbox), afasState(sandbox)])
  return compare(shop.orders.filter(counts), afas, (name) => statusOf(name, shop.environment, reads))
}

export function counts(order: ShopOrder): boolean {
  return order.displayFinancialStatus === 'PAID' && order.cancelledAt === null && !order.test
}

type Settled = 'written' | 'parked' | 'waiting'

export function compare(
  orders: readonly ShopOrder[],
  afas: Pick<AfasState, 'documents'>,
  statusOfOrder: (name: string) => Settled,
): Proof {
  const copies = new Map<string, number>()
  for (const { reference } of documentsOf(afas)) copies.set(reference, (copies.get(reference) ?? 0) + 1)
  const proof = { orders: orders.length, documents: 0, lost: 0, doubled: 0, parked: 0, waiting: 0 }
  for (const { name } of orders) {
    const found = copies.get(name) ?? 0
    proof.documents += found
    if (found > 1) proof.doubled += 1
    if (found > 0) continue
    const status = statusOfOrder(name)
    if (status === 'parked') proof.parked += 1
    else if (status === 'written') proof.lost += 1
    else proof.waiting += 1
  }
  return proof
}

/** What live runs said of this order in this shop: a dry run wrote nothing, and a reset shop reuses its numbers. */
function statusOf(name: string, environment: string, reads: Reads): Settled {
  const rows = reads
    .find(name, undefined, 50)
    .filter(
      (row) => row.identity.startsWith(`gid://shopify/Shop/${environment}:`) && reads.run(row.run)?.mode === 'live',
    )
  if (rows.some((row) => row.status === 'created' || row.status === 'updated')) return 'written'
  return rows.some((row) => row.status === 'parked' || row.status === 'skipped') ? 'parked' : 'waiting'
}
