import type { Client } from './client.ts'

export interface VariantState {
  readonly id: string
  readonly sku: string | null
  readonly price: number
  readonly title: string
  readonly media: string | null
  readonly metafields: readonly object[]
}
export interface ProductState {
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
export interface State {
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
export interface Payload {
  readonly product?: { readonly id: string; readonly handle: string } | null
  readonly productVariants?: readonly { readonly id: string; readonly sku: string | null }[] | null
  readonly userErrors: readonly {
    readonly code?: string
    readonly field: readonly string[]
    readonly message: string
  }[]
  readonly [name: string]: unknown
}
export const codes = (payload: Payload): unknown[] => payload.userErrors.map((one) => one.code)

export const colours = (...names: string[]) => ({
  productOptions: [{ name: 'Kleur', values: names.map((name) => ({ name })) }],
  variants: names.map((name) => ({
    sku: `MOK-${name}`,
    price: '12.50',
    optionValues: [{ optionName: 'Kleur', name }],
  })),
})

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export async function until<T>(ask: () => Promise<T>, fits: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask()
    if (fits(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
export const settled = (files: readonly { readonly status: string }[]): boolean =>
  files.every((one) => one.status === 'READY' || one.status === 'FAILED')

/** A small shop for tests of the catalogue. */
export const smallShop = {
  seed: 1,
  orders: 0,
  products: 20,
  customers: 0,
  bucket: { size: 100_000, restore: 1000 },
}

/** What tests of products do in the shop and look at. */
export function catalogueOf(client: Client) {
  const state = (): Promise<State> => client.get<State>('state')
  const product = async (id: string): Promise<ProductState> => {
    const found = (await state()).products.find((one) => one.id === id)
    if (!found) throw new Error(`No product ${id}`)
    return found
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
  const made = async (input: object = {}): Promise<string> => {
    const payload = await set({ title: 'Mok', ...colours('Groen', 'Rood'), ...input })
    if (payload.userErrors.length > 0) throw new Error(JSON.stringify(payload.userErrors))
    return payload.product?.id ?? ''
  }

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
    const { status } = await fetch(target?.url ?? '', { method: 'POST', body: form })
    if (status !== 201) throw new Error(`the upload was answered with ${status}`)
    return target?.resourceUrl ?? ''
  }
  return { state, product, mutate, set, made, upload }
}
