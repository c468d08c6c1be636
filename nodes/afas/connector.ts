import { checkArticles } from './nodes/check-articles.ts'
import { debtors } from './nodes/debtors.ts'
import { ensureDebtor } from './nodes/ensure-debtor.ts'
import { findDocument } from './nodes/find-document.ts'
import { get } from './nodes/get.ts'
import { lookUp } from './nodes/look-up.ts'
import { products } from './nodes/products.ts'
import { missingStock } from './nodes/missing-stock.ts'
import { stock } from './nodes/stock.ts'
import { shipments } from './nodes/shipments.ts'
import { update } from './nodes/update.ts'
import { writeEntry } from './nodes/write-entry.ts'
import { writeOrder } from './nodes/write-order.ts'
import { afasSystem } from './system.ts'

/** Every node of this connector; a test fails when a file of `nodes/` is missing here. */
export const afasNodes = [
  get,
  products,
  debtors,
  update,
  findDocument,
  ensureDebtor,
  checkArticles,
  lookUp,
  writeOrder,
  writeEntry,
  stock,
  missingStock,
  shipments,
] as const

/** AFAS with its nodes: what the registry takes. */
export const afas: typeof afasSystem = { ...afasSystem, nodes: () => afasNodes }
