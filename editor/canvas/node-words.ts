import type { TFunction } from 'i18next'
import type { FlowNode } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { asObject } from '../inspector/form/defaults.ts'
import { dailyOf } from '../settings/schedule-words.ts'

/** What a node is called: its own name, else that of its type. */
export function nodeName(node: FlowNode, manifest: Manifest | undefined): string {
  return node.name ?? manifest?.title ?? node.type
}

/** "15m" -> "every 15 min", in the words of the canvas. */
function triggerWords(trigger: unknown, t: TFunction): string | undefined {
  const { type, every, cron, topic } = asObject(trigger)
  if (type === 'webhook') return typeof topic === 'string' ? topicWords(topic) : t('canvas:trigger.webhook')
  if (type === 'manual') return t('canvas:trigger.manual')
  if (type !== 'schedule') return undefined
  if (typeof cron === 'string') {
    const daily = dailyOf(cron)
    return daily === undefined ? cron : t(`canvas:trigger.${daily.days}`, { time: daily.time })
  }
  const [, count, unit] = /^(\d+)([smhd])$/.exec(typeof every === 'string' ? every : '') ?? []
  return unit === undefined ? undefined : t(`canvas:trigger.every.${unit}`, { count: Number(count) })
}

/** `ORDERS_PAID` -> "orders/paid", as Shopify's own pages write it. */
function topicWords(topic: string): string {
  return topic.toLowerCase().replace('_', '/')
}

export function systemName(type: string, t: TFunction): string {
  const system = type.slice(0, type.indexOf('.'))
  return t(`canvas:system.${system}`, { defaultValue: system })
}

/** The second line of a node: its system and what it does there. */
export function nodeLine(node: FlowNode, manifest: Manifest | undefined, t: TFunction): string {
  if (manifest === undefined) return t('canvas:node.missing')
  const what = whatItDoes(node, manifest, t)
  return manifest.system === 'core'
    ? what.charAt(0).toUpperCase() + what.slice(1)
    : `${systemName(node.type, t)}, ${what}`
}

function whatItDoes(node: FlowNode, manifest: Manifest, t: TFunction): string {
  const trigger = manifest.kind === 'source' ? triggerWords(node.config['trigger'], t) : undefined
  const { document, fields } = node.config
  // The verb and noun of the type, since a node is often named after its title: "find document".
  const verb = node.type.slice(node.type.indexOf('.') + 1).replaceAll('-', ' ')
  if (Array.isArray(fields)) return `${verb}, ${t('canvas:node.fields', { count: fields.length })}`
  return trigger ?? (typeof document === 'string' ? document : verb)
}
