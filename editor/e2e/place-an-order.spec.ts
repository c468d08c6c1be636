import { expectAccessible } from './accessible.ts'
import { expect, test, type Koppel } from './fixture.ts'

/** One button in the strip, and the order is in AFAS: seen on both sides, and once. */
test('an order placed with the strip is in AFAS, beside the order of the shop', async ({ person: page, koppel }) => {
  await page.goto(`${koppel.url}/flows/orders-to-afas`)
  const strip = page.getByRole('region', { name: 'Sandbox' })
  await strip.getByRole('button', { name: 'Company' }).click()
  await expect(page.getByText(/^Order #\d+ placed$/)).toBeVisible()
  await expect(page.getByText(/^#\d+ is in AFAS$/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'See both sides' }).last().click()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Order #\d+ is in AFAS as \d+$/)
  const name = /#\d+/.exec(await page.getByRole('heading', { level: 1 }).innerText())?.[0] ?? ''
  const document = page.getByRole('region', { name: 'Document in AFAS' })
  await expect(document).toContainText(name)
  await expect(document).toContainText('organisation')
  await expect(page.getByRole('table', { name: 'Lines on both sides' }).getByRole('row')).not.toHaveCount(1)
  await expectAccessible(page, 'an order on both sides')

  const { documents } = await afasState(koppel)
  expect(documents.FbSales.filter((one) => one.fields['RfCs'] === name)).toHaveLength(1)

  await test.step('it leaves the warehouse in parts, and the shop hears of the part', async () => {
    const form = page.getByRole('form', { name: 'Ship it in AFAS' })
    const counts = form.getByRole('textbox', { name: /^Send now of/ })
    for (const count of await counts.all()) await count.fill('0')
    await expect(form.getByRole('button', { name: 'Ship 0 pieces' })).toBeDisabled()
    await counts.first().fill('9999')
    await expect(form.getByRole('alert')).toHaveText(/^From 0 to \d+$/)
    await counts.first().fill('1')
    await form.getByLabel('Tracking number').fill('3SPART1')
    await form.getByRole('button', { name: 'Ship 1 piece' }).click()
    await expect(page.getByRole('region', { name: 'Packing slips in AFAS' })).toContainText('3SPART1')
    const slips = (await afasState(koppel)).documents.FbDeliveryNote.filter((one) => one.fields['RfCs'] === name)
    expect(slips.map((slip) => slip.lines.map((line) => line.fields['QuUn']))).toEqual([[1]])
    await page.getByRole('button', { name: 'Run Shipments to Shopify' }).click()
    const sent = page.getByRole('region', { name: 'Sent, as the shop knows' })
    await expect(sent.getByRole('listitem')).toHaveText(/3SPART1.*1 × /)
    await expect(page.getByRole('region', { name: 'Order in the shop' })).toContainText('Partly sent')
  })
})

test('an order with an unknown article is parked, with its reason and what to do', async ({ person: page, koppel }) => {
  await page.goto(`${koppel.url}/playground`)
  await page.getByRole('main').getByRole('button', { name: 'Unknown SKU' }).click()
  await expect(page.getByText(/^#\d+ is parked$/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'See why' }).click()
  await expect(page.getByRole('region', { name: 'It is parked here' })).toContainText('afas.unknown-article')
  const parked = page.url()
  const message = await page.getByRole('region', { name: 'It is parked here' }).innerText()
  const code = /Article (\S+) does not exist/.exec(message)?.[1] ?? ''

  await test.step('the article is made in AFAS, and a retry writes the order', async () => {
    await page.goto(`${koppel.url}/playground/articles/${code}`)
    await page.getByRole('button', { name: 'Make it in AFAS' }).click()
    await expect(page.getByText('Not blocked', { exact: true })).toBeVisible()
    await page.goto(parked)
    await page.getByRole('button', { name: 'Retry', exact: true }).click()
    await page.getByRole('link', { name: /^Written since, in run/ }).click({ timeout: 30_000 })
    await expect(page.getByText(/^Written as Sales order \d+$/)).toBeVisible()
  })
})

test('what is counted by hand in AFAS is for sale in the shop after the next run', async ({ person: page, koppel }) => {
  await page.goto(`${koppel.url}/playground?view=articles`)
  await page.getByRole('searchbox', { name: 'Code, SKU or name' }).fill('KOF-0002')
  await page.getByRole('link', { name: 'KOF-0002' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^KOF-0002: \d+ free in AFAS, \d+ for sale/)
  const counted = page.getByRole('textbox', { name: 'Physical stock in W1' })
  await counted.fill('500')
  await counted.press('Enter')
  await expect(page.getByText('500 pieces of KOF-0002 counted in W1')).toBeVisible()
  await page.getByRole('button', { name: 'Run Stock to Shopify' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/: (\d+) free in AFAS, \1 for sale in the shop$/)
  await page.getByRole('button', { name: 'Block it' }).click()
  await expect(page.getByText('Blocked', { exact: true })).toBeVisible()
})

interface Document {
  fields: Record<string, unknown>
  lines: { fields: Record<string, unknown> }[]
}

async function afasState(koppel: Koppel): Promise<{ documents: Record<'FbSales' | 'FbDeliveryNote', Document[]> }> {
  return (await fetch(`${koppel.afas}/_sandbox/state`)).json()
}
