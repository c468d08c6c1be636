import type { Flow } from '../../flows/schema.ts'
import { isObject } from './sample-fields.ts'

/** What `$settings` gives: what a person filled in, else the default of the setting. */
export function settingsOf(flow: Pick<Flow, 'settings'>): Record<string, unknown> {
  const schema = flow.settings?.schema['properties']
  const defaults = isObject(schema)
    ? Object.entries(schema).flatMap(([name, value]) =>
        isObject(value) && 'default' in value ? [[name, value['default']] as const] : [],
      )
    : []
  return { ...Object.fromEntries(defaults), ...flow.settings?.values }
}
