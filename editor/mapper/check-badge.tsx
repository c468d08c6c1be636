import { IconAlertOctagon, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../nodes/sdk/connector.ts'
import type { ValueCheck } from './check-value.ts'

/** Whether the value fits its field, in a few words. */
export function CheckBadge({ check, type }: { check: ValueCheck; type: Field['type'] }) {
  const { t } = useTranslation('mapper')
  const words = t(`check.${check.kind}`, {
    type: t(`fieldType.${type}`),
    length: check.length,
    max: check.max,
    value: 'value' in check ? check.value : undefined,
    count: 'count' in check ? (check.count ?? 0) : 0,
  })
  if (check.fits && check.kind === 'empty') return <span className="st t3">{words}</span>
  return (
    <span className={check.fits ? 'st st-created' : 'st st-failed'}>
      {check.fits ? (
        <IconCheck className="icon" size={13} stroke={1.75} aria-hidden />
      ) : (
        <IconAlertOctagon className="icon" size={13} stroke={1.75} aria-hidden />
      )}
      {words}
    </span>
  )
}
