import { IconPlus, IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { asObject, defaultsOf } from '../defaults.ts'
import { fieldsOf } from '../field-shape.ts'
import { FormField } from '../form-field.tsx'
import { SchemaForm } from '../schema-form.tsx'
import { FormProvider, useForm } from '../form-context.ts'
import type { WidgetProps } from './widget-props.ts'

/** More than this stand below each other. */
const MOST_BESIDE = 4

/**
 * A list of small things with the same fields, such as conditions or headers. A few fields stand beside each other, a row
 * an item: field, comparison, value.
 */
export function RowsWidget({ id, title, schema, value, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const form = useForm()
  const items = asObject(schema['items'])
  const fields = fieldsOf(items)
  const given = value ?? schema['default']
  const rows = Array.isArray(given) ? given.map(asObject) : []
  const beside = fields.length <= MOST_BESIDE
  const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : Infinity
  // Within a row an emptied value is left out, and the default is that of the whole list.
  const inside = useMemo(() => {
    const { problems: _, ...rest } = form
    return { ...rest, settings: false }
  }, [form])
  const put = (at: number, name: string, next: unknown) => {
    const { [name]: _, ...rest } = rows[at] ?? {}
    onChange(rows.with(at, next === undefined ? rest : { ...rows[at], [name]: next }))
  }
  return (
    <FormProvider value={inside}>
      <div className="form-rows" role="group" aria-label={title} id={id}>
        {rows.map((row, at) => (
          <div
            // oxlint-disable-next-line react/no-array-index-key -- rows have nothing else that tells them apart
            key={at}
            className={beside ? 'form-rows-row' : 'form-row-item'}
            role="group"
            aria-label={t('form.rows.one', { title, number: at + 1 })}
          >
            {beside ? (
              fields.map((field) => (
                <FormField
                  key={field.name}
                  {...field}
                  value={row[field.name]}
                  onChange={(next) => put(at, field.name, next)}
                />
              ))
            ) : (
              <SchemaForm schema={items} value={row} onChange={(next) => onChange(rows.with(at, next))} />
            )}
            <button
              type="button"
              className="form-toggle"
              aria-label={t('form.rows.remove', { title, number: at + 1 })}
              onClick={() => onChange(rows.toSpliced(at, 1))}
            >
              <IconX size={14} stroke={1.75} aria-hidden />
            </button>
          </div>
        ))}
        {rows.length >= most ? null : (
          <button type="button" className="link-btn" onClick={() => onChange([...rows, defaultsOf(items)])}>
            <IconPlus size={14} stroke={1.75} aria-hidden />
            {t('form.rows.add')}
          </button>
        )}
      </div>
    </FormProvider>
  )
}
