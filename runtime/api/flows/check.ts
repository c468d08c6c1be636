import { manifestOf } from '../../../nodes/sdk/manifest.ts'
import { parseFlow } from '../../../flows/parse.ts'
import type { NodeTypes } from '../../../flows/graph-problems.ts'
import { fail, type ApiProblem, type Fault } from '../problems.ts'
import type { Registry } from '../deps.ts'

/** What the flow room needs to know of this version's nodes to check ports: their manifests. */
export function nodeTypes(registry: Registry): NodeTypes {
  return (type) => {
    const node = registry.nodeByType(type)
    return node && manifestOf(node)
  }
}

export function checkFlow(document: unknown, registry: Registry) {
  return parseFlow(document, nodeTypes(registry))
}

export function invalidFlow(problems: readonly Fault[]): ApiProblem {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return fail(422, 'flow.invalid', `The flow has ${count}.`, { errors: problems })
}
