import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseFlow } from '../parse.ts'
import { projectRoot } from '../root.ts'
import type { Flow } from '../schema.ts'

const folder = (): string => path.join(projectRoot(), 'flows', 'templates')

/** The order in which templates are offered; one that is not named here comes last. */
const ORDER = [
  'orders-to-afas',
  'stock-to-shopify',
  'products-to-shopify',
  'shipments-to-shopify',
  'customers-to-shopify',
  'refunds-to-afas',
]

let read: readonly Flow[] | undefined

/** The flows that come with Koppel, read from `flows/templates/*.json` once. */
export function templates(): readonly Flow[] {
  return (read ??= readdirSync(folder())
    .filter((name) => name.endsWith('.json'))
    .map(readTemplate)
    .sort((a, b) => rank(a.id) - rank(b.id) || (a.id < b.id ? -1 : 1)))
}

/** The template with this id, as a copy that may be changed. */
export function templateById(id: string): Flow | undefined {
  const found = templates().find((template) => template.id === id)
  return found && structuredClone(found)
}

function readTemplate(name: string): Flow {
  const result = parseFlow(readFileSync(path.join(folder(), name), 'utf8'))
  if (!result.ok) {
    const problems = result.problems.map((problem) => `${problem.path}: ${problem.message}`).join('; ')
    throw new Error(`the template ${name} is not a flow: ${problems}`)
  }
  if (`${result.flow.id}.json` !== name) throw new Error(`the template ${name} has the id ${result.flow.id}`)
  return result.flow
}

function rank(id: string): number {
  return ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length
}
