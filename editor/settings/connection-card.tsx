import { useTranslation } from 'react-i18next'
import { useDraft } from '../canvas/draft-store.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { ConnectionField } from '../inspector/connection-field.tsx'
import { slotsIn } from './slots.ts'

/** Which AFAS and which shop the flow works with; all lists on the page are read from these. */
export function ConnectionCard({ manifests }: { manifests: Manifests }) {
  const { t } = useTranslation('settings')
  const nodes = useDraft((state) => state.flow.nodes)
  const slots = slotsIn(nodes, manifests)
  if (slots.length === 0) return null
  return (
    <section className="panel st-card" aria-label={t('connections.title')} data-section="connections">
      <header className="st-card-head">
        <h2>{t('connections.title')}</h2>
        <p className="t2">{t('connections.text')}</p>
      </header>
      <div className="form st-form st-form-pair">
        {slots.map(({ slot, system }) => (
          <ConnectionField key={slot} slot={slot} type={system} plain />
        ))}
      </div>
    </section>
  )
}
