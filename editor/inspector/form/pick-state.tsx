import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isUnknown, type Picks } from './use-picks.ts'

/** How the list of a field stands: being read, not to be read, or without the value that was chosen. */
export function PickState({ picks, value }: { picks: Picks; value: string }) {
  const { t } = useTranslation('inspector')
  const system = t(`canvas:system.${picks.system}`, { defaultValue: picks.system })
  if (picks.state === 'unconnected') return <p className="form-help">{t('form.pick.needsConnection')}</p>
  if (picks.state === 'reading') return <p className="form-help">{t('form.pick.reading', { system })}</p>
  if (picks.state === 'failed') {
    return (
      <p className="form-warning" role="status">
        <IconAlertTriangle className="icon" size={13} stroke={1.75} aria-hidden />
        <span>
          {t('form.pick.failed', { system, message: picks.message })}{' '}
          <button type="button" className="text-btn" onClick={picks.again}>
            {t('ui:error.tryAgain')}
          </button>
        </span>
      </p>
    )
  }
  if (!isUnknown(picks, value)) return null
  return (
    <p className="form-warning" role="status">
      <IconAlertTriangle className="icon" size={13} stroke={1.75} aria-hidden />
      {t('form.pick.gone', { system, value })}
    </p>
  )
}

/** The same inside the open list, where there are no choices to show. */
export function usePickNote(picks: Picks): string | undefined {
  const { t } = useTranslation('inspector')
  const system = t(`canvas:system.${picks.system}`, { defaultValue: picks.system })
  if (picks.state === 'reading') return t('form.pick.reading', { system })
  if (picks.state === 'ready' && picks.choices.length === 0) return t('form.pick.none', { system })
  return picks.choices.length > 100 ? t('form.pick.many', { count: picks.choices.length }) : undefined
}
