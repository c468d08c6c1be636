import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { silent, TestSandbox } from '../testing/sandbox.ts'
import { AfasClient } from './client.ts'
import { textField } from './rows.ts'

let sandbox: TestSandbox
const servers: Server[] = []

beforeAll(async () => {
  sandbox = await TestSandbox.start({ products: 250, customers: 40 })
})
afterEach(() => sandbox.faults())
afterAll(async () => {
  for (const server of servers) server.close()
  await sandbox.stop()
})

const codes = (rows: readonly Record<string, unknown>[]): string[] => rows.map((row) => textField(row, 'ItemCode'))

async function answering(listener: RequestListener): Promise<AfasClient> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return new AfasClient({ baseUrl, timeoutSeconds: 1 }, { token: 'A1'.repeat(32) }, silent)
}

describe('signing in', () => {
  test('with a token', async () => {
    const info = await sandbox.client().metainfo()
    expect(info.environment).toBe((await sandbox.state()).environment)
    expect(info.updateConnectors.map((one) => one.id)).toContain('FbSales')
  })

  test('with an OAuth client, again after its token ended', async () => {
    const { clientId, clientSecret } = sandbox.credentials
    await sandbox.control('app-connector', { tokenSeconds: 1 })
    const client = sandbox.client({ auth: 'oauth' }, { clientId, clientSecret })
    expect(await client.version()).not.toBe('')
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect((await client.rows('Koppel_Articles', { order: 'ItemCode', take: 1 })).length).toBe(1)
    await sandbox.control('app-connector', { tokenSeconds: 3600 })
  })

  test('a wrong token stops the run and says what to check', async () => {
    const client = sandbox.client({}, { token: 'B2'.repeat(32) })
    await expect(client.metainfo()).rejects.toMatchObject({
      problem: { code: 'afas.unauthorised', scope: 'system', effect: 'none', retry: 'after-fix' },
    })
    await expect(client.insert('FbSales', {})).rejects.toMatchObject({ problem: { code: 'afas.unauthorised' } })
  })

  test('an address that AFAS does not let in', async () => {
    await sandbox.control('app-connector', { allowFrom: ['10.0.0.0/8'] })
    await expect(sandbox.client().metainfo()).rejects.toMatchObject({
      problem: { code: 'afas.unauthorised', advice: expect.stringContaining('IP restrictions') as string },
    })
    await sandbox.control('app-connector', { allowFrom: [] })
  })

  test('a connector outside the app connector is named', async () => {
    await expect(sandbox.client().rows('Shop_Items', { order: 'ItemCode' })).rejects.toMatchObject({
      problem: { code: 'afas.connector-missing', scope: 'system', details: { connector: 'Shop_Items' } },
    })
  })
})

describe('reading', () => {
  test('pages lose and double nothing', async () => {
    const all: string[] = []
    for await (const page of sandbox.client().pages('Koppel_Articles', { order: 'ItemCode', take: 40 })) {
      all.push(...codes(page))
    }
    expect(new Set(all)).toEqual(new Set((await sandbox.state()).articles.map((one) => one.ItCd)))
    expect(all).toHaveLength(new Set(all).size)
  })

  test('a look-up of hundreds stays within the length of a query', async () => {
    const known = (await sandbox.state()).articles.map((one) => one.ItCd)
    const asked = [...known, 'NOT-THERE', 'WITH,COMMA', 'WITH;SEMICOLON']
    const found = codes(await sandbox.client().lookUp('Koppel_Articles', 'ItemCode', asked))
    expect(new Set(found)).toEqual(new Set(known))
    expect(found).toHaveLength(known.length)
  })

  test('a 503 is tried again after the time it asks for', async () => {
    await sandbox.faults({ match: { operation: 'Koppel_Articles' }, kind: 'status', status: 503, rate: 1, times: 1 })
    const started = performance.now()
    expect(await sandbox.client().rows('Koppel_Articles', { order: 'ItemCode', take: 1 })).toHaveLength(1)
    expect(performance.now() - started).toBeGreaterThan(950)
  })

  test('a refusal is not tried again and keeps the words of AFAS', async () => {
    const before = (await sandbox.calls()).length
    const query = { order: 'ItemCode', filter: [[{ field: 'Nope', operator: 'equals', value: 'x' } as const]] }
    await expect(sandbox.client({ language: 'nl-nl' }).rows('Koppel_Articles', query)).rejects.toMatchObject({
      problem: { code: 'afas.rejected', message: expect.stringContaining('Nope') as string, retry: 'after-fix' },
    })
    expect(await sandbox.calls()).toHaveLength(before + 1)
  })

  test('at most five calls are under way', async () => {
    let running = 0
    let most = 0
    const client = await answering((_, response) => {
      most = Math.max(most, ++running)
      setTimeout(() => {
        running--
        response.end('{"skip":0,"take":1,"rows":[]}')
      }, 20)
    })
    await Promise.all(Array.from({ length: 30 }, () => client.rows('X', { order: 'Id' })))
    expect(most).toBe(5)
    await client.close()
  })
})

