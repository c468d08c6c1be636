import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from '../start.ts'
import { clientOf, codeOf, type Client } from '../testing/client.ts'

interface Bulk {
  readonly id: string
  readonly status: string
  readonly errorCode: string | null
  readonly objectCount: string
  readonly rootObjectCount: string
  readonly fileSize: string | null
  readonly url: string | null
  readonly partialDataUrl: string | null
}
type Payload = { bulkOperation: Bulk | null; userErrors: { code?: string; field: string[] | null; message: string }[] }

const fields = 'id status errorCode objectCount rootObjectCount fileSize url partialDataUrl'
const payload = `bulkOperation { ${fields} } userErrors { code field message }`
const itemsQuery = `{ inventoryItems { edges { node { id sku
  inventoryLevels { edges { node { id location { id } quantities(names: ["available"]) { name quantity } } } } } } } }`

let sandbox: StartedSandbox
let client: Client

beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await client.faults([])
  await client.post('reset', { seed: 1, orders: 40, products: 60, customers: 40, bucket: { size: 2000, restore: 100 } })
})

async function call<T>(name: string, query: string, variables: object = {}, token?: string): Promise<T> {
  const answer = await client.graphql(query, variables, token)
  if (answer.errors) throw new Error(answer.errors[0]?.message)
  return answer.data?.[name] as T
}
const start = (query: string, more = '', token?: string): Promise<Payload> => {
  const text = `mutation($query: String!) { bulkOperationRunQuery(query: $query${more}) { ${payload} } }`
  return call('bulkOperationRunQuery', text, { query }, token)
}
const look = (id: string): Promise<Bulk> =>
  call('bulkOperation', `query($id: ID!) { bulkOperation(id: $id) { ${fields} } }`, { id })
