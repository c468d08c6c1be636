import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from './router.tsx'
import { rail } from './routes.tsx'

export function Rail({ narrow, active }: { narrow: boolean; active: string | undefined }) {
  const { t } = useTranslation('app')
  return (
    <nav className={narrow ? 'rail rail-narrow' : 'rail'} aria-label={t('rail.label')}>
      {rail.map(({ room, href, icon: Shape }) => (
        <Tooltip key={room} label={t(`rail.${room}`)} position="right" disabled={!narrow}>
          <Link href={href} aria-current={room === active ? 'page' : undefined} aria-label={t(`rail.${room}`)}>
            <Shape className="icon" size={18} stroke={1.75} aria-hidden />
            <span>{t(`rail.${room}`)}</span>
          </Link>
        </Tooltip>
      ))}
    </nav>
  )
}
