import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { expect, test, type Koppel } from './fixture.ts'

/** A person installs a template, sets it up, runs it dry and switches it on, and never sees the canvas. */
test('a template is set up, run dry and switched on, and the shop has the stock', async ({ person: page, koppel }) => {
  // The first flow of the sandbox keeps the same levels; a person would not have both on.
  await koppel.api('POST', '/api/flows/stock-to-shopify/disable')
  const article = await someArticle(koppel)
  const kept = (await forSale(koppel, article)) - 2

  await test.step('install it from the gallery', async () => {
    await page.goto(`${koppel.url}/flows`)
    await page.getByRole('link', { name: 'Install a template' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\d+ templates?, \d+ of them installed$/)
    await page.getByRole('link', { name: 'Install another Stock to Shopify' }).click()
    await expect(page.getByRole('heading', { name: 'What you set' })).toBeVisible()
    await page.getByRole('textbox', { name: /^Name/ }).fill('Stock mine')
    await page.getByRole('button', { name: 'Install and set up' }).click()
    await page.waitForURL('**/flows/stock-mine/settings')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Version 1 is ready, the flow is switched off')
  })

  await test.step('answer a setting', async () => {
    await page.getByLabel('Safety stock').fill('2')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 change is not live yet')
    await expectAccessible(page, 'the settings')
  })

  await test.step('run it dry and read what would change', async () => {
    await page.getByRole('button', { name: 'Dry run' }).click()
    await page.waitForURL('**/runs/*')
    await expect(page.getByText(/^This run would/)).toBeVisible()
    await page.getByRole('searchbox').fill(article.sku)
    await expect(page.getByText('1 record', { exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: new RegExp(article.sku) })).toHaveCount(1)
    await expect(difference(page, article.location)).toHaveText(`${article.available}${kept}`)
    await expectAccessible(page, 'what would change')
    expect(await availableOf(koppel, article)).toBe(article.available)
  })

  await test.step('publish it, switch it on and let it run', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click()
    await page.getByRole('button', { name: 'Publish' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Safety stock: 0 pieces → 2 pieces')
    await dialog.getByRole('button', { name: 'Publish version 2' }).click()
    await page.getByRole('button', { name: 'Switch on' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('These settings are live, as version 2')
    await page.getByRole('button', { name: 'Run now' }).click()
    await page.waitForURL('**/runs/*')
    await expect.poll(() => availableOf(koppel, article)).toBe(kept)
  })

  await test.step('switch it off again, from the menu of the settings', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Run now' })).toBeVisible()
    await page.getByRole('button', { name: 'More' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Switch off' }).press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Version 2 is ready, the flow is switched off')
    await expect(page.getByRole('button', { name: 'Run now' })).toHaveCount(0)
    const { enabled } = await koppel.api<{ enabled: boolean }>('GET', '/api/flows/stock-mine')
    expect(enabled).toBe(false)
  })
})

interface Level {
  sku: string
  location: string
  available: number
}

async function levelsOf(koppel: Koppel): Promise<Level[]> {
  const state = await fetch(`${koppel.shopify}/_sandbox/state`)
  return ((await state.json()) as { inventoryLevels: Level[] }).inventoryLevels
}

/** One whose level is far from zero, so that keeping two back shows. */
async function someArticle(koppel: Koppel): Promise<Level> {
  const level = (await levelsOf(koppel)).find((one) => one.location === 'Magazijn Amersfoort' && one.available > 20)
  if (level === undefined) throw new Error('No article of the shop has more than 20 pieces.')
  return level
}

const availableOf = async (koppel: Koppel, { sku, location }: Level): Promise<number | undefined> =>
  (await levelsOf(koppel)).find((one) => one.sku === sku && one.location === location)?.available

interface Stock {
  ItCd: string
  warehouse: string
  available: number
  reserved: number
}

/** What AFAS has for sale at a location: available without what is reserved, over all warehouses that lead to it. */
async function forSale(koppel: Koppel, { sku, location }: Level): Promise<number> {
  const state = await fetch(`${koppel.afas}/_sandbox/state`)
  const { stock } = (await state.json()) as { stock: Stock[] }
  const flow = await koppel.api<{ valueMaps: { locations: { rows: [string, string][] } } }>(
    'GET',
    '/api/flows/stock-to-shopify',
  )
  const warehouses = flow.valueMaps.locations.rows.filter(([, to]) => to === location).map(([from]) => from)
  return stock
    .filter((one) => one.ItCd === sku && warehouses.includes(one.warehouse))
    .reduce((sum, one) => sum + one.available - one.reserved, 0)
}

/** What a field was and what it would become, by the name of the field. */
const difference = (page: Page, field: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByText(field) })
    .locator('dd')
