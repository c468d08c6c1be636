import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { expect, test, type Koppel } from './fixture.ts'

const WITHDRAWN = '<token><version>1</version><data>0123456789</data></token>'

/** From the strip of the sandbox through all steps, with a reload half-way; the connections are the sandbox's own. */
test('the set-up leads from two systems to a flow that runs', async ({ person: page, koppel }) => {
  const question = page.getByRole('heading', { level: 2 }).first()
  const goOn = page.getByRole('button', { name: /go on$/i })
  await removeStockFlows(koppel)

  await test.step('two systems, and access to each', async () => {
    await page.goto(`${koppel.url}/flows`)
    await page.getByRole('link', { name: 'Connect real systems' }).click()
    await expect(question).toHaveText('Which two systems should work together?')
    await expect(page.getByRole('checkbox', { name: /^AFAS/ })).toBeChecked()
    await expect(page.getByRole('checkbox', { name: /^Shopify/ })).toBeChecked()
    await expect(page.getByText('Step 1 of 8')).toBeVisible()
    await goOn.click()
    // An address without a step: what is chosen must not turn the page before its test was seen.
    await page.goto(`${koppel.url}/setup`)
    for (const system of ['Shopify', 'AFAS Profit']) {
      await expect(question).toHaveText(`Which ${system} should Koppel use?`)
      await expect(goOn).toBeDisabled()
      await page.getByRole('radio', { name: /Sandbox/ }).check()
      await expect(page.getByText(/^\d+ checks passed$/)).toBeVisible()
      await goOn.click()
    }
  })

  await test.step('a credential that is refused says what to do, and is no dead end', async () => {
    await page.getByRole('link', { name: /^AFAS Profit access/ }).click()
    await page.getByRole('radio', { name: /^Connect another AFAS/ }).check()
    await page.getByRole('textbox', { name: /^Name/ }).fill('Wrong one')
    await page.reload()
    await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Wrong one')
    await page.getByRole('button', { name: 'Save and test' }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.getByLabel('Token', { exact: true }).fill('typed')
    await page.getByRole('button', { name: 'Koppel_Debtors' }).first().click()
    const fields = page.getByRole('dialog').getByRole('table', { name: 'Fields of Koppel_Debtors' })
    await expect(fields.getByRole('row', { name: /^DebtorId needed/ })).toBeVisible()
    await expectAccessible(page, 'the get connectors, field by field')
    const saved = page.waitForEvent('download')
    await page.getByRole('dialog').getByRole('button', { name: 'Download as a spreadsheet' }).click()
    expect((await saved).suggestedFilename()).toBe('afas-connectors.csv')
    await page.keyboard.press('Escape')
    await expect(page.getByLabel('Token', { exact: true })).toHaveValue('typed')
  })

  await test.step('a connection that fails is put right where it stands', async () => {
    const body = { type: 'afas', name: 'Old token', config: { baseUrl: `${koppel.afas}/ProfitRestServices` } }
    const { id } = await koppel.api<Made>('POST', '/api/connections', { ...body, secrets: { token: WITHDRAWN } })
    await page.goto(`${koppel.url}/setup?step=access-afas`)
    await page.getByRole('radio', { name: /^Old token/ }).check()
    await expect(page.getByText(/checks failed$/)).toBeVisible()
    await expect(page.getByRole('group', { name: /^What AFAS Profit says/ })).toContainText('Check the token')
    await page.getByRole('button', { name: 'Change the access' }).click()
    await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Old token')
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Go on, put it right later' }).click()
    await page.getByRole('link', { name: /^AFAS Profit access answered, but its test failed/ }).click()
    await page.getByRole('radio', { name: /AFAS sandbox/ }).check()
    await goOn.click()
    await koppel.api('DELETE', `/api/connections/${id}`)
  })

  await test.step('only stock is wanted; a reload stays here', async () => {
    await expect(question).toHaveText('Which integrations do you want?')
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
    await page.getByRole('checkbox', { name: /^Stock to Shopify/ }).check()
    await expectAccessible(page, 'the choice of integrations')
    await page.getByRole('button', { name: 'Install 1 and go on' }).click()
    await expect(question).toHaveText('Stock to Shopify: how should it work?')
    await page.getByRole('textbox', { name: 'Safety stock' }).fill('3')
    await page.reload()
    await expect(page.getByRole('textbox', { name: 'Safety stock' })).toHaveValue('3')
    await expectAccessible(page, 'the settings in the set-up')
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await expect(question).toHaveText('Stock to Shopify: what belongs to what?')
    await goOn.click()
  })

  await test.step('the dry run starts by itself and shows each difference', async () => {
    await expect(question).toHaveText('Stock to Shopify: what would it change?')
    await expect(page.getByText(/^This run would update \d+/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Stock at Magazijn Amersfoort').first()).toBeVisible()
    await expectAccessible(page, 'the dry run in the set-up')
    await goOn.click()
  })

  await test.step('it goes live', async () => {
    await expect(question).toHaveText('Does it go live?')
    await page.getByRole('button', { name: 'Go live with 1 flow' }).click()
    await expect(question).toHaveText('It is on')
    await expectAccessible(page, 'the end of the set-up')
    const flow = await koppel.api<Installed>('GET', '/api/flows/stock-to-shopify')
    expect(flow.enabled).toBe(true)
    const live = await koppel.api<Installed>('GET', `/api/flows/stock-to-shopify/versions/${flow.publishedVersion}`)
    expect(live.settings.values.buffer).toBe(3)
    await leave(page)
  })
})

interface Made {
  id: string
}

interface Installed {
  enabled: boolean
  publishedVersion: number
  settings: { values: { buffer: number } }
}

/** So that stock is something to install, whatever the tests before this one made of it. */
async function removeStockFlows(koppel: Koppel): Promise<void> {
  const { items } = await koppel.api<{ items: { id: string }[] }>('GET', '/api/flows?limit=200')
  for (const { id } of items.filter((flow) => flow.id.startsWith('stock'))) {
    await koppel.api('DELETE', `/api/flows/${id}`)
  }
}

/** Once it is done, the next set-up begins at the beginning. */
async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go to the flows' }).click()
  await page.waitForURL('**/flows')
  await page.getByRole('link', { name: 'Connect real systems' }).click()
  await expect(page.getByText(/^Step 1 of \d$/)).toBeVisible()
}
