import { test as base, type Page } from '@playwright/test'
import { missingChromium } from './chromium.ts'
import { startKoppel, type Koppel } from './server.ts'

interface WorkerFixtures {
  koppel: Koppel
  /** The session of the person who opened the link: cookies for every later page. */
  session: { cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>> }
}

const missing = missingChromium()
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing)
if (missing !== undefined) process.stderr.write(`${missing}\n`)

/** Every test has a page that is signed in. All of them share one Koppel: starting one takes as long as a test. */
export const test = base.extend<{ person: Page; chromium: void }, WorkerFixtures>({
  // Before everything else: without Chromium nothing is started.
  chromium: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function wants from this pattern
    async ({}, use, info) => {
      info.skip(missing !== undefined, missing ?? '')
      await use()
    },
    { auto: true },
  ],
  koppel: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function wants from this pattern
    async ({}, use) => {
      const koppel = await startKoppel()
      await use(koppel)
      await koppel.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  session: [
    async ({ browser, koppel }, use) => {
      const page = await browser.newPage()
      await page.goto(koppel.link)
      await page.waitForURL(`${koppel.url}/**`)
      const cookies = await page.context().cookies()
      // Closed first: an open page goes on asking and drawing beside the one that is tested.
      await page.context().close()
      await use({ cookies })
    },
    { scope: 'worker' },
  ],
  person: async ({ page, context, session }, use) => {
    await context.addCookies(session.cookies)
    await use(page)
  },
})

export { expect } from '@playwright/test'
export type { Koppel }
