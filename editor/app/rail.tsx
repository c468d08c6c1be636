import { Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { flowsQuery } from '../flows/queries.ts'
import { formatCount } from '../ui/format.tsx'
import { Link } from './router.tsx'
import { rail } from './routes.tsx'

export function Rail({ narrow, active }: { narrow: boolean; active: string | undefined }) {
  const { t } = useTranslation('app')
  return (
    <nav className={narrow ? 'rail rail-narrow' : 'rail'} aria-label={t('rail.label')}>
      {rail.map(({ room, href, icon: Shape }) => (
        <Tooltip key={room} label={t(`rail.${room}`)} position="right" disabled={!narrow}>
          <Link href={href} aria-current={room === active ? 'page' : undefined}>
            <Shape className="icon" size={18} stroke={1.75} aria-hidden />
            <span>{t(`rail.${room}`)}</span>
            {room === 'parked' ? <ParkedCount /> : null}
          </Link>
        </Tooltip>
      ))}
    </nav>
  )
}

/** How many records wait for a person, over all flows; the list of flows knows. */
function ParkedCount() {
  const { t } = useTranslation('app')
  const flows = useQuery(flowsQuery).data?.items ?? []
  const count = flows.reduce((sum, flow) => sum + flow.parked, 0)
  return count === 0 ? null : <b title={t('parkedCount', { count })}>{formatCount(count)}</b>
}
