import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { catalogueOf, codes, smallShop, until } from './testing/catalogue.ts'
import { clientOf, type Client } from './testing/client.ts'

let sandbox: StartedSandbox
let client: Client
let shop: ReturnType<typeof catalogueOf>

beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
  shop = catalogueOf(client)
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await client.faults([])
  await client.post('reset', smallShop)
})

describe('collections and channels', () => {
  it('puts products in a collection by a job, and not in a smart one', async () => {
    const id = await shop.made({ tags: ['avondthee'] })
    const create = `mutation($collection: CollectionCreateInput!) { collectionCreate(collection: $collection) { collection { id sources { id } } userErrors { field message } } }`
    const { collection } = (await shop.mutate(create, {
      collection: { title: 'Servies', sources: [{ source: { title: 'Gekozen' } }] },
    })) as unknown as {
      collection: { id: string; sources: { id: string }[] }
    }
    const add = `mutation($id: ID!, $ids: [ID!]!) { collectionAddProductsV2(id: $id, productIds: $ids) { job { id done } userErrors { code field message } } }`
    const { job } = (await shop.mutate(add, { id: collection.id, ids: [id] })) as unknown as {
      job: { id: string; done: boolean }
    }
    expect(job.done).toBe(false)
    const done = async () =>
      (await client.graphql('query($id: ID!) { job(id: $id) { done } }', { id: job.id })).data?.['job']
    await until(done, (one) => (one as { done: boolean }).done)
    expect((await shop.state()).collections).toMatchObject([{ title: 'Servies', products: [id], publications: [] }])
    const change = `mutation($collection: CollectionUpdateInput!) { collectionUpdate(collection: $collection) { job { id } userErrors { field message } } }`
    const condition = { id: collection.sources[0]?.id, inclusion: { selectionsToRemove: [{ productId: id }] } }
    await shop.mutate(change, { collection: { id: collection.id, sourcesToUpdate: [{ condition }] } })
    await until(
      () => shop.state(),
      (one) => one.collections[0]?.products.length === 0,
    )
    const rules = [{ column: 'TAG', relation: 'EQUALS', condition: 'Avondthee' }]
    const smart = (await shop.mutate(
      'mutation($input: CollectionInput!) { collectionCreate(input: $input) { collection { id products(first: 5) { nodes { id } } } userErrors { field message } } }',
      { input: { title: 'Thee', ruleSet: { appliedDisjunctively: false, rules } } },
    )) as unknown as { collection: { id: string; products: { nodes: { id: string }[] } } }
    expect(smart.collection.products.nodes).toEqual([{ id }])
    expect(codes(await shop.mutate(add, { id: smart.collection.id, ids: [id] }))).toEqual([
      'CANT_ADD_TO_SMART_COLLECTION',
    ])
  })

  it('publishes a product where it is told to, and takes it out again', async () => {
    const id = await shop.made()
    const list = (await client.graphql('{ publications(first: 5) { nodes { id name } } }')).data?.['publications'] as {
      nodes: { id: string; name: string }[]
    }
    const store = list.nodes.find((one) => one.name === 'Online Store')
    const change = (kind: string) =>
      shop.mutate(
        `mutation($id: ID!, $input: [PublicationInput!]!) { publishable${kind}(id: $id, input: $input) { publishable { publishedOnPublication(publicationId: "${store?.id}") } userErrors { field message } } }`,
        { id, input: [{ publicationId: store?.id }] },
      )
    expect(await change('Publish')).toMatchObject({ publishable: { publishedOnPublication: true }, userErrors: [] })
    expect((await shop.product(id)).publications).toEqual(['Online Store'])
    expect(await change('Unpublish')).toMatchObject({ publishable: { publishedOnPublication: false } })
  })
})
