import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, type Client } from './testing/client.ts'

let sandbox: StartedSandbox
let client: Client

beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await client.faults([])
  await client.post('reset', {
    seed: 1,
    orders: 0,
    products: 20,
    customers: 0,
    bucket: { size: 100_000, restore: 1000 },
  })
})

interface VariantState {
  readonly id: string
  readonly sku: string | null
  readonly price: number
  readonly title: string
  readonly media: string | null
  readonly metafields: readonly object[]
}
interface ProductState {
  readonly id: string
  readonly title: string
  readonly handle: string
  readonly status: string
  readonly descriptionHtml: string
  readonly tags: readonly string[]
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly variants: readonly VariantState[]
  readonly media: readonly {
    readonly id: string
    readonly status: string
    readonly hash: string | null
    readonly error: string | null
  }[]
  readonly metafields: readonly { readonly key: string; readonly value: string }[]
  readonly publications: readonly string[]
  readonly updatedAt: string
}
interface State {
  readonly products: readonly ProductState[]
  readonly collections: readonly {
    readonly id: string
    readonly title: string
    readonly products: readonly string[]
    readonly publications: readonly string[]
  }[]
  readonly files: readonly {
    readonly id: string
    readonly status: string
    readonly hash: string | null
    readonly error: string | null
  }[]
}
const state = (): Promise<State> => client.get<State>('state')
const product = async (id: string): Promise<ProductState> => {
  const found = (await state()).products.find((one) => one.id === id)
  if (!found) throw new Error(`No product ${id}`)
  return found
}

interface Payload {
  readonly product?: { readonly id: string; readonly handle: string } | null
  readonly productVariants?: readonly { readonly id: string; readonly sku: string | null }[] | null
  readonly userErrors: readonly {
    readonly code?: string
    readonly field: readonly string[]
    readonly message: string
  }[]
  readonly [name: string]: unknown
}
async function mutate(query: string, variables: object): Promise<Payload> {
  const answer = await client.graphql(query, variables)
  const payload = Object.values(answer.data ?? {})[0] as Payload | undefined
  if (!payload) throw new Error(JSON.stringify(answer.errors))
  return payload
}
const set = (input: object, identifier?: object): Promise<Payload> =>
  mutate(
    `mutation($input: ProductSetInput!, $identifier: ProductSetIdentifiers) { productSet(input: $input, identifier: $identifier) {
       product { id handle } userErrors { code field message } } }`,
    { input, ...(identifier ? { identifier } : {}) },
  )
const codes = (payload: Payload): unknown[] => payload.userErrors.map((one) => one.code)

