import path from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { expect, test } from './fixture.ts'
import type { Koppel } from './server.ts'

const PICTURE = path.resolve(import.meta.dirname, '../../.github/canvas-live.png')
const ORDERS = 40

/** The whole way as a person goes it: change the flow, publish it, run it, and see what was sent. */
test('a person changes the flow, runs it and sees what was sent', async ({ person: page, koppel }) => {
  test.setTimeout(240_000)
  await page.goto(koppel.url)
  await page.getByRole('link', { name: 'Orders to AFAS' }).first().click()
  await expect(node(page, 'Map to document')).toBeVisible()

  await test.step('add a filter from the palette and connect it', async () => {
    await page.getByRole('button', { name: 'Add node' }).click()
    await page.getByRole('combobox', { name: 'Search nodes' }).fill('filter')
    await page.getByRole('option', { name: /^Filter/ }).hover()
    await page.mouse.down()
    const place = await between(page, 'All articles known?', 'Which document?')
    await page.mouse.move(place.x - 40, place.y, { steps: 4 })
    await page.mouse.move(place.x, place.y, { steps: 4 })
    await page.mouse.up()
    await expect(node(page, 'Filter')).toBeVisible()
    await page.keyboard.press('Escape')
    await connect(page, 'All articles known?', 'Filter')
    await connect(page, 'Filter', 'Which document?')
    await removeEdge(page, 'All articles known?', 'Which document?')
  })

  await test.step('give the filter its condition', async () => {
    await node(page, 'Filter').click()
    const editor = page.getByRole('complementary').locator('.cm-content').first()
    await editor.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('$contains(name, "#"')
    await expect(page.getByRole('complementary').locator('.cm-content').first()).toContainText('$contains(name, "#")')
  })

  await test.step('edit an expression, with its value on a real record', async () => {
    await node(page, 'Map to document').click()
    await page.getByRole('searchbox', { name: 'Field, code or expression' }).fill('Fref')
    await page.getByRole('button', { name: /Fref.*poNumber/ }).click()
    const editor = page.locator('[data-open-row] .cm-content')
    await editor.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('"WEB-" & nam')
    await page.getByRole('option', { name: /^name/ }).first().click()
    await expect(editor).toHaveText('"WEB-" & name')
    await expect(page.locator('[data-open-row] .ex-answer code').first()).toHaveText(/^WEB-#\d+$/)
    await page.keyboard.press('Escape')
    await expect(page.locator('[data-open-row]')).toHaveCount(0)
  })

  await test.step('save and publish', async () => {
    await page.keyboard.press('ControlOrMeta+s')
    await expect(page.getByText(/^Saved/).first()).toBeVisible()
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('button', { name: /^Publish version 2/ }).click()
    await expect(page.getByText('v2 live')).toBeVisible()
  })

  await placeOrdersUnheard(koppel)

  await test.step('run it slowly and watch the counts move', async () => {
    await page.getByRole('button', { name: 'Slow', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Slow', exact: true })).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(page.getByText('Running', { exact: true })).toBeVisible()
    await page.getByRole('searchbox', { name: 'Field, code or expression' }).fill('')
    await page.getByRole('button', { name: /PaTp.*paymentMethods/ }).click()
    const passed = () => countOn(page, 'Tag the order')
    await expect.poll(passed, { timeout: 90_000 }).toBeGreaterThan(0)
    const before = await passed()
    await takePicture(page)
    await expect.poll(passed, { timeout: 90_000 }).toBeGreaterThan(before)
    await page.getByRole('button', { name: 'Slow', exact: true }).click()
    await expect(page.getByText(/^Done/).first()).toBeVisible({ timeout: 120_000 })
    await koppel.api('POST', '/api/flows/orders-to-afas/enable')
  })

  await test.step('open a record and see what was sent', async () => {
    await page.getByRole('tab', { name: /^Records/ }).click()
    await page.getByRole('button', { name: /^Created/ }).click()
    await page
      .getByRole('link', { name: /^Open the trace of #/ })
      .first()
      .click()
    await expect(page.getByRole('heading', { name: /^What happened to #\d+/ })).toBeVisible()
    await expect(page.getByRole('columnheader', { name: /What was sent to AFAS/ })).toBeVisible()
    await expect(page.getByRole('row', { name: /Fref/ })).toContainText(/WEB-#\d+/)
    await expect(page.getByRole('row', { name: /Total in the source/ })).toContainText('equal')
    await expect(page.getByRole('region', { name: 'Written once' })).toBeVisible()
    await expectAccessible(page, 'the trace')
  })

  await test.step('all of it is there after a reload', async () => {
    const title = await page.getByRole('heading', { level: 1 }).textContent()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title ?? '')
    await expect(page.getByRole('row', { name: /Fref/ })).toContainText(/WEB-#\d+/)
    await page.goto(`${koppel.url}/flows/orders-to-afas`)
    await expect(node(page, 'Filter')).toBeVisible()
    await expect(page.getByText(/^v2/).first()).toBeVisible()
    await node(page, 'Map to document').click()
    await page.getByRole('searchbox', { name: 'Field, code or expression' }).fill('Fref')
    await expect(page.getByRole('button', { name: /Fref.*"WEB-" & name/ })).toBeVisible()
  })

  await test.step('every order is in AFAS exactly once', async () => {
    const proof = await koppel.api<{ lost: number; doubled: number; waiting: number }>('GET', '/api/sandbox/proof')
    expect(proof).toMatchObject({ lost: 0, doubled: 0, waiting: 0 })
  })
})

/** All in view, and no tooltip in front of it. */
async function takePicture(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Fit all in view' }).click()
  await page.mouse.move(640, 420)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await page.screenshot({ path: PICTURE })
}

/** Orders that come while the flow is off, so that a run by hand has something to read. */
async function placeOrdersUnheard(koppel: Koppel): Promise<void> {
  await koppel.api('POST', '/api/flows/orders-to-afas/disable')
  for (let count = 0; count < ORDERS; count += 1) {
    await koppel.api('POST', '/api/sandbox/orders', { kind: count % 5 === 0 ? 'company' : 'guest' })
  }
}

const node = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^${escaped(name)}, `) })

/** The figure at the foot of a node: how many records came in. */
async function countOn(page: Page, name: string): Promise<number> {
  const text = await node(page, name).innerText()
  return Number(/(\d[\d,.]*)\s*in/.exec(text.replaceAll('\n', ' '))?.[1]?.replaceAll(/[,.]/g, '') ?? 0)
}

/** A free spot above two nodes, between them. */
async function between(page: Page, one: string, other: string): Promise<{ x: number; y: number }> {
  const [from, to] = await Promise.all([node(page, one).boundingBox(), node(page, other).boundingBox()])
  if (from === null || to === null) throw new Error('The canvas does not show both nodes.')
  return { x: (from.x + from.width + to.x) / 2, y: from.y - 50 }
}

async function connect(page: Page, from: string, to: string): Promise<void> {
  const begin = await node(page, from).locator('.react-flow__handle.source').first().boundingBox()
  const stop = await node(page, to).locator('.react-flow__handle.target').first().boundingBox()
  if (begin === null || stop === null) throw new Error(`There is no way from ${from} to ${to}.`)
  await page.mouse.move(begin.x + begin.width / 2, begin.y + begin.height / 2)
  await page.mouse.down()
  await page.mouse.move(stop.x + stop.width / 2 - 20, stop.y + stop.height / 2, { steps: 8 })
  await page.mouse.move(stop.x + stop.width / 2, stop.y + stop.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect(edge(page, from, to)).toHaveCount(1)
}

/** Edges are read out by the names of their ends, or by their ids. */
const IDS: Readonly<Record<string, string>> = {
  'All articles known?': 'articles',
  'Which document?': 'kind',
  Filter: 'filter',
}
const end = (name: string) => `(${escaped(name)}|${IDS[name] ?? name})`
const edge = (page: Page, from: string, to: string) =>
  page.getByRole('group', { name: new RegExp(`from ${end(from)} to ${end(to)}`, 'i') })
const escaped = (text: string) => text.replaceAll(/[?.]/g, '\\$&')

/** In the outline, the same flow as a list, every connection can be removed by name. */
async function removeEdge(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: 'Outline' }).click()
  await page.getByRole('button', { name: `Connect ${from} to` }).click()
  await page.getByRole('menuitem', { name: `Remove the connection to ${to}` }).click()
  await page.getByRole('button', { name: 'Close the outline' }).click()
  await expect(edge(page, from, to)).toHaveCount(0)
}