async function ended(id: string | undefined): Promise<Bulk> {
  for (;;) {
    const bulk = await look(id ?? '')
    if (!['CREATED', 'RUNNING', 'CANCELING'].includes(bulk.status)) return bulk
  }
}
async function linesAt(url: string | null): Promise<Record<string, unknown>[]> {
  const answer = await fetch(url ?? '')
  expect(answer.status).toBe(200)
  const text = await answer.text()
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('a bulk query', () => {
  it('gives every row and every row inside it as a line of its own, in no order', async () => {
    const { bulkOperation, userErrors } = await start(itemsQuery)
    expect(userErrors).toEqual([])
    expect(bulkOperation).toMatchObject({ status: 'CREATED', url: null, fileSize: null })
    const bulk = await ended(bulkOperation?.id)
    const lines = await linesAt(bulk.url)
    const { inventoryLevels, products } = await client.get<{
      inventoryLevels: { sku: string; location: string; available: number }[]
      products: { variants: { sku: string | null }[] }[]
    }>('state')
    const items = lines.filter((one) => one['__parentId'] === undefined)
    const levels = lines.filter((one) => one['__parentId'] !== undefined)
    expect(items.map((one) => one['sku']).toSorted()).toEqual(
      products.flatMap((one) => one.variants.map((variant) => variant.sku)).toSorted(),
    )
    expect(levels).toHaveLength(inventoryLevels.length)
    expect(bulk).toMatchObject({
      status: 'COMPLETED',
      errorCode: null,
      objectCount: String(lines.length),
      rootObjectCount: String(items.length),
      partialDataUrl: null,
    })
    expect(Number(bulk.fileSize)).toBe((await (await fetch(bulk.url ?? '')).arrayBuffer()).byteLength)
    const ids = new Set(items.map((one) => one['id']))
    expect(levels.every((one) => ids.has(one['__parentId']))).toBe(true)
    const parentBefore = levels.filter(
      (one) => lines.findIndex((two) => two['id'] === one['__parentId']) > lines.indexOf(one),
    )
    expect(parentBefore.length).toBeGreaterThan(0)
  })

  it('costs what starting and asking cost, whatever is in it', async () => {
    const answer = await client.graphql(
      `mutation { bulkOperationRunQuery(query: ${JSON.stringify(itemsQuery)}) { bulkOperation { id } userErrors { message } } }`,
    )
    expect(answer.extensions?.cost.actualQueryCost).toBe(10)
    const calls = await client.get<{ operation: string; method: string }[]>('calls')
    expect(calls.map((one) => `${one.method} ${one.operation}`)).toEqual(['query bulkOperationRunQuery'])
  })

  it('may be grouped, and has no address when it found nothing', async () => {
    const grouped = await ended((await start(itemsQuery, ', groupObjects: true')).bulkOperation?.id)
    const lines = await linesAt(grouped.url)
    let parent: unknown
    for (const one of lines) {
      if (one['__parentId'] === undefined) parent = one['id']
      else expect(one['__parentId']).toBe(parent)
    }
    const none = await ended(
      (await start('{ products(query: "sku:nothing-like-it") { edges { node { id } } } }')).bulkOperation?.id,
    )
    expect(none).toMatchObject({ status: 'COMPLETED', url: null, objectCount: '0', fileSize: null })
  })

  it.each([
    ['{ shop { id } }', /connection/],
    ['{ product(id: "gid://shopify/Product/1") { id } }', /connection/],
    ['{ products { edges { node { id nothing } } } }', /Cannot query field/],
    ['query($a: String) { products(query: $a) { edges { node { id } } } }', /variables/],
    ['{ products { pageInfo { hasNextPage } } }', /edges/],
    ['{ products { edges { node { title variants { edges { node { id } } } } } } }', /'id' field/],
    ['{ orders { edges { node { id refunds { refundLineItems { edges { node { quantity } } } } } } } }', /list field/],
    [
      '{ products { edges { node { id a: variants { nodes { id } } b: variants { nodes { id } } c: variants { nodes { id } } d: variants { nodes { id } } e: variants { nodes { id } } } } } }',
      /more than 5/,
    ],
    [
      '{ products { nodes { id variants { nodes { id product { id variants { nodes { id product { id variants { nodes { id } } } } } } } } } } }',
      /depth greater than 2/,
    ],
  ])('is refused: %s', async (query, message) => {
    const { bulkOperation, userErrors } = await start(query)
    expect(bulkOperation).toBeNull()
    expect(userErrors[0]).toMatchObject({ code: 'INVALID', field: ['query'] })
    expect(userErrors[0]?.message).toMatch(message)
  })

  it('fails when the token may not see what it asks for', async () => {
    const { body } = await client.post('tokens', { scopes: ['read_products'] })
    const started = await start(itemsQuery, '', String(body['accessToken']))
    const bulk = await ended(started.bulkOperation?.id)
    expect(bulk).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED', url: null })
  })

  it('runs five at once and no more, and can be cancelled', async () => {
    await client.faults([{ match: { operation: 'bulkWork' }, kind: 'delay', rate: 1, ms: 60_000 }])
    const started = [await start(itemsQuery)]
    for (let i = 0; i < 4; i++) started.push(await start(itemsQuery))
    const sixth = await start(itemsQuery)
    expect(sixth).toMatchObject({ bulkOperation: null, userErrors: [{ code: 'LIMIT_REACHED' }] })
    const id = started[0]?.bulkOperation?.id ?? ''
    const running = '{ bulkOperations(first: 10, query: "status:running") { nodes { id } } }'
    expect((await call<{ nodes: unknown[] }>('bulkOperations', running)).nodes).toHaveLength(5)
    const cancelled = await call<Payload>(
      'bulkOperationCancel',
      'mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { id status } userErrors { field message } } }',
      { id },
    )
    expect(cancelled.bulkOperation?.status).toBe('CANCELING')
  })

  it('keeps what it had when it fails, and says that it is not all', async () => {
    await client.post('reset', { seed: 1, orders: 0, products: 3000, customers: 0 })
    await client.faults([
      { match: { operation: 'bulkWork' }, kind: 'delay', rate: 1, ms: 1, times: 3 },
      { match: { operation: 'bulkWork' }, kind: 'status', rate: 1, times: 1 },
    ])
    const bulk = await ended((await start(itemsQuery)).bulkOperation?.id)
    expect(bulk).toMatchObject({ status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR', url: null })
    const lines = await linesAt(bulk.partialDataUrl)
    expect(lines).toHaveLength(Number(bulk.objectCount))
    expect(lines.length).toBeGreaterThan(0)
  })
})

const stage = `mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) {
  stagedTargets { url resourceUrl parameters { name value } } userErrors { field message } } }`
const tag =
  'mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }'

interface Target {
  readonly url: string
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
}

async function upload(
  text: string,
  order: 'last' | 'first' = 'last',
  without?: string,
): Promise<{ status: number; key: string }> {
  const input = [
    { resource: 'BULK_MUTATION_VARIABLES', filename: 'v.jsonl', mimeType: 'text/jsonl', httpMethod: 'POST' },
  ]
  const { stagedTargets } = await call<{ stagedTargets: Target[] }>('stagedUploadsCreate', stage, { input })
  const target = stagedTargets[0] as Target
  const form = new FormData()
  if (order === 'first') form.append('file', new Blob([text]), 'v.jsonl')
  for (const one of target.parameters) if (one.name !== without) form.append(one.name, one.value)
  if (order === 'last') form.append('file', new Blob([text]), 'v.jsonl')
  const answer = await fetch(target.url, { method: 'POST', body: form })
  return { status: answer.status, key: target.parameters.find((one) => one.name === 'key')?.value ?? '' }
}
const runMutation = (mutation: string, stagedUploadPath: string, name: string | null = null): Promise<Payload> =>
  call(
    'bulkOperationRunMutation',
    `mutation($mutation: String!, $path: String!, $name: String) {
      bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $name) { ${payload} } }`,
    { mutation, path: stagedUploadPath, name },
  )

describe('a bulk mutation', () => {
  it('is done once a line, and says of each line what came of it', async () => {
    const { orders } = await client.get<{ orders: { id: string }[] }>('state')
    const rows = [
      { id: orders[0]?.id, tags: ['bulk'] },
      { id: 'gid://shopify/Order/1', tags: ['bulk'] },
      { tags: ['bulk'] },
      { id: orders[1]?.id, tags: ['bulk'] },
    ]
    const { status, key } = await upload(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`)
    expect(status).toBe(201)
    const bulk = await ended((await runMutation(tag, key)).bulkOperation?.id)
    expect(bulk).toMatchObject({ status: 'COMPLETED', objectCount: '4' })
    const lines = (await linesAt(bulk.url)) as {
      __lineNumber: number
      data?: { tagsAdd: { userErrors: unknown[] } }
      errors?: unknown
    }[]
    expect(lines.map((one) => one.__lineNumber)).toEqual([0, 1, 2, 3])
    expect(lines.map((one) => one.data?.tagsAdd.userErrors.length)).toEqual([0, 1, undefined, 0])
    expect(lines[2]?.errors).toBeDefined()
    const after = await client.get<{ orders: { tags: string[] }[] }>('state')
    expect(after.orders.filter((one) => one.tags.includes('bulk'))).toHaveLength(2)
    const calls = await client.get<{ operation: string; outcome: string }[]>('calls')
    expect(calls.filter((one) => one.operation === 'tagsAdd').map((one) => one.outcome)).toEqual([
      'ok',
      'refused',
      'ok',
    ])
  })

  it('wants its file as it was told: every field, the file last, in the place that was given', async () => {
    expect((await upload('{}', 'first')).status).toBe(400)
    expect((await upload('{}', 'last', 'policy')).status).toBe(403)
    const missing = await runMutation(tag, 'tmp/1/bulk/nothing/v.jsonl')
    expect(missing.userErrors[0]?.code).toBe('NO_SUCH_FILE')
    const empty = await upload('')
    expect((await runMutation(tag, empty.key)).userErrors[0]?.code).toBe('INVALID_STAGED_UPLOAD_FILE')
    const { key } = await upload('{}\n')
    expect((await runMutation('{ shop { id } }', key)).userErrors[0]?.code).toBe('INVALID_MUTATION')
    expect(
      (await runMutation(`mutation { bulkOperationCancel(id: "1") { userErrors { message } } }`, key)).userErrors[0]
        ?.code,
    ).toBe('INVALID_MUTATION')
  })

  it('takes a name of ten characters or more, and one list in its answer', async () => {
    const { key } = await upload('{}\n')
    expect((await runMutation(tag, key, 'short')).userErrors[0]).toMatchObject({ field: ['clientIdentifier'] })
    expect((await runMutation(tag, key, 'long enough')).userErrors).toEqual([])
    const lists = 'a: variants(first: 1) { nodes { id } } b: variants(first: 1) { nodes { id } }'
    const twice = tag.replace('node { id }', `node { id ... on Product { ${lists} } }`)
    expect((await runMutation(twice, key)).userErrors[0]).toMatchObject({ code: 'INVALID_MUTATION' })
  })

  it('runs beside five that read, and no more than five themselves', async () => {
    await client.faults([{ match: { operation: 'bulkWork' }, kind: 'delay', rate: 1, ms: 60_000 }])
    const { key } = await upload('{}\n')
    for (let i = 0; i < 5; i++) {
      expect((await start(itemsQuery)).userErrors).toEqual([])
      expect((await runMutation(tag, key)).userErrors).toEqual([])
    }
    expect(await runMutation(tag, key)).toMatchObject({ bulkOperation: null, userErrors: [{ code: 'LIMIT_REACHED' }] })
  })

  it('takes a file by PUT as well', async () => {
    const input = [{ resource: 'BULK_MUTATION_VARIABLES', filename: 'v.jsonl', mimeType: 'text/jsonl' }]
    const { stagedTargets } = await call<{ stagedTargets: (Target & { resourceUrl: string })[] }>(
      'stagedUploadsCreate',
      stage,
      { input },
    )
    const target = stagedTargets[0]
    const { orders } = await client.get<{ orders: { id: string }[] }>('state')
    const body = `${JSON.stringify({ id: orders[0]?.id, tags: ['put'] })}\n`
    expect((await fetch(target?.resourceUrl ?? '', { method: 'PUT', body })).status).toBe(403)
    expect((await fetch(target?.url ?? '', { method: 'PUT', body })).status).toBe(200)
    const place = new URL(target?.resourceUrl ?? '').pathname.replace('/storage/uploads/', '')
    const bulk = await ended((await runMutation(tag, place)).bulkOperation?.id)
    expect(bulk).toMatchObject({ status: 'COMPLETED', objectCount: '1' })
  })
})

describe('who waits for a bulk operation', () => {
  it('is told when it is over', async () => {
    const heard: Record<string, unknown>[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString()))
      request.on('end', () => {
        heard.push(JSON.parse(body) as Record<string, unknown>)
        response.end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    try {
      await call(
        'webhookSubscriptionCreate',
        `mutation($uri: String!) { webhookSubscriptionCreate(topic: BULK_OPERATIONS_FINISH, webhookSubscription: { uri: $uri }) {
          webhookSubscription { id } userErrors { message } } }`,
        { uri },
      )
      const bulk = await ended((await start(itemsQuery)).bulkOperation?.id)
      await expect.poll(() => heard).toHaveLength(1)
      expect(heard[0]).toMatchObject({
        admin_graphql_api_id: bulk.id,
        status: 'completed',
        type: 'query',
        error_code: null,
      })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('finds it failed, with what it had, when the sandbox stopped meanwhile', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'koppel-bulk-'))
    const dataFile = path.join(folder, 'shop.db')
    const first = await startShopifySandbox({ port: 0, dataFile })
    const one = await clientOf(first)
    await one.faults([{ match: { operation: 'bulkWork' }, kind: 'delay', rate: 1, ms: 60_000 }])
    const text = `mutation($query: String!) { bulkOperationRunQuery(query: $query) { ${payload} } }`
    const started = await one.graphql(text, { query: itemsQuery })
    const { id } =
      (started.data?.['bulkOperationRunQuery'] as { bulkOperation?: Bulk } | undefined)?.bulkOperation ?? {}
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    const second = await startShopifySandbox({ port: 0, dataFile })
    try {
      const two = await clientOf(second)
      const answer = await two.graphql(`query($id: ID!) { bulkOperation(id: $id) { ${fields} } }`, { id })
      expect(answer.data?.['bulkOperation']).toMatchObject({ status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR' })
      expect(codeOf(answer)).toBeUndefined()
    } finally {
      await second.stop()
      rmSync(folder, { recursive: true })
    }
  })
})
