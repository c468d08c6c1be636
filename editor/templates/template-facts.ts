import type { FlowItem, Template } from '../api/shapes.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { titleOf } from '../inspector/form/field-shape.ts'
import { groupsOf } from '../settings/groups.ts'

/** What a template tells about itself, read from its steps, settings and value maps. */

export interface Direction {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/**
 * From which systems to which the data goes. A system that is read and written counts where it is met first: an order
 * that is read from the shop and tagged there afterwards goes to AFAS.
 */
export function directionOf(template: Template, manifests: Manifests): Direction {
  const systems = (kind: Manifest['kind']) => {
    const found = template.nodes.flatMap(({ type }) => {
      const manifest = manifests.get(type)
      return manifest?.kind === kind && manifest.connection !== undefined ? [manifest.connection] : []
    })
    return [...new Set(found)]
  }
  const first = systems('source').slice(0, 1)
  const from = first.length > 0 ? first : template.slots.slice(0, 1).map(({ type }) => type)
  const to = systems('target').filter((system) => !from.includes(system))
  const rest = template.slots.map(({ type }) => type).filter((type) => !from.includes(type))
  return { from, to: to.length > 0 ? to : [...new Set(rest)] }
}

/** The icon of the record that travels: that of the first source. */
export function iconOf(template: Template, manifests: Manifests): string {
  const sources = template.nodes.map(({ type }) => manifests.get(type)).filter((one) => one?.kind === 'source')
  return sources[0]?.icon ?? 'transform'
}

export interface SettingGroup {
  readonly title: string
  readonly settings: readonly { readonly name: string; readonly title: string; readonly help: string }[]
}

/** What a person sets, under its headings. */
export function settingGroups(template: Template): readonly SettingGroup[] {
  return groupsOf(template.settings?.schema ?? {}).map(({ title, fields }) => ({
    title,
    settings: fields.map(({ name, schema }) => ({
      name,
      title: titleOf(name, schema),
      help: typeof schema['description'] === 'string' ? schema['description'] : '',
    })),
  }))
}

/** Flows that still have the sources and targets of the template, under whatever name. */
export function madeFrom<F extends Pick<FlowItem, 'nodes'>>(
  template: Template,
  flows: readonly F[],
  manifests: Manifests,
): readonly F[] {
  const ends = template.nodes.filter(({ type }) => {
    const kind = manifests.get(type)?.kind
    return kind === 'source' || kind === 'target'
  })
  if (ends.length === 0) return []
  return flows.filter((flow) =>
    ends.every(({ id, type }) => flow.nodes.some((node) => node.id === id && node.type === type)),
  )
}
