import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startAfasSandbox } from './start.ts'
import { SandboxCalls, order } from './testing/calls.ts'

let sandbox: StartedSandbox
let afas: SandboxCalls

beforeAll(async () => {
  sandbox = await startAfasSandbox({ port: 0 })
  afas = new SandboxCalls(sandbox)
  await afas.signIn()
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await sandbox.reset()
  await afas.control('faults', { rules: [] })
})

test('without a valid token the answer is 401 and says nothing', async () => {
  for (const authorization of ['', 'AfasToken', 'AfasToken bm90IGEgdG9rZW4=', 'Bearer abc.def.ghi', 'Basic YTpi']) {
    const answer = await afas.call('GET', '/ProfitVersion', { headers: { authorization } })
    expect([answer.status, answer.text]).toEqual([401, ''])
  }
  const right = await afas.call('GET', '/ProfitVersion')
  expect(right.status).toBe(200)
  expect(JSON.parse(right.text)).toEqual({ version: expect.stringMatching(/^\d+\.\d+/) })
})

test('the base path is found in any casing, another path is not there', async () => {
  const { authorization } = await authorised()
  const at = (path: string) => fetch(`${sandbox.url}${path}`, { headers: { authorization } }).then((one) => one.status)
  expect(await at('/profitrestservices/profitversion')).toBe(200)
  expect(await at('/PROFITRESTSERVICES/ProfitVersion')).toBe(200)
  expect(await at('/Profit/ProfitVersion')).toBe(404)
  expect(await at('/ProfitRestServices/version')).toBe(404)
})

async function authorised(): Promise<{ authorization: string }> {
  const { token } = (await afas.control('credentials')) as { token: string }
  return { authorization: `AfasToken ${Buffer.from(token).toString('base64')}` }
}

test('an OAuth client gets a token that works until it ends', async () => {
  const { clientId, clientSecret } = (await afas.control('credentials')) as { clientId: string; clientSecret: string }
  const ask = async (secret: string) => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret })
    const answer = await fetch(`${sandbox.url}/ProfitRestServices/oauth/token`, { method: 'POST', body: form })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const bearer = async (token: unknown) => {
    const answer = await afas.call('GET', '/ProfitVersion', { headers: { authorization: `Bearer ${String(token)}` } })
    return answer.status
  }
  expect((await ask('wrong')).status).toBe(400)
  const granted = await ask(clientSecret)
  expect(granted.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: null })
  expect(await bearer(granted.body['access_token'])).toBe(200)
  await afas.control('app-connector', { tokenSeconds: 0 })
  expect(await bearer((await ask(clientSecret)).body['access_token'])).toBe(401)
  expect(await afas.calls()).toHaveLength(2)
})

test('an address outside the ranges of the app connector is refused', async () => {
  await afas.control('app-connector', { allowFrom: ['10.0.0.0/8', '2001:db8::/32'] })
  expect((await afas.call('GET', '/ProfitVersion')).status).toBe(403)
  await afas.control('app-connector', { allowFrom: ['127.0.0.0/8'] })
  expect((await afas.call('GET', '/ProfitVersion')).status).toBe(200)
})

test('metainfo names the environment and its connectors, and describes each of them', async () => {
  const answer = await afas.call('GET', '/metainfo')
  expect(answer.text).not.toContain('\n')
  const info = JSON.parse(answer.text) as {
    updateConnectors: { id: string }[]
    getConnectors: { id: string }[]
    info: { envid: string; tokenExpiry: string }
  }
  expect(info.info).toMatchObject({ envid: (await afas.state()).environment, tokenExpiry: '0' })
  for (const { id } of info.updateConnectors) {
    const described = JSON.parse((await afas.call('GET', `/metainfo/update/${id}`)).text) as {
      id: string
      fields: object[]
    }
    expect(described.id).toBe(id)
    expect(described.fields.length).toBeGreaterThan(1)
  }
  for (const { id } of info.getConnectors) {
    const described = JSON.parse((await afas.call('GET', `/metainfo/get/${id}`)).text) as { fields: { id: string }[] }
    const columns = described.fields.map((field) => field.id)
    const first = (await afas.rows(id, { take: '1' }))[0]
    if (first) expect(Object.keys(first)).toEqual(columns)
  }
})

