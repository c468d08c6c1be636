import type { Koppel } from '../testing/koppel.ts'

/** What the shop charged for an order: all of it, and of it the VAT by percentage, in cents. */
export interface Bill {
  readonly total: number
  readonly vat: ReadonlyMap<number, number>
}

/** A document as the bookkeeping system shows it. */
export interface Book {
  readonly id: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly totalIncl: number
  readonly vat: number
  readonly lines: readonly {
    readonly amount: number
    readonly vatRate: number
    readonly fields: Readonly<Record<string, unknown>>
  }[]
}

interface Amount {
  readonly shopMoney: { readonly amount: string }
}
interface Tax {
  readonly rate: number
  readonly priceSet: Amount
}
interface ShopOrder {
  readonly name: string
  readonly totalPriceSet: Amount
  readonly currentTotalPriceSet: Amount
  readonly totalRefundedSet: Amount
  readonly lineItems: { readonly nodes: readonly { readonly taxLines: readonly Tax[] }[] }
  readonly shippingLines: { readonly nodes: readonly { readonly taxLines: readonly Tax[] }[] }
  readonly currentTaxLines: readonly Tax[]
}

const QUERY = `query Bills($after: String) {
  orders(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes {
    name totalPriceSet { shopMoney { amount } } currentTotalPriceSet { shopMoney { amount } } totalRefundedSet { shopMoney { amount } }
    currentTaxLines { rate priceSet { shopMoney { amount } } }
    lineItems(first: 100) { nodes { taxLines { rate priceSet { shopMoney { amount } } } } }
    shippingLines(first: 5) { nodes { taxLines { rate priceSet { shopMoney { amount } } } } }
  } } }`

/**
 * By order name, read over the line as any other program would. What was given back has a credit document of its own, so the
 * order counts as it was charged; one that was edited counts as it stands now.
 */
export async function billsOf(koppel: Koppel): Promise<ReadonlyMap<string, Bill>> {
  const { graphql, token } = await koppel.shop<{ graphql: string; token: string }>('GET', 'credentials')
  const bills = new Map<string, Bill>()
  for (let after: string | null = null; ;) {
    const answer = await fetch(graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
      body: JSON.stringify({ query: QUERY, variables: { after } }),
    })
    const body = (await answer.json()) as {
      data: { orders: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: ShopOrder[] } }
    }
    const { nodes, pageInfo } = body.data.orders
    for (const order of nodes) bills.set(order.name, billOf(order))
    if (!pageInfo.hasNextPage) return bills
    after = pageInfo.endCursor
  }
}

function billOf(order: ShopOrder): Bill {
  const givenBack = centsOf(order.totalRefundedSet) > 0
  const parts = [...order.lineItems.nodes, ...order.shippingLines.nodes]
  const taxes = givenBack ? parts.flatMap((part) => part.taxLines) : order.currentTaxLines
  const vat = new Map<number, number>()
  for (const { rate, priceSet } of taxes) {
    const percent = Math.round(rate * 1000) / 10
    vat.set(percent, (vat.get(percent) ?? 0) + centsOf(priceSet))
  }
  return { total: centsOf(givenBack ? order.totalPriceSet : order.currentTotalPriceSet), vat }
}

/** Every document whose total, or whose VAT of some percentage, is not what the shop charged. */
export function totalDifferences(bills: ReadonlyMap<string, Bill>, books: readonly Book[]): string[] {
  return books.flatMap((book) => {
    const name = String(book.fields['RfCs'])
    const bill = bills.get(name)
    if (!bill) return [`${book.id}: no order ${name}`]
    const found: string[] = []
    const total = Math.round(book.totalIncl * 100)
    if (total !== bill.total) found.push(`${name}: ${total} instead of ${bill.total}`)
    const rates = new Set([...bill.vat.keys(), ...book.lines.map((line) => line.vatRate)])
    const vat = new Map([...rates].map((rate) => [rate, vatOf(book, rate)]))
    for (const [rate, cents] of vat) {
      const want = bill.vat.get(rate) ?? 0
      if (cents !== want) found.push(`${name}: VAT ${rate} % ${cents} instead of ${want}`)
    }
    const all = [...vat.values()].reduce((sum, cents) => sum + cents, 0)
    if (all !== Math.round(book.vat * 100)) found.push(`${name}: its own VAT is ${book.vat}`)
    return found
  })
}

/** Accounts that VAT is booked on in the sandbox's environment. */
const VAT_ACCOUNTS = ['1510', '1520', '1530']

/** Every journal entry that does not balance, or whose debtor and VAT are not what the shop charged. */
export function entryDifferences(bills: ReadonlyMap<string, Bill>, entries: readonly Book[]): string[] {
  return entries.flatMap((entry) => {
    const lines = entry.lines.map(({ fields }) => fields)
    const name = String(lines[0]?.['BpNr'])
    const bill = bills.get(name)
    if (!bill) return [`${entry.id}: no order ${name}`]
    const sumOf = (some: typeof lines): number =>
      some.reduce((sum, { AmDe, AmCr }) => sum + Math.round((Number(AmDe) - Number(AmCr)) * 100), 0)
    const found: string[] = []
    if (sumOf(lines) !== 0) found.push(`${name}: does not balance`)
    const debt = sumOf(lines.filter((line) => line['VaAs'] === '2'))
    if (debt !== bill.total) found.push(`${name}: the debtor owes ${debt} instead of ${bill.total}`)
    const vat = -sumOf(lines.filter((line) => VAT_ACCOUNTS.includes(String(line['AcNr']))))
    const want = [...bill.vat.values()].reduce((sum, cents) => sum + cents, 0)
    if (vat !== want) found.push(`${name}: VAT ${vat} instead of ${want}`)
    return found
  })
}

/** VAT as an invoice shows it: once a percentage, half a cent up. */
function vatOf(book: Book, rate: number): number {
  const cents = book.lines.reduce((sum, line) => sum + (line.vatRate === rate ? Math.round(line.amount * 100) : 0), 0)
  const part = book.fields['InVa'] === true ? (cents * rate) / (100 + rate) : (cents * rate) / 100
  return Math.sign(part) * Math.floor(Math.abs(part) + 0.5 + 1e-9)
}

function centsOf({ shopMoney }: Amount): number {
  return Math.round(Number(shopMoney.amount) * 100)
}
