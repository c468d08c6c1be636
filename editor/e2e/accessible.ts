import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { expect } from './fixture.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** axe finds nothing on the page as it stands. Each finding is told with its rule, element and reason. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Not as a script tag: the page's own policy rightly refuses those.
  await page.evaluate(await readFile(AXE, 'utf8'))
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> }
    }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} (${node.failureSummary ?? one.help})`),
    )
  })
  expect(found, what).toEqual([])
}

interface Violation {
  id: string
  help: string
  nodes: { target: string[]; failureSummary?: string }[]
}