describe('writing', () => {
  const order = (reference: string, debtor: string, article: string) => ({
    FbSales: {
      Element: {
        Fields: { DbId: debtor, RfCs: reference, OrDa: '2026-11-24' },
        Objects: { FbSalesLines: { Element: [{ Fields: { VaIt: '2', ItCd: article, BiUn: 'stk', QuUn: 1 } }] } },
      },
    },
  })

  test('gives the number; the message of a refusal is in the language of the connection', async () => {
    const { debtors } = await sandbox.state()
    const client = sandbox.client({ language: 'nl-nl' })
    const debtor = debtors[0]?.id ?? ''
    await expect(client.insert('FbSales', order('#1', debtor, 'NOPE'))).rejects.toMatchObject({
      problem: {
        code: 'afas.rejected',
        effect: 'none',
        message: expect.stringContaining('NOPE') as string,
        details: { profitLogReference: expect.stringMatching(/^[0-9A-F]{32}$/) as string },
      },
    })
    const dutch = await problemText(client.insert('FbSales', order('#1', debtor, 'NOPE')))
    const english = await problemText(
      sandbox.client({ language: 'en-us' }).insert('FbSales', order('#1', debtor, 'NOPE')),
    )
    expect(dutch).not.toBe(english)
  })

  test.each([
    ['a 5xx after the work', { kind: 'after-effect', status: 502 }],
    ['a 503 before it', { kind: 'status', status: 503 }],
    ['a broken connection', { kind: 'drop' }],
  ])('%s may have been done, and is sent once', async (_, fault) => {
    const before = (await sandbox.calls()).length
    await sandbox.faults({ match: { operation: 'FbSales', method: 'POST' }, rate: 1, ...fault })
    await expect(sandbox.client().insert('FbSales', order('#2', '1', 'X'))).rejects.toMatchObject({
      problem: { code: 'afas.unavailable', effect: 'unknown', retry: 'later' },
    })
    expect(await sandbox.calls()).toHaveLength(before + 1)
  })

  test('no answer in time may have been done', async () => {
    const client = await answering(() => undefined)
    await expect(client.insert('FbSales', {})).rejects.toMatchObject({
      problem: { code: 'afas.unavailable', effect: 'unknown', message: expect.stringContaining('1 seconds') as string },
    })
  })

  test('a server that is not there has done nothing', async () => {
    const client = new AfasClient({ baseUrl: 'http://127.0.0.1:9' }, { token: 'A1'.repeat(32) }, silent)
    await expect(client.insert('FbSales', {})).rejects.toMatchObject({
      problem: { code: 'afas.unavailable', effect: 'none', scope: 'system' },
    })
    await client.close()
  })

  test('a success without content is a success', async () => {
    const client = await answering((_, response) => void response.writeHead(201).end())
    expect(await client.insert('KnContact', {})).toEqual({})
    await client.close()
  })
})

async function problemText(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => '',
    (error: { problem?: { message: string } }) => error.problem?.message ?? '',
  )
}