test('metainfo of an update-connector has lengths, lists, keys and custom fields', async () => {
  const answer = await afas.call('GET', '/metainfo/update/fbsales', { headers: { 'accept-language': 'en-us' } })
  type Field = {
    fieldId: string
    length: number
    mandatory: boolean
    primaryKey: boolean
    dataType: string
    values: object[] | null
  }
  const body = JSON.parse(answer.text) as {
    name: string
    fields: Field[]
    objects: { name: string; fields: Field[] }[]
  }
  const field = (id: string) => body.fields.find((one) => one.fieldId === id)
  expect(body.name).toBe('FbSales')
  expect(field('RfCs')).toMatchObject({
    length: 100,
    dataType: 'string',
    mandatory: false,
    label: 'Order number/reference',
  })
  expect(field('OrNu')).toMatchObject({ primaryKey: true, length: 12 })
  expect(field('DbId')).toMatchObject({ mandatory: true })
  expect(field('DeCo')?.values).toContainEqual({ id: '2', description: 'Order volledig uitleveren' })
  expect(body.fields.filter((one) => /^U[0-9A-F]{32}$/.test(one.fieldId)).map((one) => one.dataType)).toEqual([
    'string',
    'boolean',
    'date',
  ])
  expect(body.objects[0]?.fields.find((one) => one.fieldId === 'ItCd')).toMatchObject({ mandatory: true, length: 40 })
})

test('what is not in the app connector is refused: 401 for reading, a refusal for writing', async () => {
  const read = await afas.call('GET', '/connectors/Profit_Payroll')
  expect([read.status, read.text]).toEqual([401, ''])
  const refused = await afas.refused('FbComposition', { FbComposition: { Element: {} } }, 'en-us')
  expect(refused).toMatchObject({
    errorNumber: -2147180996,
    externalMessage: expect.stringContaining("'FbComposition'"),
  })
  expect(await afas.rows('Koppel_Orders')).toEqual([])
})

test('a blocked get-connector says so', async () => {
  await afas.control('app-connector', { blockedConnectors: ['Koppel_Debtors'] })
  const answer = await afas.call('GET', '/connectors/Koppel_Debtors')
  expect(answer.status).toBe(500)
  expect(JSON.parse(answer.text)).toMatchObject({ externalMessage: expect.stringContaining('is blocked') })
})

test('a wrong method is 400, a body that is no JSON is 400', async () => {
  expect((await afas.call('PATCH', '/connectors/FbSales', { body: {} })).status).toBe(400)
  expect((await afas.call('POST', '/metainfo', { body: {} })).status).toBe(400)
  const broken = await afas.call('POST', '/connectors/FbSales', { body: '{"FbSales":' })
  expect([broken.status, broken.text]).toEqual([400, '{"message":"Invalid json"}'])
})

test('a reset gives a new environment with the same world, and keeps the token', async () => {
  const before = await afas.state()
  await afas.post('FbSales', order())
  await sandbox.reset({ seed: 1 })
  const after = await afas.state()
  expect(after.environment).not.toBe(before.environment)
  expect({ ...after, environment: '' }).toEqual({ ...before, environment: '' })
  expect((await afas.call('GET', '/ProfitVersion')).status).toBe(200)
  await sandbox.reset({ seed: 2 })
  expect((await afas.state()).debtors[3]?.name).not.toBe(before.debtors[3]?.name)
})

test('every key of documents is always there', async () => {
  const { documents } = await afas.state()
  const kinds = ['FbSales', 'FbSalesQuotation', 'FbDirectInvoice', 'FbDeliveryNote', 'FiEntries', 'invoices']
  expect(Object.entries(documents)).toEqual(kinds.map((kind) => [kind, []]))
})

test('credentials are what a connection takes', async () => {
  expect(await afas.control('credentials')).toMatchObject({
    type: 'afas',
    config: { baseUrl: `${sandbox.url}/ProfitRestServices`, auth: 'token', sandbox: true },
    secrets: { token: expect.stringMatching(/^<token><version>1<\/version><data>[0-9A-F]{64}<\/data><\/token>$/) },
  })
})
