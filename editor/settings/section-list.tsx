import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { setParams, useParam } from '../app/router.tsx'
import { useDraft } from '../canvas/draft-store.ts'
import { hasSchedule } from './schedule-card.tsx'
import { groupsOf } from './groups.ts'
import { slotsIn } from './slots.ts'
import type { Manifests } from '../canvas/wiring.ts'

interface Section {
  readonly id: string
  readonly label: string
  readonly part?: string
}

/** The page's parts, to jump to; the one that was chosen stands in the address. */
export function SectionList({ manifests }: { manifests: Manifests }) {
  const { t } = useTranslation('settings')
  const flow = useDraft((state) => state.flow)
  const [chosen] = useParam('section')
  const sections = useMemo((): readonly Section[] => {
    const groups = groupsOf(flow.settings?.schema ?? {})
    const maps = Object.entries(flow.valueMaps ?? {})
    return [
      ...(slotsIn(flow.nodes, manifests).length > 0 ? [{ id: 'connections', label: t('connections.title') }] : []),
      ...(hasSchedule(flow) ? [{ id: 'schedule', label: t('schedule.title') }] : []),
      ...groups.map(({ title }, index) => ({
        id: `group-${title}`,
        label: title || t('group.other'),
        ...(index === 0 ? { part: t('part.settings') } : {}),
      })),
      ...maps.map(([name, { title }], index) => ({
        id: `map-${name}`,
        label: title,
        ...(index === 0 ? { part: t('part.maps') } : {}),
      })),
    ]
  }, [flow, manifests, t])
  useEffect(() => {
    if (chosen !== null) show(chosen, 'auto')
    // Only for the address that the page was opened with; later ones are clicks, which scroll themselves.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return (
    <nav className="st-sections" aria-label={t('sections')} data-pane tabIndex={-1}>
      {sections.map(({ id, label, part }) => (
        <div key={id}>
          {part === undefined ? null : <span className="t3">{part}</span>}
          <button
            type="button"
            aria-current={id === chosen ? 'true' : undefined}
            onClick={() => {
              setParams({ section: id })
              show(id, 'smooth')
            }}
          >
            {label}
          </button>
        </div>
      ))}
    </nav>
  )
}

/** Scrolls the cards, and nothing around them. */
function show(id: string, behavior: ScrollBehavior): void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const section = document.querySelector<HTMLElement>(`[data-section=${JSON.stringify(id)}]`)
  const cards = section?.closest<HTMLElement>('.st-cards')
  cards?.scrollTo({ top: (section?.offsetTop ?? 0) - GAP, behavior: calm ? 'auto' : behavior })
  if (behavior === 'smooth')
    section?.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true })
}

const GAP = 16
