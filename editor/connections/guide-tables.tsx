import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { GuideField, GuideTable } from '../../nodes/sdk/guide.ts'
import { api, type Page } from '../api/client.ts'
import { download } from '../ui/download.ts'
import { guideCsv } from './guide-csv.ts'

/** What is made in the other system field by field: folded, since most people need some of them once. */
export function GuideTables({ type }: { type: string }) {
  const { t } = useTranslation('connections')
  const answer = useQuery({
    queryKey: ['connector-guide', type],
    queryFn: ({ signal }) => api.get<Page<GuideTable>>(`/api/connectors/${type}/guide`, { signal }),
    staleTime: Infinity,
  })
  const tables = answer.data?.items ?? []
  if (tables.length === 0) return null
  const save = () => download(`${type}-connectors.csv`, guideCsv(tables), 'text/csv;charset=utf-8')
  return (
    <div className="cn-tables">
      <h3>{t('guide.tables')}</h3>
      {tables.map((table) => (
        <details key={table.name} className="cn-table">
          <summary>
            <code>{table.name}</code>{' '}
            <span className="t3">{t('guide.readBy', { flows: table.readBy.join(', ') })}</span>
          </summary>
          <p className="t2">{table.about}</p>
          {table.note === undefined ? null : <p className="t2">{plain(table.note)}</p>}
          <ul>
            {table.fields.map((field) => (
              <Row key={field.id} field={field} />
            ))}
          </ul>
          {table.instead === undefined ? null : (
            <p className="t2">
              <b>{t('guide.instead')}</b> {plain(table.instead)}
            </p>
          )}
        </details>
      ))}
      <button type="button" className="btn btn-sm" onClick={save}>
        <IconDownload className="icon" size={14} stroke={1.75} aria-hidden />
        {t('guide.download')}
      </button>
    </div>
  )
}

function Row({ field }: { field: GuideField }) {
  const { t } = useTranslation('connections')
  const kind = field.length === undefined ? field.kind : t('guide.length', { kind: field.kind, length: field.length })
  return (
    <li>
      <code>{field.id}</code> {field.needed ? <span className="chip">{t('guide.needed')}</span> : null}
      <span>
        {field.label} <span className="t3">{kind}</span>
      </span>
      {field.from === undefined && field.instead === undefined ? null : (
        <span className="t3">
          {[field.from === undefined ? '' : t('guide.from', { code: field.from }), field.instead ?? '']
            .filter((one) => one !== '')
            .join(' · ')}
        </span>
      )}
    </li>
  )
}

/** The texts are those of the written guide; its marks mean nothing here. */
const plain = (text: string) => text.replaceAll(/[`*]/g, '')
