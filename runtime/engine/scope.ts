import { createHash } from 'node:crypto'
import { canonicalJson } from '../../nodes/sdk/canonical.ts'
import type { Bound } from './environments.ts'
import type { Plan } from './plan.ts'

/**
 * What a node leads to, as a short text: the nodes behind it as they are set up, settings, value maps, and the environments
 * they write to. Once any of these differs, what went through before says nothing about what should be there now.
 */
export function scopeOf(node: string, plan: Plan, bound: ReadonlyMap<string, Bound>): string {
  const behind = nodesBehind(node, plan)
  const steps = plan.steps.filter((step) => behind.has(step.id))
  const described = {
    steps: steps.map(({ id, definition, config, disabled, slot }) => ({
      ...{ id, type: definition.type, version: definition.version, config, disabled },
      environment: (slot !== undefined && bound.get(slot)?.environment.id) || null,
    })),
    edges: [...plan.edges].filter(([port]) => behind.has(port.slice(0, port.indexOf('.')))),
    settings: plan.settings,
    valueMaps: plan.flow.valueMaps ?? {},
  }
  return createHash('sha256').update(canonicalJson(described)).digest('base64url')
}

/** The node itself, and all that its records may reach. */
function nodesBehind(node: string, plan: Plan): ReadonlySet<string> {
  const behind = new Set([node])
  // Steps stand in an order in which each comes after those that feed it.
  for (const { id } of [...plan.sources, ...plan.steps]) {
    if (!behind.has(id)) continue
    for (const [port, targets] of plan.edges) {
      if (port.slice(0, port.indexOf('.')) === id) for (const target of targets) behind.add(target)
    }
  }
  return behind
}
