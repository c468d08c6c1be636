import { wrongIn } from '../inspector/form/check.ts'
import { fieldsOf, type Schema } from '../inspector/form/field-shape.ts'
import type { ConnectionView, ConnectorView } from './connection-shapes.ts'
import { systemForm } from './systems.ts'

/** What is typed in the form; `secrets` only holds what is given anew. */
export interface Filled {
  readonly name: string
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, string>>
}

export interface SecretField {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
  /** One is stored: an empty field keeps it. */
  readonly stored: boolean
}

export function startOf(connector: ConnectorView, connection: ConnectionView | undefined): Filled {
  if (connection === undefined) return { name: connector.title, config: systemForm(connector.type).start, secrets: {} }
  return { name: connection.name, config: connection.config, secrets: {} }
}

/** The schema of the settings, with what this system needs of a person. */
export function configSchema(connector: ConnectorView, config: Filled['config']): Schema {
  const own = fieldsOf(connector.config).flatMap((field) => (field.required ? [field.name] : []))
  return { ...connector.config, required: [...new Set([...own, ...systemForm(connector.type).required(config)])] }
}

/** Which settings are shown at once, and which under "More settings". */
export function splitFields(connector: ConnectorView): { readonly main: string[]; readonly more: string[] } {
  const names = fieldsOf(connector.config).map((field) => field.name)
  const main = systemForm(connector.type).main ?? names
  return { main: names.filter((name) => main.includes(name)), more: names.filter((name) => !main.includes(name)) }
}

/**
 * The secrets to ask for with these settings. `refused` are those the server wants again: it asks for every stored one
 * when the address changes, also for one that the chosen way to sign in does not use.
 */
export function secretFields(
  connector: ConnectorView,
  config: Filled['config'],
  stored: readonly string[],
  refused: readonly string[],
): readonly SecretField[] {
  const asked = systemForm(connector.type).secrets?.(config)
  return fieldsOf(connector.secrets).flatMap((field) => {
    const use = asked === undefined ? 'optional' : asked[field.name]
    if (use === undefined && !refused.includes(field.name)) return []
    const again = refused.includes(field.name)
    const kept = stored.includes(field.name) && !again
    return [{ name: field.name, schema: field.schema, required: (use === 'required' || again) && !kept, stored: kept }]
  })
}

/** Whether the form can be sent: the server checks again. */
export function isComplete(connector: ConnectorView, filled: Filled, secrets: readonly SecretField[]): boolean {
  const fields = fieldsOf(configSchema(connector, filled.config))
  return (
    filled.name.trim() !== '' &&
    fields.every(({ name, schema, required }) => wrongIn(schema, filled.config[name], required) === undefined) &&
    secrets.every(({ name, required }) => !required || (filled.secrets[name] ?? '') !== '')
  )
}

/** The body to send: of the secrets only those that are shown and filled in. */
export function bodyOf(filled: Filled, secrets: readonly SecretField[]) {
  const given = secrets.flatMap(({ name }) => {
    const value = filled.secrets[name]?.trim() ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  return { name: filled.name.trim(), config: filled.config, secrets: Object.fromEntries(given) }
}
