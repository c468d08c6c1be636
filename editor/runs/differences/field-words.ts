import type { TFunction } from 'i18next'
import type { Field } from '../../../nodes/sdk/connector.ts'
import { titleOf } from '../../inspector/form/field-shape.ts'

export interface FieldWords {
  /** What people call the field. */
  readonly label: string
  /** The code it has in the system, where that says more. */
  readonly code?: string
  /** Which of several: a line, a variant. */
  readonly of?: string
}

type Words = TFunction<'runs'>

/**
 * A path of a difference in words. The fields that the target system describes have its own labels; else the path is
 * read as the targets write it: `levels.<location>`, `variants.<SKU>.price`, `metafields.<name>`, `lines[0].quantity`.
 */
export function fieldWords(t: Words, path: string, described: ReadonlyMap<string, Field>): FieldWords {
  const known = described.get(path.replace(/\[\d+\]/g, '[]'))
  if (known !== undefined) return { label: known.label, code: leafOf(path), ...lineOf(t, path) }
  const level = /^levels\.(.+)$/.exec(path)?.[1]
  if (level !== undefined) return { label: t('field.level', { location: level }) }
  const metafield = /(?:^|\.)metafields\.(.+)$/.exec(path)?.[1]
  const variant = /^variants\.(.+?)\.((?:metafields|options)\..+|[A-Za-z]+(?:\[\d+\])?)$/.exec(path)
  if (variant?.[1] !== undefined && variant[2] !== undefined) {
    const inside = fieldWords(t, variant[2], described)
    return { ...inside, of: t('field.variant', { sku: variant[1] }) }
  }
  if (metafield !== undefined) return { label: t('field.metafield', { name: metafield }) }
  const leaf = leafOf(path)
  // AFAS codes are no words: without its description they stand as they are.
  if (/\.Fields\.[^.]+$/.test(path)) return { label: leaf, ...lineOf(t, path) }
  return { label: t(`field.name.${leaf}`, { defaultValue: titleOf(leaf, {}) }), ...lineOf(t, path) }
}

function leafOf(path: string): string {
  return (path.split('.').at(-1) ?? path).replace(/\[\d+\]$/, '')
}

/** The line that a field belongs to, counted from one. */
function lineOf(t: Words, path: string): { of?: string } {
  const place = /\[(\d+)\]/.exec(path)?.[1]
  return place === undefined ? {} : { of: t('field.line', { number: Number(place) + 1 }) }
}
