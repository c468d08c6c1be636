import { readyConfig } from '../config.ts'
import type { NodeDefinition } from '../node.ts'
import type { Fault } from './fault.ts'

/** What is true of a node before it runs: its defaults are valid, and it takes up configs of all its versions. */
export function definitionFaults(node: NodeDefinition): readonly Fault[] {
  const ready = readyConfig(node, { version: node.version, config: {} })
  const invalid = ready.ok ? [] : ready.problems.map(({ path, message }) => `${path}: ${message}`)
  const steps = (node.migrations ?? []).map((one) => one.to)
  const wanted = Array.from({ length: node.version - 1 }, (_, at) => at + 2)
  const gap = steps.join() === wanted.join() ? [] : [`leads to ${steps.join(', ')} instead of ${wanted.join(', ')}`]
  return [
    ...invalid.map((detail): Fault => ({ rule: 'defaults are valid', detail })),
    ...gap.map((detail): Fault => ({ rule: 'migrations have no gap', detail })),
  ]
}
