import {
  IconAlertOctagon,
  IconCircleCheck,
  IconCircleDashed,
  IconCirclePlus,
  IconClockPause,
  IconLoader2,
  IconPencil,
  IconPlayerSkipForward,
  IconSquareLetterP,
  IconSquareX,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface Look {
  readonly icon: Icon
  readonly colour: 'created' | 'updated' | 'skipped' | 'parked' | 'failed' | 'running' | 'pending'
}

const looks = {
  created: { icon: IconCirclePlus, colour: 'created' },
  updated: { icon: IconPencil, colour: 'updated' },
  skipped: { icon: IconPlayerSkipForward, colour: 'skipped' },
  parked: { icon: IconSquareLetterP, colour: 'parked' },
  failed: { icon: IconAlertOctagon, colour: 'failed' },
  stopped: { icon: IconAlertOctagon, colour: 'failed' },
  running: { icon: IconLoader2, colour: 'running' },
  moving: { icon: IconLoader2, colour: 'running' },
  pending: { icon: IconCircleDashed, colour: 'pending' },
  queued: { icon: IconCircleDashed, colour: 'pending' },
  healthy: { icon: IconCircleCheck, colour: 'created' },
  succeeded: { icon: IconCircleCheck, colour: 'created' },
  partial: { icon: IconSquareLetterP, colour: 'parked' },
  cancelled: { icon: IconSquareX, colour: 'skipped' },
  waits: { icon: IconClockPause, colour: 'parked' },
} as const satisfies Record<string, Look>

/** Every word a status can have, of records as well as of runs. */
export type Status = keyof typeof looks

export function isStatus(value: string): value is Status {
  return Object.hasOwn(looks, value)
}

export interface StatusBadgeProps {
  readonly status: Status
  /** On its tint, as a chip; without it plain text for rows. */
  readonly chip?: boolean
  /** Another word than the usual one: "164 done". */
  readonly label?: string
  readonly size?: number
}

/** A status is always icon, word and colour together. */
export function StatusBadge({ status, chip = false, label, size = 14 }: StatusBadgeProps) {
  const { t } = useTranslation('ui')
  const look: Look = looks[status]
  const Shape = look.icon
  const spin = status === 'running' ? 'icon spin' : 'icon'
  return (
    <span className={`${chip ? 'chip' : 'st'} st-${look.colour}`}>
      <Shape className={spin} size={size} stroke={1.75} aria-hidden />
      {label ?? t(`status.${status}`)}
    </span>
  )
}
