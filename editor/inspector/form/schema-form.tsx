import { useTranslation } from 'react-i18next'
import { fieldsOf, type Schema } from './field-shape.ts'
import { FormField } from './form-field.tsx'

export interface SchemaFormProps {
  readonly schema: Schema
  readonly value: Readonly<Record<string, unknown>>
  /** Fields shown elsewhere. */
  readonly without?: readonly string[]
  readonly onChange: (value: Record<string, unknown>, field: string) => void
}

/** A form made of a JSON Schema: one widget a field, each in its own file under `widgets/`. */
export function SchemaForm({ schema, value, without = [], onChange }: SchemaFormProps) {
  const { t } = useTranslation('inspector')
  const fields = fieldsOf(schema).filter((field) => !without.includes(field.name))
  if (fields.length === 0) return <p className="t3 form-empty">{t('form.empty')}</p>
  const change = (name: string, next: unknown) => {
    const { [name]: _, ...rest } = value
    onChange(next === undefined ? rest : { ...value, [name]: next }, name)
  }
  return (
    <div className="form">
      {fields.map((field) => (
        <FormField
          key={field.name}
          {...field}
          value={value[field.name]}
          onChange={(next) => change(field.name, next)}
        />
      ))}
    </div>
  )
}
