import { Menu, Tooltip, useMantineColorScheme } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import {
  IconAccessPoint,
  IconAccessPointOff,
  IconDeviceDesktop,
  IconHelpCircle,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLiveState } from '../api/live.ts'
import { useSession } from '../session/session-context.ts'
import { signOut } from '../session/session.ts'
import { formatClock } from '../ui/format.tsx'
import { Mark } from '../ui/mark.tsx'
import { Link } from './router.tsx'
import { START } from './routes.tsx'

export function TopBar({ crumbRef }: { crumbRef: (element: HTMLElement | null) => void }) {
  return (
    <header className="top">
      <Link href={START} className="top-mark">
        <Mark />
      </Link>
      <div className="crumb" ref={crumbRef} />
      <span className="spacer" />
      <SearchButton />
      <LiveDot />
      <KeysButton />
      <ThemeButton />
      <PersonMenu />
    </header>
  )
}

const SearchPalette = lazy(async () => ({ default: (await import('./search-palette.tsx')).SearchPalette }))
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }))

/** Looks like a field and opens the palette; Ctrl K does so from everywhere. */
function SearchButton() {
  const { t } = useTranslation('app')
  const [open, setOpen] = useState(false)
  useHotkeys([['mod+K', () => setOpen(true)]], [])
  return (
    <>
      <button type="button" className="search-button" aria-keyshortcuts="Control+K" onClick={() => setOpen(true)}>
        <IconSearch className="icon" size={15} stroke={1.75} aria-hidden />
        <span>{t('search.field')}</span>
        <kbd>{t('search.keys')}</kbd>
      </button>
      <Suspense fallback={null}>{open ? <SearchPalette onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  )
}

function KeysButton() {
  const { t } = useTranslation('app')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Tooltip label={t('keys.title')}>
        <button type="button" className="icon-btn" aria-label={t('keys.open')} onClick={() => setOpen(true)}>
          <IconHelpCircle size={18} stroke={1.75} aria-hidden />
        </button>
      </Tooltip>
      <Suspense fallback={null}>{open ? <KeysDialog onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  )
}

function LiveDot() {
  const { t } = useTranslation('app')
  const state = useLiveState()
  if (state.kind === 'offline') {
    const time = formatClock(new Date(state.since).toISOString())
    return (
      <span className="live-dot st-failed" role="status">
        <IconAccessPointOff className="icon" size={15} stroke={1.75} aria-hidden />
        {t('live.offline', { time })}
      </span>
    )
  }
  return (
    <span className={`live-dot ${state.kind === 'live' ? 'st-created' : 'st-running'}`} role="status">
      <IconAccessPoint className="icon" size={15} stroke={1.75} aria-hidden />
      {state.kind === 'live' ? t('live.live') : t('live.catchingUp')}
    </span>
  )
}

const NEXT = { light: 'dark', dark: 'auto', auto: 'light' } as const
const ICONS = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop }

function ThemeButton() {
  const { t } = useTranslation('app')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Shape = ICONS[colorScheme]
  return (
    <Tooltip label={t(`theme.${colorScheme}`)}>
      <button
        type="button"
        className="icon-btn"
        aria-label={`${t('theme.change')}: ${t(`theme.${colorScheme}`)}`}
        onClick={() => setColorScheme(NEXT[colorScheme])}
      >
        <Shape size={18} stroke={1.75} aria-hidden />
      </button>
    </Tooltip>
  )
}

function PersonMenu() {
  const { t } = useTranslation('app')
  const { person, version } = useSession()
  const initials = person.name
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 2)
    .join('')
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className="avatar" aria-label={`${initials}, ${person.name}`}>
          {initials}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.name}, {person.email}
        </Menu.Label>
        <Menu.Item onClick={() => void signOut()}>{t('person.signOut')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('person.version', { version })}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}
