import { IconCircleCheck, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { InstalledFlow } from '../api/shapes.ts'
import { ChangeList } from '../canvas/change-list.tsx'
import { useDraft } from '../canvas/draft-store.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { useDiffers } from './use-differs.ts'

/** What is live, and what would change in it. */
export function LiveState({ saved, manifests }: { saved: InstalledFlow; manifests: Manifests }) {
  const { t } = useTranslation('settings')
  const flow = useDraft((state) => state.flow)
  const { live, count, published } = useDiffers(saved)
  const version = saved.publishedVersion
  return (
    <aside className="st-live" aria-label={t('live.label')} data-pane tabIndex={-1}>
      <h2>{t('live.title')}</h2>
      {!published ? (
        <p className="t2">{t('live.never')}</p>
      ) : live === undefined ? null : count === 0 ? (
        <p className="st st-created">
          <IconCircleCheck className="icon" size={15} stroke={1.75} aria-hidden />
          {t('live.same', { version })}
        </p>
      ) : (
        <>
          <p className="st st-updated">
            <IconPencil className="icon" size={15} stroke={1.75} aria-hidden />
            {t('live.differs', { version, count })}
          </p>
          <ChangeList before={live} now={flow} manifests={manifests} most={14} />
          <p className="t3">{t('live.until')}</p>
        </>
      )}
    </aside>
  )
}
