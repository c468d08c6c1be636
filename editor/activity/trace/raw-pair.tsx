import { useTranslation } from 'react-i18next'

/** Both sides as JSON, for who wants to see it all. */
export function RawPair({ before, after, sent }: { before: unknown; after: unknown; sent: boolean }) {
  const { t } = useTranslation('activity')
  return (
    <div className="tr-raw">
      <RawSide title={t('cmp.from')} value={before} />
      <RawSide title={t(sent ? 'cmp.sent' : 'cmp.out')} value={after} />
    </div>
  )
}

function RawSide({ title, value }: { title: string; value: unknown }) {
  return (
    <div>
      <h4>{title}</h4>
      <pre className="mono" tabIndex={0} aria-label={title}>
        {value === undefined ? '' : JSON.stringify(value, null, 2)}
      </pre>
    </div>
  )
}
