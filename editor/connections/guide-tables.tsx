import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { GuideTable } from '../../nodes/sdk/guide.ts'
import { api, type Page } from '../api/client.ts'
import { setParams } from '../app/router.tsx'
import { download } from '../ui/download.ts'
import { guideCsv } from './guide-csv.ts'

const NONE: readonly GuideTable[] = []

/** What is made in the other system field by field; nothing for a system of which there is nothing to make. */
export function useGuideTables(type: string): readonly GuideTable[] {
  const answer = useQuery({
    queryKey: ['connector-guide', type],
    queryFn: ({ signal }) => api.get<Page<GuideTable>>(`/api/connectors/${type}/guide`, { signal }),
    staleTime: Infinity,
  })
  return answer.data?.items ?? NONE
}

/** Shows one of them, on top of what is being filled in: what was typed stays. */
export const openTable = (name: string): void => setParams({ table: name })

/** Which of them each integration reads; a name opens its fields. */
export function GuideTables({ type }: { type: string }) {
  const { t } = useTranslation('connections')
  const tables = useGuideTables(type)
  if (tables.length === 0) return null
  const integrations = [...new Set(tables.flatMap(({ readBy }) => readBy))]
  return (
    <div className="cn-tables">
      <h3>{t('guide.tables')}</h3>
      <dl>
        {integrations.map((integration) => (
          <div key={integration}>
            <dt>{integration}</dt>
            <dd>
              {tables
                .filter(({ readBy }) => readBy.includes(integration))
                .map(({ name }) => (
                  <button key={name} type="button" className="link-btn mono" onClick={() => openTable(name)}>
                    {name}
                  </button>
                ))}
            </dd>
          </div>
        ))}
      </dl>
      <GuideDownload type={type} tables={tables} />
    </div>
  )
}

/** All of them, for whoever makes them in the other system. */
export function GuideDownload({ type, tables }: { type: string; tables: readonly GuideTable[] }) {
  const { t } = useTranslation('connections')
  const save = () => download(`${type}-connectors.csv`, guideCsv(tables), 'text/csv;charset=utf-8')
  return (
    <button type="button" className="btn btn-sm" onClick={save}>
      <IconDownload className="icon" size={14} stroke={1.75} aria-hidden />
      {t('guide.download')}
    </button>
  )
}
