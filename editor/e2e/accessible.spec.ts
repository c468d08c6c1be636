import type { Page } from '@playwright/test'
import { expectAccessible, expectReadable } from './accessible.ts'
import { expect, test } from './fixture.ts'

const PAGES = {
  'the flows': '/flows',
  'a mapping with an open row': '/flows/orders-to-afas?node=map&row=FbSales.Element.Fields.PaTp',
  'the full mapper': '/flows/orders-to-afas/map/map?row=FbSales.Element.Fields.PaTp',
  templates: '/templates',
  'one template': '/templates/stock-to-shopify',
  'the settings of a flow': '/flows/orders-to-afas/settings',
  'the runs': '/runs',
  activity: '/activity?key=1001',
  'what is parked': '/parked',
  'the connections': '/connections',
  'a new connection': '/connections/new?type=afas',
  'the playground': '/playground',
  'the articles of both systems': '/playground?view=articles',
  'an article with variants': '/playground/articles/TEX-0001',
  'the set-up': '/setup',
} as const

test('axe finds nothing in either theme', async ({ person: page, koppel }) => {
  test.setTimeout(240_000)
  for (const [what, where] of Object.entries(PAGES)) {
    await page.goto(`${koppel.url}${where}`)
    await expect(page.getByRole('main')).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expectBothThemes(page, what)
  }
  const { items } = await koppel.api<{ items: { id: string }[] }>('GET', '/api/runs?flow=orders-to-afas&limit=1')
  await page.goto(`${koppel.url}/runs/${items[0]?.id ?? ''}`)
  await page.getByRole('link', { name: /^Open the trace of #1001/ }).click()
  await expect(page.getByRole('heading', { name: 'What happened to #1001' })).toBeVisible()
  await expectBothThemes(page, 'the trace of a parked record')
})

/** The theme changes colours and nothing else, so all rules are asked once and those on colours again in the dark. */
async function expectBothThemes(page: Page, what: string): Promise<void> {
  await expectAccessible(page, `${what}, light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectReadable(page, 'dark', `${what}, dark`)
  await page.emulateMedia({ colorScheme: 'light' })
}
