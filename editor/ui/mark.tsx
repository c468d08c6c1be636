import { useTranslation } from 'react-i18next'

/** Two links that join: the product's mark with its name. */
export function Mark() {
  const { t } = useTranslation('app')
  return (
    <span className="mark">
      <svg width="22" height="22" viewBox="0 0 32 32" fill="none" strokeWidth="4.5" strokeLinecap="round" aria-hidden>
        <path d="M13 9h-3a7 7 0 0 0 0 14h3" stroke="var(--brand)" />
        <path d="M19 9h3a7 7 0 0 1 0 14h-3" stroke="var(--text)" />
        <path d="M11 16h10" stroke="var(--brand)" />
      </svg>
      {t('product')}
    </span>
  )
}
