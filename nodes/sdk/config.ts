import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import { schemaProblems } from '../../flows/schema-problems.ts'
import type { NodeDefinition } from './node.ts'

export interface ConfigProblem {
  /** JSON path within the config: `$.fields[0].to`. */
  readonly path: string
  readonly message: string
}

export type ReadyConfig =
  | { readonly ok: true; readonly config: Record<string, unknown> }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/**
 * A node's config as its `run` expects it: brought up to the node's version, with defaults in place and valid. Give it
 * the config with settings already in the place of their references.
 */
export function readyConfig(
  definition: NodeDefinition,
  node: { readonly version: number; readonly config: Readonly<Record<string, unknown>> },
): ReadyConfig {
  const migrated = migrateConfig(definition, node)
  if (!migrated.ok) return migrated
  const config = Value.Default(definition.config as TObject, migrated.config) as Record<string, unknown>
  const problems: ConfigProblem[] = schemaProblems(definition.config as TObject, config).map(({ path, message }) => ({
    path,
    message,
  }))
  if (problems.length === 0) problems.push(...(definition.check?.(config) ?? []))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config }
}

/** The config brought from the version it was made for to the node's own. What is given stays as it is. */
export function migrateConfig(
  definition: NodeDefinition,
  node: { readonly version: number; readonly config: Readonly<Record<string, unknown>> },
): ReadyConfig {
  if (node.version > definition.version) {
    const message = `The node is of version ${node.version}; this Koppel has version ${definition.version}.`
    return { ok: false, problems: [{ path: '$', message }] }
  }
  const config = structuredClone(node.config) as Record<string, unknown>
  for (const migration of definition.migrations ?? []) if (migration.to > node.version) migration.up(config)
  return { ok: true, config }
}
