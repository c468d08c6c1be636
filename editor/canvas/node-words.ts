import type { TFunction } from 'i18next'
import type { FlowNode } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { asObject } from '../inspector/form/defaults.ts'

/** What a node is called: its own name, else that of its type. */
export function nodeName(node: FlowNode, manifest: Manifest | undefined): string {
  return node.name ?? manifest?.title ?? node.type
}

/** "15m" -> "every 15 min", in the words of the canvas. */
export function triggerWords(trigger: unknown, t: TFunction): string | undefined {
  const { type, every, cron, topic } = asObject(trigger)
  if (type === 'webhook') return typeof topic === 'string' ? topicWords(topic) : t('canvas:trigger.webhook')
  if (type === 'manual') return t('canvas:trigger.manual')
  if (type !== 'schedule') return undefined
  if (typeof cron === 'string') return cron
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
  const system = manifest.system === 'core' ? undefined : systemName(node.type, t)
  return [system, whatItDoes(node, manifest, t)].filter(Boolean).join(', ')
}

function whatItDoes(node: FlowNode, manifest: Manifest, t: TFunction): string | undefined {
  if (manifest.kind === 'source') return triggerWords(node.config['trigger'], t) ?? manifest.title
  const { document } = node.config
  if (typeof document === 'string') return document
  const fields = node.config['fields']
  const title = node.name === undefined ? undefined : manifest.title
  if (Array.isArray(fields))
    return [title, t('canvas:node.fields', { count: fields.length })].filter(Boolean).join(', ')
  return title ?? t(`ui:kind.${manifest.kind}`)
}
