import type { Fragment } from './edits.ts'

const MARK = 'koppel.fragment/1'
/** The last copied nodes, for browsers that do not give the clipboard back. */
let last: Fragment | undefined

export async function copyFragment(fragment: Fragment): Promise<void> {
  last = fragment
  try {
    await navigator.clipboard.writeText(JSON.stringify({ mark: MARK, ...fragment }))
  } catch {
    // Without permission the copy still works within this page.
  }
}

/** What was copied, here or in another tab; anything else on the clipboard is not ours. */
export async function pastedFragment(): Promise<Fragment | undefined> {
  try {
    const parsed = JSON.parse(await navigator.clipboard.readText()) as Fragment & { mark?: unknown }
    if (parsed.mark !== MARK || !Array.isArray(parsed.nodes)) return last
    return { nodes: parsed.nodes, edges: parsed.edges, layout: parsed.layout }
  } catch {
    return last
  }
}