const colours = (...names: string[]) => ({
  productOptions: [{ name: 'Kleur', values: names.map((name) => ({ name })) }],
  variants: names.map((name) => ({
    sku: `MOK-${name}`,
    price: '12.50',
    optionValues: [{ optionName: 'Kleur', name }],
  })),
})
const made = async (input: object = {}): Promise<string> => {
  const payload = await set({ title: 'Mok', ...colours('Groen', 'Rood'), ...input })
  expect(payload.userErrors).toEqual([])
  return payload.product?.id ?? ''
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function upload(bytes: Buffer, filename = 'mok.png'): Promise<string> {
  const input = [{ resource: 'IMAGE', filename, mimeType: 'image/png', httpMethod: 'POST' }]
  const answer = await client.graphql(
    'mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) { stagedTargets { url resourceUrl parameters { name value } } } }',
    { input },
  )
  const { stagedTargets } = (answer.data ?? {})['stagedUploadsCreate'] as {
    stagedTargets: { url: string; resourceUrl: string; parameters: { name: string; value: string }[] }[]
  }
  const [target] = stagedTargets
  const form = new FormData()
  for (const one of target?.parameters ?? []) form.append(one.name, one.value)
  form.append('file', new Blob([new Uint8Array(bytes)]), filename)
  expect((await fetch(target?.url ?? '', { method: 'POST', body: form })).status).toBe(201)
  return target?.resourceUrl ?? ''
}

async function until<T>(ask: () => Promise<T>, fits: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask()
    if (fits(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const settled = (files: readonly { readonly status: string }[]): boolean =>
  files.every((one) => one.status === 'READY' || one.status === 'FAILED')

describe('productSet', () => {
  it('makes a product with a handle of its title, not published anywhere', async () => {
    const first = await made()
    const second = await product(await made())
    expect(await product(first)).toMatchObject({ handle: 'mok', status: 'ACTIVE', publications: [] })
    expect(second.handle).toBe('mok-1')
    expect(second.variants.map((one) => [one.sku, one.title, one.price])).toEqual([
      ['MOK-Groen', 'Groen', 12.5],
      ['MOK-Rood', 'Rood', 12.5],
    ])
  })

  it('leaves alone what is not named, and deletes what a given list leaves out', async () => {
    const id = await made({
      descriptionHtml: '<p>Oud</p>',
      tags: ['Servies', 'servies', 'Nieuw'],
      metafields: [
        { namespace: 'custom', key: 'material', type: 'single_line_text_field', value: 'Porselein' },
        { namespace: 'custom', key: 'origin', type: 'single_line_text_field', value: 'NL' },
      ],
    })
    const before = await product(id)
    expect(before.tags).toEqual(['Servies', 'Nieuw'])
    expect((await set({ title: 'Mok groot' }, { id })).userErrors).toEqual([])
    expect(await product(id)).toMatchObject({
      title: 'Mok groot',
      handle: 'mok',
      tags: before.tags,
      variants: before.variants,
    })
    const kept = { namespace: 'custom', key: 'origin', type: 'single_line_text_field', value: 'BE' }
    await set({ ...colours('Rood', 'Blauw'), tags: ['Anders'], metafields: [kept] }, { id })
    const after = await product(id)
    expect(after.descriptionHtml).toBe('<p>Oud</p>')
    expect(after.tags).toEqual(['Anders'])
    expect(after.metafields).toEqual([kept])
    expect(after.options).toEqual([{ name: 'Kleur', values: ['Rood', 'Blauw'] }])
    expect(after.variants.map((one) => one.title)).toEqual(['Rood', 'Blauw'])
    expect(after.variants[0]?.id).toBe(before.variants[1]?.id)
  })

  it('refuses with a code, and then nothing has changed', async () => {
    const id = await made()
    const before = await product(id)
    const wish = async (input: object) => codes(await set({ title: 'Weg', ...input }, { id }))
    expect(await wish({ variants: colours('Groen').variants })).toEqual(['PRODUCT_OPTIONS_INPUT_MISSING'])
    expect(await wish({ productOptions: colours('Groen').productOptions })).toEqual(['VARIANTS_INPUT_MISSING'])
    const [groen] = colours('Groen').variants
    const { productOptions } = colours('Groen')
    expect(await wish({ productOptions, variants: [groen, groen] })).toEqual(['INVALID_VARIANT'])
    expect(await wish({ productOptions, variants: colours('Paars').variants })).toEqual(['OPTION_VALUE_DOES_NOT_EXIST'])
    expect(await wish({ productOptions, variants: [{ ...groen, price: '-1' }] })).toEqual(['INVALID_VARIANT'])
    expect(await wish({ title: 'x'.repeat(256) })).toEqual(['INVALID_INPUT'])
    expect(await wish({ tags: ['y'.repeat(256)] })).toEqual(['INVALID_INPUT'])
    const four = ['A', 'B', 'C', 'D'].map((name) => ({ name, values: [{ name: '1' }] }))
    expect(await wish({ productOptions: four, variants: [groen] })).toEqual(['OPTIONS_OVER_LIMIT'])
    const bad = { namespace: 'custom', key: 'stuks', type: 'number_integer', value: 'drie' }
    expect(await wish({ metafields: [bad] })).toEqual(['INVALID_METAFIELD'])
    const picture = { originalSource: 'http://127.0.0.1:9/a.png' }
    expect(await wish({ productOptions, variants: [{ ...groen, file: picture }] })).toEqual(['INVALID_INPUT'])
    expect(codes(await set({ title: 'Mok' }, { id: 'gid://shopify/Product/1' }))).toEqual(['PRODUCT_DOES_NOT_EXIST'])
    expect(codes(await set({ title: 'Mok', handle: 'mok' }))).toEqual(['HANDLE_NOT_UNIQUE'])
    expect(await product(id)).toEqual(before)
  })

  it('takes 2,048 variants and no more', async () => {
    const names = Array.from({ length: 2049 }, (_, n) => `nr. ${n}`)
    expect(codes(await set({ title: 'Te veel', ...colours(...names) }))).toEqual(['VARIANTS_OVER_LIMIT'])
    const id = await made(colours(...names.slice(1)))
    expect((await product(id)).variants).toHaveLength(2048)
  })

  it('finds by handle or by a custom id that has a definition, and makes what is not there', async () => {
    const byHandle = await set({ title: 'Kan' }, { handle: 'kan-rood' })
    expect(byHandle.product?.handle).toBe('kan-rood')
    expect((await set({ title: 'Kan rood' }, { handle: 'kan-rood' })).product?.id).toBe(byHandle.product?.id)
    const customId = { namespace: 'custom', key: 'afas', value: 'A1' }
    const metafields = [{ namespace: 'custom', key: 'afas', type: 'id', value: 'A1' }]
    expect(codes(await set({ title: 'Pot', metafields }, { customId }))).toEqual(['INVALID_METAFIELD'])
    const definition = { name: 'AFAS', namespace: 'custom', key: 'afas', type: 'id', ownerType: 'PRODUCT' }
    await client.graphql(
      'mutation($definition: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $definition) { userErrors { code } } }',
      { definition },
    )
    const { product: pot } = await set({ title: 'Pot', metafields }, { customId })
    expect((await set({ title: 'Theepot' }, { customId })).product?.id).toBe(pot?.id)
    expect(codes(await set({ title: 'Nog een', metafields }))).toEqual(['CAPABILITY_VIOLATION'])
  })

  it('answers at once when it is to be done later, and can be followed', async () => {
    const { productSetOperation } = (await mutate(
      'mutation($input: ProductSetInput!) { productSet(input: $input, synchronous: false) { product { id } productSetOperation { id status } userErrors { code } } }',
      { input: { title: 'Later', ...colours('Groen') } },
    )) as unknown as { productSetOperation: { id: string; status: string } }
    expect(productSetOperation.status).toBe('CREATED')
    const ask = async () => {
      const query = `query($id: ID!) { productOperation(id: $id) { status product { title } ... on ProductSetOperation { userErrors { code } } } }`
      return (await client.graphql(query, { id: productSetOperation.id })).data?.['productOperation'] as {
        status: string
      }
    }
    const done = await until(ask, (one) => one.status === 'COMPLETE')
    expect(done).toEqual({ status: 'COMPLETE', product: { title: 'Later' }, userErrors: [] })
  })

  it('costs by what it carries', async () => {
    const input = {
      title: 'Duur',
      ...colours('Groen', 'Rood'),
      files: [{ originalSource: 'http://127.0.0.1:9/a.png' }],
    }
    const answer = await client.graphql(
      'mutation($input: ProductSetInput!) { productSet(input: $input) { userErrors { code } } }',
      { input },
    )
    expect(answer.extensions?.cost.requestedQueryCost).toBe(Math.ceil(10 + 0.2 * 2 + 1.9))
  })
})

describe('the finer ways', () => {
  const bulk = (
    kind: string,
    more = '',
  ) => `mutation($id: ID!, $variants: [ProductVariantsBulkInput!]!, $media: [CreateMediaInput!]) {
    productVariantsBulk${kind}(productId: $id, variants: $variants, media: $media ${more}) { productVariants { id sku } userErrors { code field message } } }`

  it('adds, changes and takes away variants, and leaves the others', async () => {
    const id = await made()
    const wit = {
      optionValues: [{ optionName: 'Kleur', name: 'Wit' }],
      price: '9.95',
      inventoryItem: { sku: 'MOK-Wit' },
    }
    const added = await mutate(bulk('Create'), { id, variants: [wit] })
    expect(added.productVariants?.map((one) => one.sku)).toEqual(['MOK-Wit'])
    expect(codes(await mutate(bulk('Create'), { id, variants: [wit] }))).toEqual(['VARIANT_ALREADY_EXISTS'])
    const [groen] = (await product(id)).variants
    const change = { id: groen?.id, price: '14.00', barcode: '8710000000001' }
    expect((await mutate(bulk('Update'), { id, variants: [change] })).userErrors).toEqual([])
    expect(codes(await mutate(bulk('Update'), { id, variants: [{ price: '1.00' }] }))).toEqual([
      'PRODUCT_VARIANT_ID_MISSING',
    ])
    const quantities = {
      id: groen?.id,
      inventoryQuantities: [{ locationId: 'gid://shopify/Location/1', availableQuantity: 1 }],
    }
    expect(codes(await mutate(bulk('Update'), { id, variants: [quantities] }))).toEqual([
      'NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE',
    ])
    const strange = { id: 'gid://shopify/ProductVariant/1', price: '1.00' }
    expect(
      codes(await mutate(bulk('Update', ', allowPartialUpdates: true'), { id, variants: [strange, change] })),
    ).toEqual(['PRODUCT_VARIANT_DOES_NOT_EXIST'])
    const after = await product(id)
    expect(after.variants.map((one) => [one.sku, one.price])).toEqual([
      ['MOK-Groen', 14],
      ['MOK-Rood', 12.5],
      ['MOK-Wit', 9.95],
    ])
    const drop = `mutation($id: ID!, $ids: [ID!]!) { productVariantsBulkDelete(productId: $id, variantsIds: $ids) { userErrors { code field message } } }`
    const ids = after.variants.map((one) => one.id)
    expect(codes(await mutate(drop, { id, ids }))).toEqual(['CANNOT_DELETE_LAST_VARIANT'])
    await mutate(drop, { id, ids: ids.slice(0, 1) })
    expect((await product(id)).variants.map((one) => one.id)).toEqual(ids.slice(1))
  })

  it('gives a simple product options, and its variant the first value', async () => {
    const { product: simple } = await set({ title: 'Schaal' })
    const id = simple?.id ?? ''
    const options = [{ name: 'Maat', values: [{ name: 'S' }, { name: 'L' }] }]
    const query = `mutation($id: ID!, $options: [OptionCreateInput!]!) { productOptionsCreate(productId: $id, options: $options) { product { id } userErrors { code field message } } }`
    expect((await mutate(query, { id, options })).userErrors).toEqual([])
    expect(codes(await mutate(query, { id, options }))).toEqual(['OPTION_ALREADY_EXISTS'])
    const { variants } = await product(id)
    expect(variants.map((one) => one.title)).toEqual(['S'])
    await mutate(bulk('Create'), { id, variants: [{ optionValues: [{ optionName: 'Maat', name: 'L' }] }] })
    expect((await product(id)).variants.map((one) => one.title)).toEqual(['S', 'L'])
  })

  it('changes the fields that are given, and deletes a whole product', async () => {
    const id = await made({ tags: ['a'] })
    const query = `mutation($product: ProductUpdateInput!) { productUpdate(product: $product) { product { id } userErrors { field message } } }`
    await mutate(query, { product: { id, status: 'ARCHIVED', descriptionHtml: '<p>Nieuw</p>' } })
    expect(await product(id)).toMatchObject({
      title: 'Mok',
      status: 'ARCHIVED',
      descriptionHtml: '<p>Nieuw</p>',
      tags: ['a'],
    })
    const drop = `mutation($id: ID!) { productDelete(input: { id: $id }) { deletedProductId userErrors { message } } }`
    expect((await mutate(drop, { id }))['deletedProductId']).toBe(id)
    expect((await mutate(drop, { id })).userErrors).toHaveLength(1)
  })
})

describe('images', () => {
  it('fetches what was uploaded, has it ready later, and gives the same bytes back', async () => {
    const source = await upload(png)
    const id = await made({ files: [{ originalSource: source, alt: 'Mok' }] })
    expect((await product(id)).media.map((one) => one.status)).toEqual(['UPLOADED'])
    const { media } = await until(
      () => product(id),
      (one) => settled(one.media),
    )
    expect(media).toHaveLength(1)
    const query = `query($id: ID!) { node(id: $id) { ... on MediaImage { status image { url width height } } } }`
    const node = (await client.graphql(query, { id: media[0]?.id })).data?.['node'] as {
      image: { url: string; width: number }
    }
    expect(node.image.width).toBe(1)
    expect(Buffer.from(await (await fetch(node.image.url)).arrayBuffer()).equals(png)).toBe(true)
  })

  it('counts the same address again as a second file, and takes no file that is no image', async () => {
    const source = await upload(png)
    const id = await made({ files: [{ originalSource: source }, { originalSource: source }] })
    const { media } = await until(
      () => product(id),
      (one) => settled(one.media),
    )
    expect(new Set(media.map((one) => one.id)).size).toBe(2)
    expect(new Set(media.map((one) => one.hash)).size).toBe(1)
    await set({ files: [{ originalSource: await upload(Buffer.from('geen plaatje')) }] }, { id })
    const after = await until(
      () => product(id),
      (one) => settled(one.media),
    )
    expect(after.media).toMatchObject([{ status: 'FAILED', error: 'UNSUPPORTED_IMAGE_FILE_TYPE' }])
    await set({ files: [{ originalSource: 'https://example.com/a.png' }] }, { id })
    const outside = await until(
      () => product(id),
      (one) => settled(one.media),
    )
    expect(outside.media).toMatchObject([{ status: 'FAILED', error: 'IMAGE_DOWNLOAD_FAILURE' }])
  })

  it('shows one image a variant, which goes when the image is taken off the product', async () => {
    const file = { originalSource: await upload(png) }
    const { productOptions, variants } = colours('Groen', 'Rood')
    const id = await made({ productOptions, variants: [{ ...variants[0], file }, variants[1]], files: [file] })
    const before = await until(
      () => product(id),
      (one) => settled(one.media),
    )
    expect(before.variants.map((one) => one.media)).toEqual([before.media[0]?.id, null])
    const query = `mutation($files: [FileUpdateInput!]!) { fileUpdate(files: $files) { files { id } userErrors { code field message } } }`
    await mutate(query, { files: [{ id: before.media[0]?.id, referencesToRemove: [id] }] })
    const after = await product(id)
    expect([after.media, after.variants.map((one) => one.media)]).toEqual([[], [null, null]])
    expect((await state()).files).toHaveLength(1)
    const drop = `mutation($ids: [ID!]!) { fileDelete(fileIds: $ids) { deletedFileIds userErrors { code field message } } }`
    await mutate(drop, { ids: [before.media[0]?.id] })
    expect((await state()).files).toEqual([])
    expect(codes(await mutate(drop, { ids: [before.media[0]?.id] }))).toEqual(['FILE_DOES_NOT_EXIST'])
  })
})

describe('collections and channels', () => {
  it('puts products in a collection by a job, and not in a smart one', async () => {
    const id = await made({ tags: ['avondthee'] })
    const create = `mutation($collection: CollectionCreateInput!) { collectionCreate(collection: $collection) { collection { id sources { id } } userErrors { field message } } }`
    const { collection } = (await mutate(create, {
      collection: { title: 'Servies', sources: [{ source: { title: 'Gekozen' } }] },
    })) as unknown as {
      collection: { id: string; sources: { id: string }[] }
    }
    const add = `mutation($id: ID!, $ids: [ID!]!) { collectionAddProductsV2(id: $id, productIds: $ids) { job { id done } userErrors { code field message } } }`
    const { job } = (await mutate(add, { id: collection.id, ids: [id] })) as unknown as {
      job: { id: string; done: boolean }
    }
    expect(job.done).toBe(false)
    const done = async () =>
      (await client.graphql('query($id: ID!) { job(id: $id) { done } }', { id: job.id })).data?.['job']
    await until(done, (one) => (one as { done: boolean }).done)
    expect((await state()).collections).toMatchObject([{ title: 'Servies', products: [id], publications: [] }])
    const change = `mutation($collection: CollectionUpdateInput!) { collectionUpdate(collection: $collection) { job { id } userErrors { field message } } }`
    const condition = { id: collection.sources[0]?.id, inclusion: { selectionsToRemove: [{ productId: id }] } }
    await mutate(change, { collection: { id: collection.id, sourcesToUpdate: [{ condition }] } })
    await until(state, (one) => one.collections[0]?.products.length === 0)
    const rules = [{ column: 'TAG', relation: 'EQUALS', condition: 'Avondthee' }]
    const smart = (await mutate(
      'mutation($input: CollectionInput!) { collectionCreate(input: $input) { collection { id products(first: 5) { nodes { id } } } userErrors { field message } } }',
      { input: { title: 'Thee', ruleSet: { appliedDisjunctively: false, rules } } },
    )) as unknown as { collection: { id: string; products: { nodes: { id: string }[] } } }
    expect(smart.collection.products.nodes).toEqual([{ id }])
    expect(codes(await mutate(add, { id: smart.collection.id, ids: [id] }))).toEqual(['CANT_ADD_TO_SMART_COLLECTION'])
  })

  it('publishes a product where it is told to, and takes it out again', async () => {
    const id = await made()
    const list = (await client.graphql('{ publications(first: 5) { nodes { id name } } }')).data?.['publications'] as {
      nodes: { id: string; name: string }[]
    }
    const shop = list.nodes.find((one) => one.name === 'Online Store')
    const change = (kind: string) =>
      mutate(
        `mutation($id: ID!, $input: [PublicationInput!]!) { publishable${kind}(id: $id, input: $input) { publishable { publishedOnPublication(publicationId: "${shop?.id}") } userErrors { field message } } }`,
        { id, input: [{ publicationId: shop?.id }] },
      )
    expect(await change('Publish')).toMatchObject({ publishable: { publishedOnPublication: true }, userErrors: [] })
    expect((await product(id)).publications).toEqual(['Online Store'])
    expect(await change('Unpublish')).toMatchObject({ publishable: { publishedOnPublication: false } })
  })
})

it('a token without the scope may not write products or files', async () => {
  const { body } = await client.post('tokens', { scopes: ['read_products'] })
  for (const query of [
    'mutation { productSet(input: { title: "x" }) { product { id } } }',
    'mutation { fileCreate(files: [{ originalSource: "http://127.0.0.1/a.png" }]) { files { id } } }',
    'mutation { publishablePublish(id: "gid://shopify/Product/1", input: []) { shop { id } } }',
  ]) {
    const answer = await client.graphql(query, {}, String(body['accessToken']))
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('ACCESS_DENIED')
  }
})

it('a reset makes the catalogue that was asked for: five variants to a product', async () => {
  await client.post('reset', { seed: 1, orders: 0, products: 200, customers: 0, catalogue: 'variants' })
  const { products } = await state()
  expect(products).toHaveLength(10)
  expect(new Set(products.map((one) => one.variants.length))).toEqual(new Set([4, 5]))
  await client.post('reset', { catalogue: 'mixed', products: 20 })
})

it('a merchant changes a product by hand', async () => {
  const id = await made()
  const source = await upload(png)
  const change = (body: object) => client.post('products', body)
  await change({
    sku: 'MOK-Groen',
    title: 'Mok van de winkelier',
    description: '<p>Zelf geschreven</p>',
    price: '19.95',
    addTag: 'uitverkoop',
    image: source,
    metafield: { key: 'verzorging', value: 'Niet in de vaatwasser' },
    collection: 'Favorieten',
    variant: { sku: 'EIGEN-1', value: 'Goud', price: '25.00' },
  })
  const after = await until(
    () => product(id),
    (one) => settled(one.media),
  )
  expect(after).toMatchObject({
    title: 'Mok van de winkelier',
    descriptionHtml: '<p>Zelf geschreven</p>',
    tags: ['uitverkoop'],
    options: [{ name: 'Kleur', values: ['Groen', 'Rood', 'Goud'] }],
    media: [{ status: 'READY' }],
    metafields: [{ key: 'verzorging', value: 'Niet in de vaatwasser' }],
  })
  expect(after.variants.map((one) => [one.sku, one.price])).toEqual([
    ['MOK-Groen', 19.95],
    ['MOK-Rood', 12.5],
    ['EIGEN-1', 25],
  ])
  expect((await state()).collections).toMatchObject([{ title: 'Favorieten', products: [id] }])
  await change({ sku: 'MOK-Groen', duplicateSku: true })
  const skus = (await state()).products.flatMap((one) => one.variants.map((variant) => variant.sku))
  expect(skus.filter((one) => one === 'MOK-Groen')).toHaveLength(2)
  expect((await change({ product: id, delete: true })).status).toBe(200)
  expect((await state()).products.some((one) => one.id === id)).toBe(false)
  expect((await change({ sku: 'NERGENS' })).status).toBe(404)
  expect((await change({ sku: 'KOF-0001', tittel: 'x' })).status).toBe(400)
})
