import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { catalogueOf, codes, colours, png, settled, smallShop, until } from './testing/catalogue.ts'
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

describe('productSet', () => {
  it('makes a product with a handle of its title, not published anywhere', async () => {
    const first = await shop.made()
    const second = await shop.product(await shop.made())
    expect(await shop.product(first)).toMatchObject({ handle: 'mok', status: 'ACTIVE', publications: [] })
    expect(second.handle).toBe('mok-1')
    expect(second.variants.map((one) => [one.sku, one.title, one.price])).toEqual([
      ['MOK-Groen', 'Groen', 12.5],
      ['MOK-Rood', 'Rood', 12.5],
    ])
  })

  it('leaves alone what is not named, and deletes what a given list leaves out', async () => {
    const id = await shop.made({
      descriptionHtml: '<p>Oud</p>',
      tags: ['Servies', 'servies', 'Nieuw'],
      metafields: [
        { namespace: 'custom', key: 'material', type: 'single_line_text_field', value: 'Porselein' },
        { namespace: 'custom', key: 'origin', type: 'single_line_text_field', value: 'NL' },
      ],
    })
    const before = await shop.product(id)
    expect(before.tags).toEqual(['Servies', 'Nieuw'])
    expect((await shop.set({ title: 'Mok groot' }, { id })).userErrors).toEqual([])
    expect(await shop.product(id)).toMatchObject({
      title: 'Mok groot',
      handle: 'mok',
      tags: before.tags,
      variants: before.variants,
    })
    const kept = { namespace: 'custom', key: 'origin', type: 'single_line_text_field', value: 'BE' }
    await shop.set({ ...colours('Rood', 'Blauw'), tags: ['Anders'], metafields: [kept] }, { id })
    const after = await shop.product(id)
    expect(after.descriptionHtml).toBe('<p>Oud</p>')
    expect(after.tags).toEqual(['Anders'])
    expect(after.metafields).toEqual([kept])
    expect(after.options).toEqual([{ name: 'Kleur', values: ['Rood', 'Blauw'] }])
    expect(after.variants.map((one) => one.title)).toEqual(['Rood', 'Blauw'])
    expect(after.variants[0]?.id).toBe(before.variants[1]?.id)
  })

  it('refuses with a code, and then nothing has changed', async () => {
    const id = await shop.made()
    const before = await shop.product(id)
    const wish = async (input: object) => codes(await shop.set({ title: 'Weg', ...input }, { id }))
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
    expect(codes(await shop.set({ title: 'Mok' }, { id: 'gid://shopify/Product/1' }))).toEqual([
      'PRODUCT_DOES_NOT_EXIST',
    ])
    expect(codes(await shop.set({ title: 'Mok', handle: 'mok' }))).toEqual(['HANDLE_NOT_UNIQUE'])
    expect(await shop.product(id)).toEqual(before)
  })

  it('takes 2,048 variants and no more', async () => {
    const names = Array.from({ length: 2049 }, (_, n) => `nr. ${n}`)
    expect(codes(await shop.set({ title: 'Te veel', ...colours(...names) }))).toEqual(['VARIANTS_OVER_LIMIT'])
    const id = await shop.made(colours(...names.slice(1)))
    expect((await shop.product(id)).variants).toHaveLength(2048)
  })

  it('finds by handle or by a custom id that has a definition, and makes what is not there', async () => {
    const byHandle = await shop.set({ title: 'Kan' }, { handle: 'kan-rood' })
    expect(byHandle.product?.handle).toBe('kan-rood')
    expect((await shop.set({ title: 'Kan rood' }, { handle: 'kan-rood' })).product?.id).toBe(byHandle.product?.id)
    const customId = { namespace: 'custom', key: 'afas', value: 'A1' }
    const metafields = [{ namespace: 'custom', key: 'afas', type: 'id', value: 'A1' }]
    expect(codes(await shop.set({ title: 'Pot', metafields }, { customId }))).toEqual(['INVALID_METAFIELD'])
    const definition = { name: 'AFAS', namespace: 'custom', key: 'afas', type: 'id', ownerType: 'PRODUCT' }
    await client.graphql(
      'mutation($definition: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $definition) { userErrors { code } } }',
      { definition },
    )
    const { product: pot } = await shop.set({ title: 'Pot', metafields }, { customId })
    expect((await shop.set({ title: 'Theepot' }, { customId })).product?.id).toBe(pot?.id)
    expect(codes(await shop.set({ title: 'Nog een', metafields }))).toEqual(['CAPABILITY_VIOLATION'])
  })

  it('answers at once when it is to be done later, and can be followed', async () => {
    const { productSetOperation } = (await shop.mutate(
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
    const id = await shop.made()
    const wit = {
      optionValues: [{ optionName: 'Kleur', name: 'Wit' }],
      price: '9.95',
      inventoryItem: { sku: 'MOK-Wit' },
    }
    const added = await shop.mutate(bulk('Create'), { id, variants: [wit] })
    expect(added.productVariants?.map((one) => one.sku)).toEqual(['MOK-Wit'])
    expect(codes(await shop.mutate(bulk('Create'), { id, variants: [wit] }))).toEqual(['VARIANT_ALREADY_EXISTS'])
    const [groen] = (await shop.product(id)).variants
    const change = { id: groen?.id, price: '14.00', barcode: '8710000000001' }
    expect((await shop.mutate(bulk('Update'), { id, variants: [change] })).userErrors).toEqual([])
    expect(codes(await shop.mutate(bulk('Update'), { id, variants: [{ price: '1.00' }] }))).toEqual([
      'PRODUCT_VARIANT_ID_MISSING',
    ])
    const quantities = {
      id: groen?.id,
      inventoryQuantities: [{ locationId: 'gid://shopify/Location/1', availableQuantity: 1 }],
    }
    expect(codes(await shop.mutate(bulk('Update'), { id, variants: [quantities] }))).toEqual([
      'NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE',
    ])
    const strange = { id: 'gid://shopify/ProductVariant/1', price: '1.00' }
    expect(
      codes(await shop.mutate(bulk('Update', ', allowPartialUpdates: true'), { id, variants: [strange, change] })),
    ).toEqual(['PRODUCT_VARIANT_DOES_NOT_EXIST'])
    const after = await shop.product(id)
    expect(after.variants.map((one) => [one.sku, one.price])).toEqual([
      ['MOK-Groen', 14],
      ['MOK-Rood', 12.5],
      ['MOK-Wit', 9.95],
    ])
    const drop = `mutation($id: ID!, $ids: [ID!]!) { productVariantsBulkDelete(productId: $id, variantsIds: $ids) { userErrors { code field message } } }`
    const ids = after.variants.map((one) => one.id)
    expect(codes(await shop.mutate(drop, { id, ids }))).toEqual(['CANNOT_DELETE_LAST_VARIANT'])
    await shop.mutate(drop, { id, ids: ids.slice(0, 1) })
    expect((await shop.product(id)).variants.map((one) => one.id)).toEqual(ids.slice(1))
  })

  it('gives a simple product options, and its variant the first value', async () => {
    const { product: simple } = await shop.set({ title: 'Schaal' })
    const id = simple?.id ?? ''
    const options = [{ name: 'Maat', values: [{ name: 'S' }, { name: 'L' }] }]
    const query = `mutation($id: ID!, $options: [OptionCreateInput!]!) { productOptionsCreate(productId: $id, options: $options) { product { id } userErrors { code field message } } }`
    expect((await shop.mutate(query, { id, options })).userErrors).toEqual([])
    expect(codes(await shop.mutate(query, { id, options }))).toEqual(['OPTION_ALREADY_EXISTS'])
    const { variants } = await shop.product(id)
    expect(variants.map((one) => one.title)).toEqual(['S'])
    await shop.mutate(bulk('Create'), { id, variants: [{ optionValues: [{ optionName: 'Maat', name: 'L' }] }] })
    expect((await shop.product(id)).variants.map((one) => one.title)).toEqual(['S', 'L'])
  })

  it('changes the fields that are given, and deletes a whole product', async () => {
    const id = await shop.made({ tags: ['a'] })
    const query = `mutation($product: ProductUpdateInput!) { productUpdate(product: $product) { product { id } userErrors { field message } } }`
    await shop.mutate(query, { product: { id, status: 'ARCHIVED', descriptionHtml: '<p>Nieuw</p>' } })
    expect(await shop.product(id)).toMatchObject({
      title: 'Mok',
      status: 'ARCHIVED',
      descriptionHtml: '<p>Nieuw</p>',
      tags: ['a'],
    })
    const drop = `mutation($id: ID!) { productDelete(input: { id: $id }) { deletedProductId userErrors { message } } }`
    expect((await shop.mutate(drop, { id }))['deletedProductId']).toBe(id)
    expect((await shop.mutate(drop, { id })).userErrors).toHaveLength(1)
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
  const { products } = await shop.state()
  expect(products).toHaveLength(10)
  expect(new Set(products.map((one) => one.variants.length))).toEqual(new Set([4, 5]))
  await client.post('reset', { catalogue: 'mixed', products: 20 })
})

it('a merchant changes a product by hand', async () => {
  const id = await shop.made()
  const source = await shop.upload(png)
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
    () => shop.product(id),
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
  expect((await shop.state()).collections).toMatchObject([{ title: 'Favorieten', products: [id] }])
  await change({ sku: 'MOK-Groen', duplicateSku: true })
  const skus = (await shop.state()).products.flatMap((one) => one.variants.map((variant) => variant.sku))
  expect(skus.filter((one) => one === 'MOK-Groen')).toHaveLength(2)
  expect((await change({ product: id, delete: true })).status).toBe(200)
  expect((await shop.state()).products.some((one) => one.id === id)).toBe(false)
  expect((await change({ sku: 'NERGENS' })).status).toBe(404)
  expect((await change({ sku: 'KOF-0001', tittel: 'x' })).status).toBe(400)
})
