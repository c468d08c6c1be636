import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTraceWriter } from '../../store/traces/traces.ts'
import type { TraceEffect } from '../../store/traces/chunk.ts'
import { fakeRegistry } from '../../testing/fake-connector.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'
import { addRecord, addRun } from '../../testing/work-rows.ts'

let koppel: TestApp
const RUN = '01900000-0000-7000-8000-000000000001'
const RECORDS = 350
/** Every seventh is updated, every fiftieth new, the rest unchanged. */
const statusOf = (i: number) => (i % 50 === 0 ? 'created' : i % 7 === 0 ? 'updated' : 'skipped')

function effectOf(i: number): TraceEffect {
  const effect = { node: 'write', operation: 'stock', identity: `a${i}`, at: 1, dryRun: true }
  if (statusOf(i) === 'updated') {
    return { ...effect, action: 'update', diff: [{ path: 'levels.Amersfoort', before: i, after: i + 1 }] }
  }
  if (statusOf(i) === 'skipped') return { ...effect, action: 'skip', reason: 'unchanged' }
  return { ...effect, action: 'create', dryRun: false, sent: { title: `Article ${i}`, variants: [{ price: '9.95' }] } }
}

beforeAll(async () => {
  koppel = await testApp({ registry: fakeRegistry().registry })
  const { work } = koppel.deps.files
  addRun(work, { id: RUN, flow: 'one', status: 'succeeded' })
  const all = Array.from({ length: RECORDS }, (_, i) => i)
  for (const i of all) {
    addRecord(work, { run: RUN, ordinal: i, flow: 'one', key: `SKU-${i}`, status: statusOf(i) })
  }
  // The last record's payload is not kept any more.
  const writer = createTraceWriter(`${koppel.dataDir}/traces`)
  const kept = all.slice(0, -1).map((i) => ({ ordinal: i, data: {}, steps: [], effects: [effectOf(i)] }))
  await writer.append(RUN, '2026-01-01', kept)
  writer.close()
})
afterAll(() => koppel.close())

interface Item {
  key: string
  action: string
  kept: boolean
  effects: { action: string; diff: { path: string; before?: unknown; after?: unknown }[] }[]
}

async function ask(query: string): Promise<{ status: number; items: Item[]; next?: string }> {
  const answer = await koppel.app.inject({ url: `/api/runs/${RUN}/differences${query}`, headers: ADMIN })
  return { status: answer.statusCode, ...answer.json<{ items: Item[]; next?: string }>() }
}

it('gives each record with what would become of it, in pages that lose none and repeat none', async () => {
  const keys: string[] = []
  let cursor: string | undefined
  do {
    const page = await ask(`?limit=60${cursor === undefined ? '' : `&cursor=${cursor}`}`)
    keys.push(...page.items.map((one) => one.key))
    cursor = page.next
  } while (cursor !== undefined)
  expect(keys).toEqual(Array.from({ length: RECORDS }, (_, i) => `SKU-${i}`))
})

it('tells an update field by field, with what stands there now', async () => {
  const { items } = await ask('?action=update&limit=200')
  const expected = Array.from({ length: RECORDS }, (_, i) => i).filter((i) => statusOf(i) === 'updated')
  expect(items.map((one) => one.effects[0]?.diff)).toEqual(
    expected.map((i) => [{ path: 'levels.Amersfoort', before: i, after: i + 1 }]),
  )
})

it('tells of a new object every field, also where the run kept only what it sent', async () => {
  const { items } = await ask('?action=create&key=SKU-50')
  expect(items).toMatchObject([
    {
      key: 'SKU-50',
      action: 'create',
      effects: [
        {
          diff: [
            { path: 'title', after: 'Article 50' },
            { path: 'variants[0].price', after: '9.95' },
          ],
        },
      ],
    },
  ])
})

it('takes several actions at once, and says when nothing is kept', async () => {
  const { items } = await ask('?action=create,update&limit=200')
  expect(new Set(items.map((one) => one.action))).toEqual(new Set(['create', 'update']))
  const last = (await ask(`?key=SKU-${RECORDS - 1}`)).items[0]
  expect(last).toMatchObject({ kept: false, effects: [] })
  expect((await ask('?action=burn')).status).toBe(400)
  const none = await koppel.app.inject({ url: '/api/runs/none/differences', headers: ADMIN })
  expect(none.statusCode).toBe(404)
})
