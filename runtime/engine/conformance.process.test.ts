import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { afasCases } from '../../nodes/afas/conformance.ts'
import { coreCases } from '../../nodes/core/conformance.ts'
import { allNodes } from '../../nodes/index.ts'
import { trialOf, type World } from '../../nodes/sdk/conformance/case.ts'
import { examine } from '../../nodes/sdk/conformance/examine.ts'
import { shopifyCases } from '../../nodes/shopify/conformance.ts'
import { createEvaluator, type Evaluator } from '../evaluator/evaluator.ts'
import { openTrialEngine } from '../testing/conformance-engine.ts'
import { startOutside, type Outside } from '../testing/conformance-outside.ts'
import type { EngineDeps } from './deps.ts'

const cases = [...coreCases, ...shopifyCases, ...afasCases]
const MOST_ORDERS = 8
let outside: Outside
let evaluator: Evaluator
let evaluate: EngineDeps['evaluate']
const world: { -readonly [name in keyof World]: World[name] } = { orders: [], articles: [] }

beforeAll(async () => {
  evaluator = createEvaluator()
  evaluate = (program, inputs, scope) => evaluator.evaluate(program, inputs as never, scope as never)
  outside = await startOutside()
  const read = async (type: string) => {
    const engine = openTrialEngine(outside, evaluate)
    const one = cases.find(({ node }) => node.type === type)
    if (!one) throw new Error(`no case reads ${type}`)
    return engine.read(trialOf(one, world)).finally(() => engine.close())
  }
  world.orders = (await read('shopify.orders')).slice(0, MOST_ORDERS)
  world.articles = await read('afas.get')
})
afterAll(async () => {
  await outside?.close()
  await evaluator?.close()
})

describe('every node, on the real engine and the sandboxes', () => {
  it.each(cases.map((one) => [one.node.type, one] as const))('%s keeps every rule', async (_, one) => {
    const engine = openTrialEngine(outside, evaluate)
    try {
      await one.before?.(outside.open(one.node.connects?.type ?? '').client, world)
      expect(await examine(one, world, engine.port)).toEqual([])
    } finally {
      engine.close()
    }
  })

  it('has a case for each node of the registry', () => {
    const types = allNodes().map((node) => node.type)
    expect(cases.map(({ node }) => node.type).toSorted()).toEqual(types.toSorted())
  })

  it('finds each node of each node file in the registry', async () => {
    const files = ['core', 'afas', 'shopify'].flatMap((system) => {
      const folder = path.join(projectRoot(), 'nodes', system, 'nodes')
      const names = readdirSync(folder, { recursive: true }) as string[]
      return names.filter((name) => /(?<!\.test|testing)\.ts$/.test(name)).map((name) => path.join(folder, name))
    })
    const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href) as Promise<object>))
    const found = modules.flatMap((one) => Object.values(one).filter(isNode)).map(({ type }) => type)
    expect(found.toSorted()).toEqual(
      allNodes()
        .map(({ type }) => type)
        .toSorted(),
    )
  })
})

function isNode(value: unknown): value is { type: string } {
  return typeof value === 'object' && value !== null && 'type' in value && 'outputs' in value && 'version' in value
}
