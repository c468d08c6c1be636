import type { Template } from '../api/shapes.ts'
import { fieldsOf } from '../inspector/form/field-shape.ts'

/** What the set-up proposes instead of a template's own defaults: orders count from today, older ones were booked by hand. */
export function firstSettings(template: Template, now: Date): Readonly<Record<string, unknown>> {
  const has = fieldsOf(template.settings?.schema ?? {}).some(({ name }) => name === 'cutOver')
  return has ? { cutOver: dayOf(now) } : {}
}

/** The day where the person is: 2026-11-25. */
function dayOf(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
