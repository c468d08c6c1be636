import { useTranslation } from 'react-i18next'

export function Legend() {
  const { t } = useTranslation('canvas')
  return (
    <div className="canvas-legend" aria-hidden>
      {(['source', 'transform', 'target'] as const).map((kind) => (
        <span key={kind}>
          <i className={`legend-${kind}`} />
          {t(`legend.${kind}`)}
        </span>
      ))}
    </div>
  )
}
