import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { IconRoute, IconSearch, type Icon } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api, query, type Page } from '../api/client.ts'
import { flowsQuery } from '../flows/queries.ts'
import { isStatus, StatusBadge } from '../ui/status-badge.tsx'
import { navigate } from './router.tsx'
import { rail } from './routes.tsx'

interface Hit {
  readonly id: string
  readonly group: 'go' | 'flows' | 'records'
  readonly title: string
  readonly detail?: string
  readonly status?: string
  readonly icon?: Icon
  readonly href: string
}

interface FoundRecord {
  readonly id: string
  readonly key: string
  readonly flow: string
  readonly flowName?: string
  readonly status: string
}

/** One field for everything: rooms, flows, and records by any key they are known by. */
export function SearchPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const { hits, busy } = useHits(search)
  const active = hits[Math.min(at, hits.length - 1)]
  const choose = (hit: Hit) => {
    onClose()
    navigate(hit.href)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && active !== undefined) choose(active)
    else return
    event.preventDefault()
  }
  return (
    <Modal.Root opened onClose={onClose} size={560} yOffset={80} centered={false} padding={0}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Title className="visually-hidden">{t('search.label')}</Modal.Title>
        <div className="search" onKeyDown={press}>
          <label className="field">
            <IconSearch className="icon" size={16} stroke={1.75} aria-hidden />
            <input
              data-autofocus
              role="combobox"
              aria-label={t('search.field')}
              aria-expanded
              aria-controls="search-hits"
              aria-activedescendant={active === undefined ? undefined : `hit-${active.id}`}
              placeholder={t('search.field')}
              value={search}
              onChange={(event) => {
                setSearch(event.currentTarget.value)
                setAt(0)
              }}
            />
          </label>
          <div id="search-hits" role="listbox" aria-label={t('search.label')} className="search-hits">
            {hits.map((hit, index) => (
              <HitRow
                key={hit.id}
                hit={hit}
                first={hits[index - 1]?.group !== hit.group}
                selected={hit === active}
                onChoose={() => choose(hit)}
              />
            ))}
          </div>
          {hits.length === 0 && !busy ? <p className="search-note t3">{t('search.nothing', { search })}</p> : null}
          <p className="search-note t3">{t('search.hint')}</p>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

interface HitRowProps {
  readonly hit: Hit
  readonly first: boolean
  readonly selected: boolean
  readonly onChoose: () => void
}

function HitRow({ hit, first, selected, onChoose }: HitRowProps) {
  const { t } = useTranslation('app')
  const Shape = hit.icon
  return (
    <>
      {first ? (
        <div className="search-group" role="presentation">
          {t(`search.${hit.group}`)}
        </div>
      ) : null}
      <div id={`hit-${hit.id}`} role="option" aria-selected={selected} className="search-hit" onClick={onChoose}>
        {Shape === undefined ? null : <Shape className="icon t2" size={16} stroke={1.75} aria-hidden />}
        <b className={hit.group === 'records' ? 'mono' : ''}>{hit.title}</b>
        <span className="t3 ellipsis">{hit.detail}</span>
        <span className="spacer" />
        {hit.status !== undefined && isStatus(hit.status) ? <StatusBadge status={hit.status} /> : null}
      </div>
    </>
  )
}

function useHits(search: string): { hits: readonly Hit[]; busy: boolean } {
  const { t } = useTranslation('app')
  const flows = useQuery(flowsQuery).data?.items ?? []
  const [asked] = useDebouncedValue(search.trim(), 200)
  const records = useQuery({
    queryKey: ['records', 'search', asked],
    enabled: asked.length >= 2,
    queryFn: () => api.get<Page<FoundRecord>>(`/api/records${query({ key: asked, limit: 8 })}`),
  })
  const wanted = search.trim().toLowerCase()
  const has = (text: string) => text.toLowerCase().includes(wanted)
  const found = asked === search.trim() ? (records.data?.items ?? []) : []
  const hits: Hit[] = [
    ...found.map(({ id, key, flow, flowName, status }): Hit => {
      const detail = flowName ?? flows.find((one) => one.id === flow)?.name ?? flow
      return { id, group: 'records', title: key, detail, status, href: `/records/${encodeURIComponent(id)}` }
    }),
    ...flows
      .filter((flow) => has(`${flow.name} ${flow.id}`))
      .map(({ id, name, description = '' }): Hit => {
        return {
          id: `flow-${id}`,
          group: 'flows',
          title: name,
          detail: description,
          icon: IconRoute,
          href: `/flows/${id}`,
        }
      }),
    ...rail
      .map(({ room, href, icon }): Hit => ({ id: `room-${room}`, group: 'go', title: t(`rail.${room}`), icon, href }))
      .filter((hit) => has(hit.title)),
  ]
  return { hits, busy: records.isFetching || asked !== search.trim() }
}
