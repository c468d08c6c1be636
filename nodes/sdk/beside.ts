import type { NodeDefinition } from './node.ts'

/** Which inputs of a node type take a whole list to look in. */
export function besideInputs(
  nodeByType: (type: string) => NodeDefinition | undefined,
): (type: string) => readonly string[] {
  return (type) => {
    const definition = nodeByType(type)
    return definition === undefined || definition.kind === 'source' ? [] : (definition.beside ?? [])
  }
}
