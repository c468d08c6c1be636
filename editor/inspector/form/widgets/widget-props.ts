import type { Schema } from '../field-shape.ts'

/** What every widget gets; `onChange(undefined)` takes the value away. */
export interface WidgetProps {
  readonly id: string
  readonly title: string
  readonly schema: Schema
  readonly value: unknown
  readonly invalid: boolean
  readonly describedBy: string
  readonly onChange: (value: unknown) => void
}
