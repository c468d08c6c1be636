import type { Call, Koppel } from '../testing/koppel.ts'

interface Credentials {
  readonly url: string
  readonly token: string
  readonly graphql?: string
}

/** As many calls at once as AFAS takes. */
const CONCURRENCY = 5

/**
 * The same number of calls of each kind with the same concurrency, and nothing else: no books, no mapping, no traces.
 * Documents that were written are sent again, as they are in AFAS.
 */
export async function bareLoop(koppel: Koppel, reset: () => Promise<void>): Promise<{ rate: number; calls: number }> {
  const [afas, shop] = await Promise.all([
    koppel.afas<Credentials>('GET', 'credentials'),
    koppel.shop<Credentials>('GET', 'credentials'),
  ])
  const afasCalls = await koppel.afas<Call[]>('GET', 'calls')
  const shopCalls = await koppel.shop<Call[]>('GET', 'calls')
  await reset()
  const authorization = `AfasToken ${Buffer.from(afas.token).toString('base64')}`
  const get = async (operation: string): Promise<void> => {
    const route = operation === 'metainfo' ? 'metainfo' : `connectors/${operation}?take=1`
    await (await fetch(`${afas.url}/${route}`, { headers: { authorization } })).arrayBuffer()
  }
  const post = async (operation: string, i: number): Promise<void> => {
    const body = JSON.stringify(operation === 'FbSales' ? order(i) : person(i))
    const init = { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body }
    await (
      await fetch(`${afas.url}/connectors/${operation === 'FbSales' ? 'FbSales' : 'KnSalesRelationPer'}`, init)
    ).arrayBuffer()
  }
  const graphql = async (): Promise<void> => {
    const headers = { 'x-shopify-access-token': shop.token, 'content-type': 'application/json' }
    const body = JSON.stringify({ query: '{ shop { id } }' })
    await (await fetch(shop.graphql ?? shop.url, { method: 'POST', headers, body })).arrayBuffer()
  }
  const work = [
    ...afasCalls.map((call, i) => () => (call.method === 'GET' ? get(call.operation) : post(call.operation, i))),
    ...shopCalls.map(() => graphql),
  ]
  const started = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let one = work[next++]; one; one = work[next++]) await one()
    }),
  )
  return { rate: work.length / ((performance.now() - started) / 1000), calls: work.length }
}

function order(i: number): object {
  const line = { Fields: { VaIt: '2', ItCd: 'KOF-0001', BiUn: 'stk', QuUn: 1, Upri: 10 } }
  return {
    FbSales: {
      Element: {
        Fields: { DbId: '10000', OrDa: '2026-11-24', RfCs: `bare-${i}`, Unit: 1 },
        Objects: [{ FbSalesLines: { Element: [line] } }],
      },
    },
  }
}

function person(i: number): object {
  const fields = { MatchPer: '7', AutoNum: true, LaNm: `Bare ${i}`, EmAd: `bare-${i}@example.test` }
  return {
    KnSalesRelationPer: {
      Element: { Fields: { IsDb: true, CuId: 'EUR' }, Objects: [{ KnPerson: { Element: { Fields: fields } } }] },
    },
  }
}
