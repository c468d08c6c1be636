import { useTranslation } from 'react-i18next'
import type { Run } from '../api/shapes.ts'
import { formatCount } from '../ui/format.tsx'
import './differences/differences.css'

/** A dry run in one sentence: what a live one would do, and that nothing was written. */
export function DrySum({ run }: { run: Run }) {
  const { t, i18n } = useTranslation('runs')
  const { counts } = run
  const going = run.status === 'running' || run.status === 'queued'
  const parts = (
    [
      ['create', counts.created],
      ['update', counts.updated],
      ['skip', counts.skipped],
      ['park', counts.parked],
    ] as const
  )
    .filter(([, count]) => count > 0)
    .map(([action, count]) => t(`diff.sum.${action}`, { value: formatCount(count) }))
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(parts)
  return (
    <p className="df-sum" role="status">
      <b>
        {parts.length === 0
          ? going
            ? t('records.empty')
            : t('diff.sum.none')
          : t(going ? 'diff.sum.going' : 'diff.sum.done', { parts: list })}
      </b>{' '}
      <span className="t2">{t('diff.sum.wrote')}</span>
    </p>
  )
}
