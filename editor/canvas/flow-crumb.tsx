import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link } from '../app/router.tsx'
import type { InstalledFlow } from '../api/shapes.ts'
import { isDirty, useDraft } from './draft-store.ts'

export interface FlowCrumbProps {
  readonly saved: InstalledFlow
  readonly onDecide: () => void
  /** A page of the flow other than its canvas. */
  readonly page?: string
}

/** Where one is, which version is live, and whether what is typed is saved. */
export function FlowCrumb({ saved, onDecide, page }: FlowCrumbProps) {
  const { t } = useTranslation('canvas')
  const name = useDraft((state) => state.flow.name)
  const dirty = useDraft(isDirty)
  const behind = useDraft((state) => state.behind)
  const version = saved.publishedVersion
  const state =
    version === null || version === undefined
      ? t('crumb.draft')
      : t(saved.enabled ? 'crumb.live' : 'crumb.off', { version })
  return (
    <Crumb>
      <Link href="/flows">{t('crumb.flows')}</Link>
      <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
      {page === undefined ? (
        <b className="ellipsis">{name}</b>
      ) : (
        <>
          <Link className="ellipsis" href={`/flows/${saved.id}`}>
            {name}
          </Link>
          <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
          <b>{page}</b>
        </>
      )}
      <span className={saved.enabled ? 'chip st-running' : 'chip'}>{state}</span>
      <span className="t3 crumb-save" role="status">
        {behind ? t('behind.text') : dirty ? t('save.unsaved') : t('save.saved')}
      </span>
      {behind ? (
        <button type="button" className="link-btn" onClick={onDecide}>
          {t('behind.action')}
        </button>
      ) : null}
    </Crumb>
  )
}
