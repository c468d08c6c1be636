import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { createEvaluator, type Evaluator } from './evaluator.ts'

const scope = {
  settings: { unit: 3 },
  valueMaps: { paymentMethods: { title: 'Payment methods', rows: [['ideal', 'ID'] as const] } },
}
const DIES = '$match(text, /^(a+)+$/)'
const stuck = { text: 'a'.repeat(40) + '!' }
const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ data: { n } }))

let evaluator: Evaluator
beforeAll(() => (evaluator = createEvaluator()))
afterAll(() => evaluator.close())

describe('batches', () => {
  test('many records come back in their order, whatever the size of a message', async () => {
    const answers = await evaluator.evaluate({ expression: 'n * 2' }, numbered(1_234), scope)
    expect(answers).toEqual(Array.from({ length: 1_234 }, (_, n) => ({ ok: true, value: n * 2 })))
    expect(await evaluator.evaluate({ expression: 'n' }, [], scope)).toEqual([])
  })

  test('an expression sees the record, the settings and the value maps', async () => {
    const record = { id: '7', identity: 'shop:1', key: '#1', keys: [{ type: 'email', value: 'a@b.nl' }] }
    const expression =
      '[$record.key, $record.keys.value, $record.data.g, $settings.unit, $mapValue("paymentMethods", g)]'
    const [answer] = await evaluator.evaluate({ expression }, [{ data: { g: 'ideal' }, record }], scope)
    expect(answer).toEqual({ ok: true, value: ['#1', 'a@b.nl', 'ideal', 3, 'ID'] })
  })

  test('two scopes with one expression are told apart', async () => {
    const other = { ...scope, settings: { unit: 4 } }
    const program = { expression: '$settings.unit' }
    expect(await evaluator.evaluate(program, [{ data: {} }], scope)).toEqual([{ ok: true, value: 3 }])
    expect(await evaluator.evaluate(program, [{ data: {} }], other)).toEqual([{ ok: true, value: 4 }])
  })

  test('a child that has heard of very many programs is replaced, unnoticed', async () => {
    await evaluator.evaluate({ expression: '1' }, [{ data: {} }], scope)
    const before = evaluator.pid
    for (let program = 0; program < 1_100; program += 1) {
      const [answer] = await evaluator.evaluate({ expression: `${program} + n` }, [{ data: { n: 1 } }], scope)
      expect(answer).toEqual({ ok: true, value: program + 1 })
    }
    expect(evaluator.pid).not.toBe(before)
  })

  test.runIf(process.platform === 'linux')(
    'a child that the machine keeps waiting is not taken for stuck',
    async () => {
      await evaluator.evaluate({ expression: '1' }, [{ data: {} }], scope)
      const child = evaluator.pid as number
      process.kill(child, 'SIGSTOP')
      const answers = evaluator.evaluate({ expression: 'n + 1' }, numbered(3), scope)
      await sleep(2_300)
      process.kill(child, 'SIGCONT')
      expect(await answers).toEqual([1, 2, 3].map((value) => ({ ok: true, value })))
      expect(evaluator.pid).toBe(child)
    },
  )

  test('many callers at once each get their own answers, and a small one does not wait for a large one', async () => {
    const finished: string[] = []
    const large = evaluator.evaluate({ expression: 'n & "-large"' }, numbered(5_000), scope).then((answers) => {
      finished.push('large')
      return answers
    })
    const small = Array.from({ length: 10 }, async (_, caller) => {
      const answers = await evaluator.evaluate({ expression: `n & "-${caller}"` }, numbered(3), scope)
      finished.push('small')
      return answers
    })
    const all = await Promise.all(small)
    all.forEach((answers, caller) => expect(answers.at(2)).toEqual({ ok: true, value: `2-${caller}` }))
    expect((await large).at(4_999)).toEqual({ ok: true, value: '4999-large' })
    expect(finished.at(-1)).toBe('large')
  })
})

test('the fast path gives what the child gives, and leaves to it what it does not know', async () => {
  const fast = createEvaluator({ fastPath: true })
  const inputs = [{ data: { n: 1, s: 'a' } }, { data: { n: 'x' } }, { data: [1] }, { data: { n: 3, l: { k: 1 } } }]
  const programs = [
    { expression: 'n + 1' },
    { expression: '$map([1, 2], function($v) { $v * n })' },
    { expression: 'n +' },
    {
      rows: [
        { to: 'a.b', expression: 'n' },
        { to: 'l[]', expression: 'l' },
        { to: 'l[].k', expression: 'k + $index' },
      ],
    },
    { rows: [{ to: 'a', expression: '$mapValue("paymentMethods", s)' }] },
  ]
  for (const program of programs) {
    expect(await fast.evaluate(program, inputs, scope)).toEqual(await evaluator.evaluate(program, inputs, scope))
  }
  const before = fast.pid
  const simple = await fast.evaluate({ expression: '{ "n": n }' }, numbered(5_000), scope)
  expect(simple.at(4_999)).toEqual({ ok: true, value: { n: 4_999 } })
  expect(fast.pid).toBe(before)
  await fast.close()
})

