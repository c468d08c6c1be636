import { startKoppel, type Call, type Koppel, type RunView } from '../testing/koppel.ts'
import type { Catalogue, Row, Shop } from './products-oracle.ts'

const TEMPLATE = 'products-to-shopify'
/** The rate of the shop is not what is measured here. */
const BUCKET = { size: 1_000_000, restore: 1_000_000 }

export interface Size {
  readonly products: number
  readonly catalogue?: 'mixed' | 'variants'
}

/** Both sandboxes with one catalogue, and the template on top. */
export interface ProductsWorld {
  readonly koppel: Koppel
  /** Both systems anew. */
  reset(size: Size): Promise<void>
  install(settings?: object, valueMaps?: object): Promise<string>
  run(flow: string, body?: object): Promise<RunView>
  /** Reads everything, whatever the flow remembers. */
  runAll(flow: string): Promise<RunView>
  catalogue(): Promise<Catalogue>
  shop(): Promise<Shop>
  /** What a person changes on an item in AFAS. */
  article(body: object): Promise<void>
  /** What another program changes in AFAS, by an update-connector. */
  update(connector: string, fields: object): Promise<void>
  /** What a merchant does in the shop. */
  merchant(body: object): Promise<void>
  /** How many calls changed something in either system. */
  writes(): Promise<number>
  calls(operation: string): Promise<number>
  stop(): Promise<void>
}

export async function openWorld(env: Record<string, string> = {}): Promise<ProductsWorld> {
  const koppel = await startKoppel({ env: { KOPPEL_DEMO: '0', ...env } })
  let installed = 0
  const run = (flow: string, body: object = { mode: 'live' }): Promise<RunView> => koppel.run(flow, body, 500_000)
  const calls = async (): Promise<readonly Call[]> => koppel.shop<readonly Call[]>('GET', 'calls')
  return {
    koppel,
    run,
    async reset({ products, catalogue = 'mixed' }) {
      const seed = { seed: 9, orders: 0, customers: 5, products, catalogue, bucket: BUCKET }
      for (const system of [koppel.shop, koppel.afas]) {
        await system('POST', 'faults', { rules: [] })
        await system('POST', 'reset', seed)
      }
    },
    async install(settings = {}, valueMaps = {}) {
      installed += 1
      const id = `${TEMPLATE}-${installed}`
      const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
      const body = { connections, id, settings, valueMaps }
      const answer = await koppel.api('POST', `/api/templates/${TEMPLATE}/install`, body)
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
      return id
    },
    runAll: (flow) => run(flow, { mode: 'live', since: '2000-01-01T00:00:00Z' }),
    catalogue: () => readCatalogue(koppel),
    shop: () => koppel.shop<Shop>('GET', 'state'),
    async article(body) {
      await koppel.afas('POST', 'article', body)
    },
    async update(connector, fields) {
      const { url, authorization } = await accessTo(koppel)
      const answer = await fetch(`${url}/connectors/${connector}`, {
        method: 'PUT',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ [connector]: { Element: { Fields: fields } } }),
      })
      if (!answer.ok) throw new Error(`${connector}: ${answer.status} ${await answer.text()}`)
    },
    async merchant(body) {
      await koppel.shop('POST', 'products', body)
    },
    writes: async () => (await calls()).filter(({ method }) => method === 'mutation').length,
    calls: async (operation) => (await calls()).filter((call) => call.operation === operation).length,
    stop: () => koppel.stop('SIGKILL'),
  }
}

async function accessTo(koppel: Koppel): Promise<{ url: string; authorization: string }> {
  const { url, token } = await koppel.afas<{ url: string; token: string }>('GET', 'credentials')
  return { url, authorization: `AfasToken ${Buffer.from(token).toString('base64')}` }
}

/** Read over the line as any other program would, with nothing of Koppel in between. */
async function readCatalogue(koppel: Koppel): Promise<Catalogue> {
  const { url, authorization } = await accessTo(koppel)
  const rows = async (connector: string): Promise<Row[]> => {
    const answer = await fetch(`${url}/connectors/${connector}?skip=-1&take=-1`, { headers: { authorization } })
    return ((await answer.json()) as { rows: Row[] }).rows
  }
  const [articles, combinations, categories, images] = await Promise.all([
    rows('Koppel_Articles'),
    rows('Koppel_ArticleVariants'),
    rows('Koppel_ArticleCategories'),
    rows('Koppel_ArticleImages'),
  ])
  return { articles, combinations, categories, images }
}
