import { expect, test } from 'vitest'
import { stringifyFlow } from './stringify.ts'
import { sampleFlow } from './testing.ts'

test('the text is the same whatever order the keys were set in', () => {
  const flow = sampleFlow()
  const shuffled = Object.fromEntries(
    Object.entries({
      ...flow,
      nodes: flow.nodes.map((one) => Object.fromEntries(Object.entries(one).reverse())),
    }).reverse(),
  )
  expect(stringifyFlow(shuffled as never)).toBe(stringifyFlow(flow))
})

test('a moved node changes one line, the last part; a changed mapping one line too', () => {
  const lines = (change: (flow: ReturnType<typeof sampleFlow>) => void): string[] => {
    const flow = sampleFlow()
    change(flow)
    const before = stringifyFlow(sampleFlow()).split('\n')
    return stringifyFlow(flow)
      .split('\n')
      .filter((line, at) => line !== before[at])
  }
  expect(lines((flow) => (flow.layout!['map'] = [600, 40]))).toEqual(['    "map": [600, 40],'])
  const rows = (flow: ReturnType<typeof sampleFlow>) => flow.nodes[2]!.config['fields'] as { expression: string }[]
  expect(lines((flow) => (rows(flow)[0]!.expression = '"#" & name'))).toEqual([
    '          { "to": "RfCs", "expression": "\\"#\\" & name" }',
  ])
})

test('the order of settings stays: it is the order of their form', () => {
  const flow = sampleFlow()
  const text = stringifyFlow(flow)
  expect(text.indexOf('"administration"')).toBeLessThan(text.indexOf('"warehouse"'))
  expect(text.endsWith('}\n')).toBe(true)
  expect(JSON.parse(text)).toEqual(flow)
})
