import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConformanceCase } from '../../nodes/sdk/conformance/case.ts'
import { examine } from '../../nodes/sdk/conformance/examine.ts'
import { createEvaluator, type Evaluator } from '../evaluator/evaluator.ts'
import { badNodes, goodNode, tillOutside } from '../testing/conformance-bad.ts'
import { openTrialEngine } from '../testing/conformance-engine.ts'
import type { EngineDeps } from './deps.ts'

let evaluator: Evaluator
let evaluate: EngineDeps['evaluate']
beforeAll(() => {
  evaluator = createEvaluator()
  evaluate = (program, inputs, scope) => evaluator.evaluate(program, inputs as never, scope as never)
})
afterAll(() => evaluator.close())

describe('the suite itself', () => {
  const rulesBroken = async (one: ConformanceCase) => {
    const engine = openTrialEngine(tillOutside(), evaluate)
    const faults = await examine(one, { orders: [], articles: [] }, engine.port).finally(() => engine.close())
    return faults.map(({ rule }) => rule)
  }

  it('finds nothing in a node that keeps the rules', async () => {
    expect(await rulesBroken(goodNode)).toEqual([])
  })

  it.each(badNodes)('notices a node that %s', async (_, rule, one) => {
    expect(await rulesBroken(one)).toContain(rule)
  })
})
