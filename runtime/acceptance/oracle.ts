import type { AfasState, RecordView, ShopOrder, ShopState } from '../testing/koppel.ts'

/** What must become of an order, said from the promise alone and not from the flow. */
export interface Expected {
  readonly name: string
  readonly fate: 'written' | 'filtered' | 'parked'
  /** When parked. */
  readonly codes: readonly string[]
}

export function expectedOf(order: ShopOrder, afas: AfasState): Expected {
  const { name } = order
  if (order.displayFinancialStatus !== 'PAID' || order.test || order.cancelledAt !== null) {
    return { name, fate: 'filtered', codes: [] }
  }
  const known = new Set(afas.articles.map((article) => article.ItCd))
  const codes: string[] = []
  if (!order.email) codes.push('afas.no-email')
  if (order.lines.some((line) => !line.sku)) codes.push('afas.line-without-sku')
  if (order.lines.some((line) => line.sku && !known.has(line.sku))) codes.push('afas.unknown-article')
  return { name, fate: codes.length > 0 ? 'parked' : 'written', codes }
}

/** Every difference between what must be and what is; empty when all is well. */
export function differences(shop: ShopState, afas: AfasState, records?: readonly RecordView[]): string[] {
  const found: string[] = []
  const documents = new Map<string, number>()
  for (const document of afas.documents['FbSales'] ?? []) {
    const reference = String(document.fields['RfCs'])
    documents.set(reference, (documents.get(reference) ?? 0) + 1)
  }
  const byKey = new Map(records?.map((record) => [record.key, record]))
  for (const order of shop.orders) {
    const expected = expectedOf(order, afas)
    const count = documents.get(order.name) ?? 0
    documents.delete(order.name)
    const want = expected.fate === 'written' ? 1 : 0
    if (count !== want) found.push(`${order.name} (${expected.fate}): ${count} documents instead of ${want}`)
    const record = byKey.get(order.name)
    if (records && expected.fate === 'parked' && !expected.codes.includes(record?.problem?.code ?? '')) {
      found.push(`${order.name}: parked with ${record?.problem?.code}, expected one of ${expected.codes.join(', ')}`)
    }
    if (records && expected.fate !== 'parked' && record?.status === 'parked') {
      found.push(`${order.name}: parked with ${record.problem?.code}, but ought to be ${expected.fate}`)
    }
  }
  for (const [reference, count] of documents) found.push(`${reference}: ${count} documents for no order`)
  return [...found, ...debtorDifferences(shop, afas)]
}

/** One debtor for each distinct e-mail of the orders that were written, of the right kind. */
function debtorDifferences(shop: ShopState, afas: AfasState): string[] {
  const found: string[] = []
  const counts = new Map<string, AfasState['debtors'][number][]>()
  for (const debtor of afas.debtors) {
    const email = debtor.email?.toLowerCase()
    if (email) counts.set(email, [...(counts.get(email) ?? []), debtor])
  }
  for (const order of shop.orders) {
    if (expectedOf(order, afas).fate !== 'written' || !order.email) continue
    const debtors = counts.get(order.email.toLowerCase()) ?? []
    if (debtors.length !== 1) found.push(`${order.email}: ${debtors.length} debtors`)
    const kinds = new Set(
      shop.orders
        .filter((other) => other.email?.toLowerCase() === order.email?.toLowerCase())
        .map((other) => (other.company ? 'organisation' : 'person')),
    )
    const kind = debtors[0]?.kind
    if (kind && !kinds.has(kind as 'person')) found.push(`${order.email}: is a ${kind}`)
  }
  return found
}
