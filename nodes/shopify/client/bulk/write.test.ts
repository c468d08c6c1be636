import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSandbox, type OpenSandbox } from '../../nodes/testing.ts'
import { variantPages } from '../../variants/search.ts'
import { BULK_OPERATIONS, CANCEL_BULK } from '../documents/bulk.ts'
import { TRACK_ITEM } from '../documents/stock.ts'
import { BulkWrites } from './write.ts'

const signal = new AbortController().signal
const order = { key: 'of-the-ledger', doing: 'change whether stock is tracked' }
const START = { match: { operation: 'bulkOperationRunMutation' }, rate: 1 }
/** Long enough for everything else to happen first. */
const HELD_UP = { match: { operation: 'bulkWork' }, kind: 'delay', rate: 1, ms: 400, times: 3 }

let sandbox: OpenSandbox
let lines: { item: string; tracked: boolean }[]

beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  await sandbox.faults([])
  await sandbox.ask('reset', { seed: 3, orders: 0, products: 250, customers: 0 })
  lines = []
  for (const item of await untracked(true)) lines.push({ item, tracked: false })
  expect(lines.length).toBeGreaterThan(300)
})

/** The items whose stock is kept, or those whose stock is not. */
async function untracked(tracked: boolean): Promise<string[]> {
  const items: string[] = []
  for await (const { inventoryItem } of variantPages(sandbox.client, '', 244, { locations: [], signal })) {
    if (inventoryItem.tracked === tracked) items.push(inventoryItem.id)
  }
  return items
}

const writes = (more: { mostBytes?: number; signal?: AbortSignal } = {}) =>
  new BulkWrites(sandbox.client, { owner: 'flow node', signal, settleMs: 50, ...more })

async function operations() {
  const { bulkOperations } = await sandbox.client.run(BULK_OPERATIONS, { q: '' }, signal)
  return bulkOperations.nodes
}

/** How often something of ours was done in the shop. */
async function done(): Promise<number> {
  const calls = await sandbox.calls()
  return calls.filter((one) => one.operation === 'inventoryItemUpdate' && one.outcome === 'ok').length
}

const fine = { data: { inventoryItemUpdate: { userErrors: [] } } }

describe('a bulk write', () => {
  it('answers for each line, in order, outside the rate budget', async () => {
    const asked = lines.with(3, { item: 'gid://shopify/InventoryItem/1', tracked: false })
    const answers = await writes().run(TRACK_ITEM, asked, order)
    expect(answers).toHaveLength(asked.length)
    expect(answers[3]).toMatchObject({ data: { inventoryItemUpdate: { userErrors: [{ field: ['id'] }] } } })
    expect(answers.filter((_, at) => at !== 3)).toEqual(asked.slice(1).map(() => fine))
    expect((await untracked(true)).toSorted()).toEqual([lines[3]?.item])
    const points = (await sandbox.calls()).reduce((sum, one) => sum + (one.cost ?? 0), 0)
    expect(points).toBeLessThan(asked.length)
  })

  it('says of a line what Shopify could not read', async () => {
    const asked = lines.slice(0, 3).with(1, { item: 5, tracked: 'no' } as never)
    const answers = await writes().run(TRACK_ITEM, asked, order)
    expect(answers).toMatchObject([fine, { problem: { code: 'shopify.rejected' } }, fine])
  })

  it('makes several operations of what one file would not hold', async () => {
    const answers = await writes({ mostBytes: 10_000 }).run(TRACK_ITEM, lines, order)
    expect(answers).toEqual(lines.map(() => fine))
    expect((await operations()).length).toBeGreaterThan(1)
    expect(await done()).toBe(lines.length)
  })
})

