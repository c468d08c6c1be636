import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { projectRoot } from '../../../flows/root.ts'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startAfasSandbox } from './start.ts'
import { order, SandboxCalls } from './testing/calls.ts'

const folders: string[] = []
const started: StartedSandbox[] = []
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function start(dataFile?: string): Promise<{ sandbox: StartedSandbox; afas: SandboxCalls }> {
  const sandbox = await startAfasSandbox({ port: 0, ...(dataFile === undefined ? {} : { dataFile }) })
  started.push(sandbox)
  const afas = new SandboxCalls(sandbox)
  await afas.signIn()
  return { sandbox, afas }
}

function newFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'koppel-afas-'))
  folders.push(folder)
  return path.join(folder, 'afas.db')
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('the process carries its title', async () => {
  const { sandbox } = await start()
  expect(execFileSync('ps', ['-o', 'args=', '-p', String(sandbox.pid)], { encoding: 'utf8' }).trim()).toBe(
    'koppel-sandbox-afas',
  )
})

test('a killed sandbox has lost nothing that it answered, and keeps token and environment', async () => {
  const file = newFile()
  const first = await start(file)
  const before = await first.afas.state()
  const credentials = (await first.afas.control('credentials')) as { token: string }
  await Promise.all(Array.from({ length: 20 }, (_, n) => first.afas.post('FbSales', order({ RfCs: `#${n}` }))))
  process.kill(first.sandbox.pid, 'SIGKILL')
  await first.sandbox.ended
  const second = await start(file)
  const after = await second.afas.state()
  expect(after.environment).toBe(before.environment)
  expect(after.documents['FbSales']).toHaveLength(20)
  expect(await second.afas.control('credentials')).toMatchObject({ token: credentials.token })
})

test('a write whose client gave up is done all the same', async () => {
  const { afas } = await start()
  await afas.control('faults', { rules: [{ match: { operation: 'FbSales' }, kind: 'delay', ms: 300, times: 1 }] })
  const { token, url } = (await afas.control('credentials')) as { token: string; url: string }
  const authorization = `AfasToken ${Buffer.from(token).toString('base64')}`
  const gaveUp = fetch(`${url}/connectors/FbSales`, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify(order()),
    signal: AbortSignal.timeout(50),
  })
  await expect(gaveUp).rejects.toThrow('timeout')
  expect((await afas.state()).documents['FbSales']).toHaveLength(0)
  await expect.poll(async () => (await afas.state()).documents['FbSales']?.length).toBe(1)
})

test('faults: a lost answer after the work, and an unavailable that did nothing', async () => {
  const { afas } = await start()
  await afas.control('faults', {
    rules: [{ match: { operation: 'FbSales', method: 'POST' }, kind: 'after-effect', status: 500, times: 1 }],
  })
  const lost = await afas.post('FbSales', order())
  expect([lost.status, lost.text]).toEqual([500, ''])
  await afas.control('faults', { rules: [{ kind: 'status', status: 503 }] })
  const closed = await afas.post('FbSales', order())
  expect([closed.status, closed.headers.get('retry-after')]).toEqual([503, '1'])
  expect(JSON.parse(closed.text)).not.toHaveProperty('externalMessage')
  expect((await afas.state()).documents['FbSales']).toHaveLength(1)
  expect((await afas.calls()).map((one) => [one.method, one.operation, one.outcome])).toEqual([
    ['POST', 'FbSales', 'after-effect'],
    ['POST', 'FbSales', 'status'],
  ])
})

test('it ends when it is told to, and when the process that started it is gone', async () => {
  const { sandbox } = await start()
  await sandbox.stop()
  expect(isRunning(sandbox.pid)).toBe(false)
  const module = path.join(projectRoot(), '.build', 'nodes', 'afas', 'sandbox', 'start.js')
  const script = `const { startAfasSandbox } = await import(${JSON.stringify(`file://${module}`)})
    const { pid } = await startAfasSandbox({ port: 0 })
    process.stdout.write(String(pid), () => process.kill(process.pid, 'SIGKILL'))`
  let pid = ''
  try {
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    pid = (error as { stdout: string }).stdout
  }
  expect(Number(pid)).toBeGreaterThan(1)
  await expect.poll(() => isRunning(Number(pid)), { timeout: 5000 }).toBe(false)
})

test('a port that is taken is an error that says so', async () => {
  const { sandbox } = await start()
  await expect(startAfasSandbox({ port: sandbox.port })).rejects.toThrow('ended at its start')
})

test('ten thousand orders are looked at, and one of them is found', async () => {
  const { afas } = await start()
  const element = (order() as { FbSales: { Element: object } }).FbSales.Element
  for (let n = 0; n < 20; n++) {
    const answer = await afas.post('FbSales', { FbSales: { Element: Array.from({ length: 500 }, () => element) } })
    expect(answer.status).toBe(201)
  }
  expect((await afas.state()).documents['FbSales']).toHaveLength(10_000)
  const found = await afas.rows('Koppel_Orders', {
    filterfieldids: 'OrderNumber',
    filtervalues: '60005000',
    orderbyfieldids: 'OrderNumber',
  })
  expect(found).toHaveLength(1)
})
