import { IconPlugConnected } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-context.ts'
import { toastError } from '../ui/toast.tsx'
import type { ConnectionView } from './connection-shapes.ts'
import { runTest, useLastTest } from './last-tests.ts'
import { CheckList, TestBadge } from './test-state.tsx'

/** What the other system says to the connection as it is stored now. */
export function TestPanel({ connection, system }: { connection: ConnectionView; system: string }) {
  const { t } = useTranslation('connections')
  const { state, test } = useLastTest(connection)
  const { role } = useSession().person
  const ask = () => {
    runTest(connection).catch((error: unknown) => toastError(t('test.broken'), error))
  }
  return (
    <section className="panel cn-box" aria-label={t('test.title')} data-pane tabIndex={-1}>
      <header className="cn-box-head">
        <h2 className="pane-title">{t('test.title')}</h2>
        <span aria-live="polite">
          <TestBadge state={state} test={test} />
        </span>
        <span className="spacer" />
        {role === 'viewer' ? null : (
          <button type="button" className="btn btn-sm" disabled={state === 'running'} onClick={ask}>
            <IconPlugConnected className="icon" size={14} stroke={1.75} aria-hidden />
            {t(test === undefined ? 'test.action' : 'test.again')}
          </button>
        )}
      </header>
      {test === undefined ? <p className="t2">{t('test.intro', { system })}</p> : null}
      {state === 'changed' ? <p className="t2">{t('test.stale')}</p> : null}
      {state === 'passed' ? <p className="t2">{t('test.allWell', { system })}</p> : null}
      {test === undefined || state === 'changed' ? null : <CheckList checks={test.checks} type={connection.type} />}
    </section>
  )
}
