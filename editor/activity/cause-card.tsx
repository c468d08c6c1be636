import { IconBulb, IconClockPause, IconRefresh, IconSquareLetterP } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFlowIndex } from '../runs/run-queries.ts'
import { nodeName } from '../runs/run-words.ts'
import { formatClock } from '../ui/format.tsx'
import type { ParkedGroup } from './parked-groups.ts'

/** A cause as a card: the sentence, where, how many, and what to do. */
export function CauseCard({ group, chosen, onChoose }: { group: ParkedGroup; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('activity')
  const flow = useFlowIndex().get(group.flow)
  const Shape = group.byItself ? IconClockPause : IconSquareLetterP
  const attempts = Math.max(...group.items.map((item) => item.attempts))
  return (
    <button type="button" className={chosen ? 'pk-card pk-chosen' : 'pk-card'} aria-pressed={chosen} onClick={onChoose}>
      <Shape className={group.byItself ? 'icon t2' : 'icon st-parked'} size={17} stroke={1.75} aria-hidden />
      <b>{group.message}</b>
      <span className="pk-number">{group.items.length}</span>
      <span className="pk-where">
        {flow?.name ?? group.flow}, {nodeName(flow, group.node)}
      </span>
      <span className="pk-next">
        {group.nextAt === undefined ? null : t('parked.next', { when: formatClock(group.nextAt) })}
      </span>
      {group.byItself ? (
        <span className="pk-advice">
          <IconRefresh className="icon" size={14} stroke={1.75} aria-hidden />
          {t('parked.attempts', { count: attempts })}
        </span>
      ) : group.advice === undefined ? null : (
        <span className="pk-advice">
          <IconBulb className="icon" size={14} stroke={1.75} aria-hidden />
          <span className="ellipsis">{group.advice}</span>
        </span>
      )}
    </button>
  )
}
