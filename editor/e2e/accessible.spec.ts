import { expectAccessible } from './accessible.ts'
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

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async ({ person: page, koppel }) => {
    await page.addInitScript((name) => localStorage.setItem('koppel.theme', name), theme)
    for (const [what, where] of Object.entries(PAGES)) {
      await page.goto(`${koppel.url}${where}`)
      await expect(page.getByRole('main')).toBeVisible()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page, `${what}, ${theme}`)
    }
    const { items } = await koppel.api<{ items: { id: string }[] }>('GET', '/api/runs?flow=orders-to-afas&limit=1')
    await page.goto(`${koppel.url}/runs/${items[0]?.id ?? ''}`)
    await page.getByRole('link', { name: /^Open the trace of #1001/ }).click()
    await expect(page.getByRole('heading', { name: 'What happened to #1001' })).toBeVisible()
    await expectAccessible(page, `the trace of a parked record, ${theme}`)
  })
}
