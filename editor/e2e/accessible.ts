import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { expect } from './fixture.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
/** The rules of axe that look at colours. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** axe finds nothing on the page as it stands. Each finding is told with its rule, element and reason. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  expect(await findings(page), what).toEqual([])
}

/** All on the page can be read in this theme, once it is drawn in it. */
export async function expectReadable(page: Page, theme: 'light' | 'dark', what: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
  // Colours fade from one theme to the other: what is judged is where they end.
  await page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()
  })
  expect(await findings(page, COLOURS), what).toEqual([])
}

async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Not as a script tag: the page's own policy rightly refuses those.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(AXE, 'utf8'))
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> }
    }
    const options = { resultTypes: ['violations'], ...(only === undefined ? {} : { runOnly: only }) }
    const { violations } = await axe.run(document, options)
    return violations.flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} (${node.failureSummary ?? one.help})`),
    )
  }, rules)
}

interface Violation {
  id: string
  help: string
  nodes: { target: string[]; failureSummary?: string }[]
}
