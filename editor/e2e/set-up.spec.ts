import { expectAccessible } from './accessible.ts'
import { expect, test } from './fixture.ts'

/** A person installs a template, sets it up, runs it dry and switches it on, and never sees the canvas. */
test('a template is set up, run dry and switched on from its settings', async ({ person: page, koppel }) => {
  await page.goto(`${koppel.url}/flows`)
  await page.getByRole('button', { name: 'Install a template' }).click()
  await page.getByRole('radio', { name: /^Stock/ }).check()
  await page.getByRole('textbox', { name: /^Id/ }).fill('stock-mine')
  await page.getByRole('button', { name: 'Install', exact: true }).click()
  await page.waitForURL('**/flows/stock-mine/settings')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Version 1 is ready, the flow is switched off')

  await page.getByLabel('Safety stock').fill('2')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 change is not live yet')
  await expectAccessible(page, 'the settings')
  await page.getByRole('button', { name: 'Dry run' }).click()
  await page.waitForURL('**/runs/*')
  await expect(page.getByText(/^This run would/)).toBeVisible()
  await expectAccessible(page, 'what would change')

  await page.goto(`${koppel.url}/flows/stock-mine/settings`)
  await page.getByRole('button', { name: 'Publish' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Safety stock: 0 pieces → 2 pieces')
  await dialog.getByRole('button', { name: 'Publish version 2' }).click()
  await page.getByRole('button', { name: 'Switch on' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('These settings are live, as version 2')
})