describe('when the answer to its start is lost', () => {
  it('is found again and never started twice', async () => {
    await sandbox.faults([{ ...START, kind: 'after-effect', status: 502, times: 1 }])
    expect(await writes().run(TRACK_ITEM, lines, order)).toEqual(lines.map(() => fine))
    expect(await operations()).toHaveLength(1)
    expect(await done()).toBe(lines.length)
  })

  it('is started again once it surely was not', async () => {
    await sandbox.faults([{ ...START, kind: 'drop', times: 1 }])
    expect(await writes().run(TRACK_ITEM, lines, order)).toEqual(lines.map(() => fine))
    expect(await operations()).toHaveLength(1)
    expect(await done()).toBe(lines.length)
  })

  it('leaves all lines open when it cannot be looked for either, until it has ended', async () => {
    await sandbox.faults([
      HELD_UP,
      { ...START, kind: 'after-effect', status: 502, times: 1 },
      { match: { operation: 'bulkOperations' }, kind: 'status', status: 400, rate: 1, times: 1 },
    ])
    const ours = writes()
    const answers = await ours.run(TRACK_ITEM, lines, order)
    const open = { problem: { code: 'shopify.bulk-unanswered', effect: 'unknown', retry: 'later' } }
    expect(answers).toMatchObject(lines.map(() => open))
    expect(await done()).toBeLessThan(lines.length)
    await ours.ended(false)
    expect(await done()).toBe(lines.length)
  })
})

describe('when it does not come to its end', () => {
  const answered = (answers: readonly object[]) => answers.filter((one) => 'data' in one).length
  const open = { code: 'shopify.bulk-unanswered', effect: 'unknown', retry: 'later' }

  it('what it did is answered for, and all else is open', async () => {
    await sandbox.faults([
      { ...HELD_UP, ms: 1, times: 1 },
      { match: { operation: 'bulkWork' }, kind: 'status', rate: 1, times: 1 },
    ])
    const answers = await writes().run(TRACK_ITEM, lines, order)
    expect(answered(answers)).toBe(await done())
    expect(answered(answers)).toBeGreaterThan(0)
    expect(answers.at(-1)).toMatchObject({ problem: { ...open, details: { errorCode: 'INTERNAL_SERVER_ERROR' } } })
  })

  it('and somebody cancelled it, all of it is open', async () => {
    await sandbox.faults([HELD_UP])
    const running = writes().run(TRACK_ITEM, lines, order)
    await expect.poll(async () => (await operations())[0]?.status).toMatch(/CREATED|RUNNING/)
    const [operation] = await operations()
    await sandbox.client.run(CANCEL_BULK, { id: operation?.id ?? '' }, signal)
    expect(await running).toMatchObject(lines.map(() => ({ problem: open })))
  })

  it('and the run is given up, it is cancelled in Shopify too', async () => {
    await sandbox.faults([HELD_UP])
    const run = new AbortController()
    const running = writes({ signal: run.signal }).run(TRACK_ITEM, lines, order)
    await expect.poll(async () => (await operations())[0]?.status).toMatch(/CREATED|RUNNING/)
    run.abort()
    expect(await running).toMatchObject(lines.map(() => ({ problem: open })))
    await expect.poll(async () => (await operations())[0]?.status).toMatch(/CANCEL/)
  })

  it('a run after a crash waits for it, and another flow does not', async () => {
    await sandbox.faults([HELD_UP])
    const lost = new AbortController()
    void writes({ signal: lost.signal }).run(TRACK_ITEM, lines, order)
    await expect.poll(async () => (await operations())[0]?.status).toMatch(/CREATED|RUNNING/)
    await new BulkWrites(sandbox.client, { owner: 'another node', signal, settleMs: 50 }).ended(true)
    expect(await done()).toBeLessThan(lines.length)
    await writes().ended(true)
    expect(await done()).toBe(lines.length)
    lost.abort()
  })
})

it('throws when surely nothing was begun, so that it can be done otherwise', async () => {
  await sandbox.faults([{ match: { operation: 'stagedUpload' }, kind: 'status', status: 503, rate: 1 }])
  await expect(writes().run(TRACK_ITEM, lines, order)).rejects.toMatchObject({
    problem: { code: 'shopify.unavailable', effect: 'none' },
  })
  expect(await operations()).toEqual([])
})