describe('faults', () => {
  test('only the guilty record of a batch fails when the child is stuck', async () => {
    const inputs = numbered(250).map((one) => (one.data.n === 120 ? { data: { ...one.data, ...stuck } } : one))
    const before = evaluator.pid
    const expression = `text ? ${DIES} : n`
    const answers = await evaluator.evaluate({ expression }, inputs, scope)
    expect(answers.flatMap((answer, at) => (answer.ok ? [] : [[at, answer.problem.code]]))).toEqual([
      [120, 'expression.timeout'],
    ])
    expect(answers[121]).toEqual({ ok: true, value: 121 })
    expect(evaluator.pid).not.toBe(before)
  })

  test('a child that is killed while it works costs nobody an answer', async () => {
    const answers = evaluator.evaluate({ expression: 'n + 1' }, numbered(20_000), scope)
    for (let kill = 0; kill < 3; kill += 1) {
      await sleep(60)
      if (evaluator.pid !== undefined) process.kill(evaluator.pid, 'SIGKILL')
    }
    expect(await answers).toEqual(Array.from({ length: 20_000 }, (_, n) => ({ ok: true, value: n + 1 })))
  })

  // A hundred times would take a hundred seconds at least.
  test(
    'a program that is stuck on every record is given up, not tried a hundred times',
    { timeout: 60_000 },
    async () => {
      const inputs = Array.from({ length: 100 }, () => ({ data: stuck }))
      const answers = await evaluator.evaluate({ expression: DIES }, inputs, scope)
      expect(answers.every((answer) => !answer.ok && answer.problem.code === 'expression.timeout')).toBe(true)
    },
  )

  test('a syntax error has its position, also without a record', async () => {
    const problem = { code: 'expression.syntax', details: { position: 7 }, retry: 'after-fix' }
    expect(await evaluator.evaluate({ expression: 'name & }' }, [{ data: {} }], scope)).toMatchObject([
      { ok: false, problem: { ...problem, details: { position: expect.any(Number) as number } } },
    ])
    expect(await evaluator.checkSyntax('name & )')).toMatchObject({
      code: 'expression.syntax',
      details: { position: 8 },
    })
    expect(await evaluator.checkSyntax('name & "x"')).toBeUndefined()
  })

  test('a record that is too large to send fails alone', async () => {
    const inputs = [{ data: { n: 1 } }, { data: { n: 2, text: 'x'.repeat(5_000_000) } }, { data: { n: 3 } }]
    const answers = await evaluator.evaluate({ expression: 'n' }, inputs, scope)
    expect(answers).toMatchObject([{ value: 1 }, { ok: false, problem: { code: 'expression.limit' } }, { value: 3 }])
  })
})

test('a preview tells what each row gave', async () => {
  const rows = [
    { to: 'Fields.RfCs', expression: 'name' },
    { to: 'Lines[]', expression: 'lines' },
    { to: 'Lines[].ItCd', expression: 'sku' },
    { to: 'bad', expression: 'name +' },
  ]
  const answer = await evaluator.preview({ rows }, { data: { name: '#1', lines: [{ sku: 'A' }, { sku: 'B' }] } }, scope)
  expect(answer).toMatchObject({
    ok: false,
    rows: [
      { to: 'Fields.RfCs', value: '#1' },
      { to: 'Lines[]', value: [{ sku: 'A' }, { sku: 'B' }] },
      { to: 'Lines[].ItCd', value: ['A', 'B'] },
      { to: 'bad', problem: { code: 'expression.syntax' } },
    ],
  })
})

describe('the process', () => {
  test.runIf(process.platform === 'linux')('has its name, no environment and no more memory than it may', async () => {
    await evaluator.evaluate({ expression: '1' }, [{ data: {} }], scope)
    const proc = `/proc/${evaluator.pid}`
    expect(readFileSync(`${proc}/cmdline`, 'utf8').split('\0')[0]).toBe('koppel-evaluator')
    expect(readFileSync(`${proc}/environ`, 'utf8')).toBe('')
    const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`${proc}/status`, 'utf8'))?.[1])
    expect(rss / 1024).toBeLessThan(250)
  })

  test('ends when it is closed, and calls that still come are told', async () => {
    const own = createEvaluator()
    await own.evaluate({ expression: '1' }, [{ data: {} }], scope)
    const { pid } = own
    await own.close()
    await expect(own.evaluate({ expression: '1' }, [{ data: {} }], scope)).rejects.toMatchObject({
      problem: { code: 'expression.unavailable' },
    })
    await expect.poll(() => alive(pid)).toBe(false)
  })
})

test('is gone soon after its parent was killed, also when an expression keeps it busy', async () => {
  const module = path.join(projectRoot(), '.build', 'runtime', 'evaluator', 'evaluator.js')
  const script = `
    const { createEvaluator } = await import(${JSON.stringify(pathToFileURL(module).href)})
    const evaluator = createEvaluator({ limits: { milliseconds: 60_000 } })
    const scope = { settings: {}, valueMaps: {} }
    await evaluator.evaluate({ expression: '1' }, [{ data: {} }], scope)
    console.log(evaluator.pid)
    await evaluator.evaluate({ expression: ${JSON.stringify(DIES)} }, [{ data: ${JSON.stringify(stuck)} }], scope)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))))
  expect(alive(pid)).toBe(true)
  await sleep(200)
  parent.kill('SIGKILL')
  await expect.poll(() => alive(pid), { timeout: 5_000 }).toBe(false)
})

function alive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}
