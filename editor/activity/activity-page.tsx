import { IconListSearch, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link, useParam } from '../app/router.tsx'
import { useFlowIndex } from '../runs/run-queries.ts'
import { nodeName, runNumber, sentenceOf } from '../runs/run-words.ts'
import type { RecordItem } from '../runs/run-shapes.ts'
import { useLiveRefresh } from '../runs/use-live-refresh.ts'
import { Time } from '../ui/format.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { useFoundRecords } from './records-queries.ts'
import './activity.css'

/** "What happened to #1001?": one box over all flows and runs. */
export function ActivityPage() {
  const { t } = useTranslation('activity')
  const [key, setKey] = useParam('key')
  useLiveRefresh('records')
  return (
    <div className="page ac-page">
      <Crumb>
        <b>{t('title')}</b>
      </Crumb>
      <SearchBox value={key ?? ''} onSearch={(text) => setKey(text === '' ? null : text)} />
      {key === null ? (
        <EmptyState icon={IconListSearch} title={t('search.hintTitle')} text={t('search.hint')} />
      ) : (
        <Found key={key} wanted={key} />
      )}
    </div>
  )
}

function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation('activity')
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => setText(value), [value])
  useEffect(() => input.current?.focus(), [])
  return (
    <form
      className="ac-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(text.trim())
      }}
    >
      <h1 className="page-title" id="ac-title">
        <label htmlFor="ac-key">{t('search.label')}</label>
      </h1>
      <span className="field ac-field">
        <IconSearch className="icon" size={17} stroke={1.75} aria-hidden />
        <input
          id="ac-key"
          ref={input}
          type="search"
          value={text}
          placeholder={t('search.placeholder')}
          data-pane-search
          onChange={(event) => setText(event.target.value)}
        />
      </span>
      <button type="submit" className="btn btn-primary btn-lg">
        {t('search.go')}
      </button>
    </form>
  )
}

function Found({ wanted }: { wanted: string }) {
  const { t } = useTranslation('activity')
  const found = useFoundRecords(wanted)
  if (found.isError)
    return <ErrorState error={found.error} title={t('search.failed')} onRetry={() => void found.refetch()} />
  if (found.isPending) return <Skeleton lines={5} what={t('search.what')} />
  const items = found.data.pages.flatMap((page) => page.items)
  if (items.length === 0)
    return <EmptyState icon={IconSearch} title={t('search.none', { key: wanted })} text={t('search.noneText')} />
  return (
    <>
      <p className="t2 ac-sum" role="status">
        {t('search.found', { key: wanted, count: items.length })}
      </p>
      <FoundTable items={items} />
      {found.hasNextPage ? (
        <button
          type="button"
          className="btn ac-more"
          disabled={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('search.more')}
        </button>
      ) : null}
    </>
  )
}

function FoundTable({ items }: { items: readonly RecordItem[] }) {
  const { t } = useTranslation('activity')
  const { t: words } = useTranslation('runs')
  const flows = useFlowIndex()
  return (
    <div className="panel ac-found">
      <table className="table" aria-label={t('search.table')}>
        <thead>
          <tr>
            {(['record', 'status', 'flow', 'happened', 'run'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`search.${name}`)}
              </th>
            ))}
            <th scope="col" className="num">
              {t('search.when')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((record) => {
            const flow = flows.get(record.flow)
            const at = nodeName(flow, record.node)
            return (
              <tr key={record.id} className="ac-row">
                <td>
                  <Link className="mono ac-key" href={`/records/${encodeURIComponent(record.id)}`}>
                    {record.key}
                  </Link>
                </td>
                <td>
                  <StatusBadge status={record.status} />
                </td>
                <td>{flow?.name ?? record.flowName ?? record.flow}</td>
                <td className="t2">
                  {sentenceOf(words, record)} {at === '' ? null : <span className="t3">({at})</span>}
                </td>
                <td>
                  <Link className="br" href={`/runs/${record.run}`}>
                    {runNumber(record.run)}
                  </Link>
                </td>
                <td className="num t2">
                  <Time at={record.at} as="relative" />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
