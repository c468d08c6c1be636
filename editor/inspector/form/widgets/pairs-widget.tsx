import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { asObject } from '../defaults.ts'
import type { WidgetProps } from './widget-props.ts'

/** Names with a text each, such as HTTP headers. */
export function PairsWidget({ id, title, value, onChange }: WidgetProps) {
  const { t } = useTranslation('inspector')
  const pairs = Object.entries(asObject(value)).map(([name, text]) => [name, String(text)] as const)
  const put = (changed: readonly (readonly [string, string])[]) => onChange(Object.fromEntries(changed))
  return (
    <div className="form-pairs" role="group" aria-label={title} id={id}>
      {pairs.map(([name, text], index) => (
        <div key={index} className="form-pair">
          <div className="field">
            <input
              aria-label={t('form.object.name')}
              value={name}
              onChange={(event) => put(pairs.with(index, [event.currentTarget.value, text]))}
            />
          </div>
          <div className="field">
            <input
              aria-label={`${t('form.object.value')} ${name}`}
              value={text}
              onChange={(event) => put(pairs.with(index, [name, event.currentTarget.value]))}
            />
          </div>
          <button
            type="button"
            className="icon-btn"
            aria-label={t('form.object.remove', { name })}
            onClick={() => put(pairs.toSpliced(index, 1))}
          >
            <IconX size={14} stroke={1.75} aria-hidden />
          </button>
        </div>
      ))}
      <button type="button" className="link-btn" onClick={() => put([...pairs, [freeName(pairs), '']])}>
        <IconPlus size={14} stroke={1.75} aria-hidden />
        {t('form.object.add')}
      </button>
    </div>
  )
}

function freeName(pairs: readonly (readonly [string, string])[]): string {
  const taken = new Set(pairs.map(([name]) => name))
  let number = pairs.length + 1
  while (taken.has(`name${number}`)) number += 1
  return `name${number}`
}
