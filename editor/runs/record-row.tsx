import { useTranslation } from 'react-i18next'
import type { FlowItem } from '../api/shapes.ts'
import { Link } from '../app/router.tsx'
import { Time } from '../ui/format.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { nodeName, sentenceOf } from './run-words.ts'
import type { RecordItem } from './run-shapes.ts'

interface RecordRowProps {
  record: RecordItem
  flow: FlowItem | undefined
  index: number
  top: number
  onOpen: ((record: string) => void) | undefined
}

/** One record in the list; the whole row opens its trace. */
export function RecordRow({ record, flow, index, top, onOpen }: RecordRowProps) {
  const { t } = useTranslation('runs')
  const sentence = sentenceOf(t, record)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={record.status === 'parked' ? 'rn-grid rn-row rn-parked-row' : 'rn-grid rn-row'}
      style={{ transform: `translateY(${String(top)}px)` }}
    >
      <span role="cell" className="rn-key">
        <Link
          href={`/records/${encodeURIComponent(record.id)}`}
          className="mono rn-open"
          aria-label={t('records.open', { key: record.key })}
          onClick={(event) => {
            if (onOpen === undefined) return
            event.preventDefault()
            onOpen(record.id)
          }}
        >
          {record.key}
        </Link>
      </span>
      <span role="cell">
        <StatusBadge status={record.status} />
      </span>
      <span role="cell" className="ellipsis" title={sentence}>
        {sentence}
      </span>
      <span role="cell" className="ellipsis t2">
        {nodeName(flow, record.node)}
      </span>
      <span role="cell" className="num t3">
        <Time at={record.at} seconds />
      </span>
    </div>
  )
}
