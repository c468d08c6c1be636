import { useMediaQuery } from '@mantine/hooks'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconMapOff } from '@tabler/icons-react'
import { useSession } from '../session/session-context.ts'
import { EmptyState, Skeleton } from '../ui/states.tsx'
import { CrumbTarget } from './crumb.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Rail } from './rail.tsx'
import { Link, matchPath, navigate, usePath } from './router.tsx'
import { routes, START } from './routes.tsx'
import { SandboxSlot } from './sandbox-slot.tsx'
import { TopBar } from './top-bar.tsx'
import { usePaneKeys } from './use-pane-keys.ts'
import './shell.css'

export function Shell() {
  const { t } = useTranslation('app')
  const session = useSession()
  const path = usePath()
  const small = useMediaQuery('(max-width: 1180px)') ?? false
  const [crumb, setCrumb] = useState<HTMLElement | null>(null)
  usePaneKeys()
  useEffect(() => {
    if (path === '/') navigate(START, { replace: true })
    // The token of the first account is spent: it does not stay in the address.
    if (path === '/setup' && location.search.includes('token=')) navigate('/setup', { replace: true })
  }, [path])
  const found = routes.flatMap((route) => {
    const params = matchPath(route.path, path)
    return params === undefined ? [] : [{ route, params }]
  })[0]
  return (
    <CrumbTarget value={crumb}>
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <div className="shell">
        <TopBar crumbRef={setCrumb} />
        {session.sandbox ? <SandboxSlot full={found?.route.narrowRail ?? false} /> : <span />}
        <Rail narrow={small || (found?.route.narrowRail ?? false)} active={found?.route.room} />
        <main id="content" className="shell-main" tabIndex={-1}>
          <ErrorBoundary key={path}>
            <Suspense fallback={<Skeleton />}>
              {found === undefined ? <NotFound /> : <found.route.page params={found.params} />}
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </CrumbTarget>
  )
}

function NotFound() {
  const { t } = useTranslation('app')
  const action = (
    <Link className="btn btn-sm" href={START}>
      {t('notFound.action')}
    </Link>
  )
  return <EmptyState icon={IconMapOff} title={t('notFound.title')} text={t('notFound.text')} action={action} />
}
