import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Choice } from '../../../../nodes/sdk/connector.ts'
import { api, type Page } from '../../../api/client.ts'
import { useForm } from '../form-context.ts'
import type { WidgetProps } from './widget-props.ts'

/** A value from a list of the live system; one that is not in the list can be typed. */
export function PickWidget({ id, schema, value, invalid, describedBy, onChange }: WidgetProps) {
  const { connectionFor } = useForm()
  const pick = String(schema['x-pick'])
  const system = pick.slice(0, pick.indexOf('.'))
  const connection = connectionFor?.(system)
  const choices = useQuery({
    queryKey: ['picks', connection, pick],
    enabled: connection !== undefined,
    staleTime: 60_000,
    queryFn: () => api.get<Page<Choice>>(`/api/connections/${connection}/picks/${encodeURIComponent(pick)}`),
  })
  const items = choices.data?.items ?? []
  const label = items.find((one) => one.value === value)?.label
  const numeric = schema['type'] === 'integer' || schema['type'] === 'number'
  const change = (text: string) => {
    const known = items.find((one) => String(one.value) === text || one.label === text)
    if (text === '') onChange(undefined)
    else onChange(known?.value ?? (numeric && Number.isFinite(Number(text)) ? Number(text) : text))
  }
  return (
    <>
      <div className="field">
        <input
          id={id}
          list={`${id}-choices`}
          value={value === undefined ? '' : String(value)}
          placeholder={schema['default'] === undefined ? undefined : String(schema['default'])}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onChange={(event) => change(event.currentTarget.value)}
        />
        {label === undefined || label === String(value) ? null : (
          <span className="t3 ellipsis pick-label">{label}</span>
        )}
      </div>
      <datalist id={`${id}-choices`}>
        {items.map((choice) => (
          <option key={String(choice.value)} value={String(choice.value)}>
            {choice.label}
          </option>
        ))}
      </datalist>
      <PickState
        connected={connection !== undefined}
        pending={choices.isFetching}
        error={choices.error}
        system={pick}
      />
    </>
  )
}

interface StateProps {
  readonly connected: boolean
  readonly pending: boolean
  readonly error: Error | null
  readonly system: string
}

function PickState({ connected, pending, error, system }: StateProps) {
  const { t } = useTranslation('inspector')
  if (!connected) return <p className="form-help">{t('form.pick.needsConnection')}</p>
  if (error !== null) return <p className="form-error">{t('form.pick.failed', { message: error.message })}</p>
  return pending ? (
    <p className="form-help">
      {t('form.pick.reading', { system: t(`canvas:system.${system}`, { defaultValue: system }) })}
    </p>
  ) : null
}
