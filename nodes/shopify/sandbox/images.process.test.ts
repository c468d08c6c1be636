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

describe('images', () => {
  it('fetches what was uploaded, has it ready later, and gives the same bytes back', async () => {
    const source = await shop.upload(png)
    const input = { title: 'Mok', ...colours('Groen', 'Rood'), files: [{ originalSource: source, alt: 'Mok' }] }
    // In the answer itself: whoever asks again may be late.
    const { product } = await shop.mutate(
      `mutation($input: ProductSetInput!) { productSet(input: $input) {
         product { id media(first: 5) { nodes { status } } } userErrors { message } } }`,
      { input },
    )
    expect(product).toMatchObject({ media: { nodes: [{ status: 'UPLOADED' }] } })
    const id = product?.id ?? ''
    const { media } = await until(
      () => shop.product(id),
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
    const source = await shop.upload(png)
    const id = await shop.made({ files: [{ originalSource: source }, { originalSource: source }] })
    const { media } = await until(
      () => shop.product(id),
      (one) => settled(one.media),
    )
    expect(new Set(media.map((one) => one.id)).size).toBe(2)
    expect(new Set(media.map((one) => one.hash)).size).toBe(1)
    await shop.set({ files: [{ originalSource: await shop.upload(Buffer.from('geen plaatje')) }] }, { id })
    const after = await until(
      () => shop.product(id),
      (one) => settled(one.media),
    )
    expect(after.media).toMatchObject([{ status: 'FAILED', error: 'UNSUPPORTED_IMAGE_FILE_TYPE' }])
    await shop.set({ files: [{ originalSource: 'https://example.com/a.png' }] }, { id })
    const outside = await until(
      () => shop.product(id),
      (one) => settled(one.media),
    )
    expect(outside.media).toMatchObject([{ status: 'FAILED', error: 'IMAGE_DOWNLOAD_FAILURE' }])
  })

  it('shows one image a variant, which goes when the image is taken off the product', async () => {
    const file = { originalSource: await shop.upload(png) }
    const { productOptions, variants } = colours('Groen', 'Rood')
    const id = await shop.made({ productOptions, variants: [{ ...variants[0], file }, variants[1]], files: [file] })
    const before = await until(
      () => shop.product(id),
      (one) => settled(one.media),
    )
    expect(before.variants.map((one) => one.media)).toEqual([before.media[0]?.id, null])
    const query = `mutation($files: [FileUpdateInput!]!) { fileUpdate(files: $files) { files { id } userErrors { code field message } } }`
    await shop.mutate(query, { files: [{ id: before.media[0]?.id, referencesToRemove: [id] }] })
    const after = await shop.product(id)
    expect([after.media, after.variants.map((one) => one.media)]).toEqual([[], [null, null]])
    expect((await shop.state()).files).toHaveLength(1)
    const drop = `mutation($ids: [ID!]!) { fileDelete(fileIds: $ids) { deletedFileIds userErrors { code field message } } }`
    await shop.mutate(drop, { ids: [before.media[0]?.id] })
    expect((await shop.state()).files).toEqual([])
    expect(codes(await shop.mutate(drop, { ids: [before.media[0]?.id] }))).toEqual(['FILE_DOES_NOT_EXIST'])
  })

  it('puts images in another order a moment later, and refuses one that is not of the product', async () => {
    const files = [
      { originalSource: await shop.upload(png, 'a.png') },
      { originalSource: await shop.upload(png, 'b.png') },
    ]
    const id = await shop.made({ files })
    const { media } = await until(
      () => shop.product(id),
      (one) => settled(one.media),
    )
    const [first, second] = media.map((one) => one.id)
    const query = `mutation($id: ID!, $moves: [MoveInput!]!) { productReorderMedia(id: $id, moves: $moves) { job { id done } mediaUserErrors { code field message } userErrors { message } } }`
    const move = (one: string | undefined) => shop.mutate(query, { id, moves: [{ id: one, newPosition: '0' }] })
    expect(await move(second)).toMatchObject({ job: { done: false }, mediaUserErrors: [] })
    const order = async () => (await shop.product(id)).media.map((one) => one.id)
    expect(await until(order, ([one]) => one === second)).toEqual([second, first])
    const stray = await move('gid://shopify/MediaImage/1')
    expect(stray).toMatchObject({ job: null, mediaUserErrors: [{ code: 'MEDIA_DOES_NOT_EXIST' }] })
  })
})
