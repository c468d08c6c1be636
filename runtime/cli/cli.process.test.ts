import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { createRunRequestStore } from '../store/control/run-requests.ts'
import { openDatabase, openStore } from '../store/sqlite.ts'
import { hookFlow } from '../testing/fake-connector.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'koppel-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (name: string) => path.join(folder, name)

/** As if the server had ended before the runner took it up. */
function askForRun(id: string): void {
  const control = openStore('control', inFolder('data/control.db'))
  const wanted = {
    flow: 'good',
    mode: 'dry-run',
    trigger: 'api',
    version: 1,
    selection: {},
    by: 'test',
    at: 0,
  } as const
  createRunRequestStore(control).add({ id, ...wanted })
  control.close()
}

function runs(): unknown[] {
  const work = openDatabase(inFolder('data/work.db'), { readonly: true })
  const ids = work.raw.prepare('select id from runs').pluck().all()
  work.close()
  return ids
}

/** The command as a person gives it, in an installation of its own without sandboxes. */
function koppel(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [path.join(projectRoot(), '.build', 'runtime', 'cli.js'), ...words], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      KOPPEL_DATA_DIR: inFolder('data'),
      KOPPEL_SANDBOX: '0',
      KOPPEL_LOG_LEVEL: 'silent',
    },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => (out += String(data)))
  child.stderr.on('data', (data) => (err += String(data)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}

describe('the command line', () => {
  it('says how it is meant when it is used wrongly', async () => {
    for (const words of [
      [],
      ['nonsense'],
      ['validate'],
      ['validate', 'no-such-file'],
      ['run', 'a', 'b'],
      ['--colour'],
    ]) {
      const { code, out, err } = await koppel(...words)
      expect([words, code]).toEqual([words, 2])
      expect(out + err).toContain('Usage: npm run koppel')
    }
  })

  it('validates a file without any server', async () => {
    writeFileSync(inFolder('good.json'), JSON.stringify(hookFlow('good')))
    writeFileSync(
      inFolder('bad.json'),
      JSON.stringify({ ...hookFlow('bad'), edges: [{ from: 'a.out', to: 'log.in' }] }),
    )
    expect(await koppel('validate', 'good.json')).toMatchObject({ code: 0, out: 'The flow file is in order.\n' })
    const bad = await koppel('validate', 'bad.json', '--json')
    expect(bad.code).toBe(1)
    expect(JSON.parse(bad.out)).toMatchObject({ ok: false, problems: [{ path: '$.edges[0].from' }] })
  })

  it('works on the data directory itself when no server does, and runs only what it is asked to run', async () => {
    const made = await koppel('import', 'good.json', '--publish', '--json')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(made.out)).toEqual({ id: 'good', revision: 1 })
    expect((await koppel('export', 'good', 'again.json')).code).toBe(0)
    expect(JSON.parse(readFileSync(inFolder('again.json'), 'utf8'))).toEqual(hookFlow('good'))
    askForRun('waiting')
    const refused = await koppel('export', 'nothing')
    expect([refused.code, refused.err]).toEqual([1, 'There is no flow "nothing". (flow.unknown)\n'])
    expect(runs()).toEqual([])
    const run = await koppel('run', 'good', '--json')
    expect([run.code, JSON.parse(run.out)]).toMatchObject([0, { flow: 'good', status: 'succeeded', trigger: 'api' }])
    expect(runs()).toContain('waiting')
  })
})
