import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { asObject, defaultsOf } from '../defaults.ts'
import { SchemaForm } from '../schema-form.tsx'
import type { WidgetProps } from './widget-props.ts'

/** A list of small things with the same fields, such as conditions or headers: a form each. */
export function RowsWidget({ id, title, schema, value, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const items = asObject(schema['items'])
  const given = value ?? schema['default']
  const rows = Array.isArray(given) ? (given as unknown[]) : []
  const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : Infinity
  return (
    <div className="form-rows" role="group" aria-label={title} id={id}>
      {rows.map((row, index) => (
        <div key={index} className="form-row-item">
          <SchemaForm
            schema={items}
            value={asObject(row)}
            onChange={(changed) => onChange(rows.with(index, changed))}
          />
          <button
            type="button"
            className="icon-btn"
            aria-label={t('form.rows.remove', { title, number: index + 1 })}
            onClick={() => onChange(rows.toSpliced(index, 1))}
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
  )
}
