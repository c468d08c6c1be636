import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, navigate, setParams, useParam } from '../../app/router.tsx'
import { ConnectionForm } from '../../connections/connection-form.tsx'
import { connectionViewsQuery, connectorsQuery } from '../../connections/connection-queries.ts'
import type { ConnectionView } from '../../connections/connection-shapes.ts'
import { Guide } from '../../connections/guide.tsx'
import { runTest, useLastTest } from '../../connections/last-tests.ts'
import { CheckList, TestBadge } from '../../connections/test-state.tsx'
import { useSession } from '../../session/session-context.ts'
import { toastError } from '../../ui/toast.tsx'
import { ConnectionChoices, NEW } from '../connection-choices.tsx'
import { useConnectorTitle } from '../connector-title.ts'
import { Question } from '../frame.tsx'
import { choose, markDone, useChoices } from '../setup-store.ts'
import type { Ways } from '../ways.ts'
import '../../connections/connections.css'

/** The access to one system: a connection that is there, or a new one with its credentials; tested at once. */
export function AccessStep({ system, ways }: { system: string; ways: Ways }) {
  const { t } = useTranslation('setup')
  const title = useConnectorTitle()(system)
  const { role } = useSession().person
  const connector = useQuery(connectorsQuery).data?.items.find((one) => one.type === system)
  const all = useQuery(connectionViewsQuery).data?.items ?? []
  const fitting = all.filter((one) => one.type === system)
  const connections = useChoices((choices) => choices.connections)
  const [wish] = useParam('connection')
  const given = fitting.find((one) => one.id === connections[system])
  const makesNew = wish === NEW || (fitting.length === 0 && given === undefined)
  const take = (id: string) => choose({ connections: { ...connections, [system]: id } })
  const chooser =
    fitting.length === 0 ? null : (
      <ConnectionChoices
        title={title}
        connections={fitting}
        chosen={makesNew ? NEW : given?.id}
        onChoose={(id) => {
          if (id !== NEW) take(id)
          setParams({ connection: id === NEW ? NEW : null })
        }}
      />
    )
  const question = t(fitting.length === 0 ? 'step.access.titleNew' : 'step.access.title', { system: title })
  if (makesNew && connector !== undefined && role === 'owner') {
    return (
      <Question title={question}>
        {chooser}
        <div className="su-access">
          <section className="cn-sheet">
            <ConnectionForm
              connector={connector}
              back={ways.back ?? '/setup'}
              keptAs={`setup-${system}`}
              onKept={({ id }) => {
                take(id)
                setParams({ connection: null })
              }}
            />
          </section>
          <Guide type={system} />
        </div>
      </Question>
    )
  }
  return (
    <Question title={question} back={ways.back} actions={<Actions system={system} given={given} next={ways.next} />}>
      {chooser}
      {fitting.length === 0 ? (
        <p className="t2">{t('connections:owner')}</p>
      ) : given === undefined ? null : (
        <Checked key={given.id} connection={given} title={title} />
      )}
    </Question>
  )
}

/** What the system says to this connection; asked by itself when it was not asked since the last change. */
function Checked({ connection, title }: { connection: ConnectionView; title: string }) {
  const { t } = useTranslation('setup')
  const { state, test } = useLastTest(connection)
  const { role } = useSession().person
  const unasked = (state === 'none' || state === 'changed') && role !== 'viewer'
  useEffect(() => {
    if (unasked) runTest(connection).catch((error: unknown) => toastError(t('connections:test.broken'), error))
    // Once for each connection that is looked at.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [connection.id, unasked])
  return (
    <div className="su-checks" role="group" aria-label={t('step.access.checks', { system: title })}>
      <p aria-live="polite">
        <TestBadge state={state} test={test} />
      </p>
      {test === undefined || state === 'changed' ? null : <CheckList checks={test.checks} brief />}
    </div>
  )
}

interface ActionsProps {
  readonly system: string
  readonly given: ConnectionView | undefined
  readonly next: string
}

function Actions({ system, given, next }: ActionsProps) {
  const { t } = useTranslation('setup')
  const goOn = () => {
    markDone(`access-${system}`)
    navigate(next)
  }
  if (given === undefined) {
    return (
      <button type="button" className="btn btn-primary btn-lg" disabled>
        {t('next')}
      </button>
    )
  }
  return <GivenActions connection={given} onNext={goOn} />
}

function GivenActions({ connection, onNext }: { connection: ConnectionView; onNext: () => void }) {
  const { t } = useTranslation('setup')
  const { role } = useSession().person
  const { state } = useLastTest(connection)
  const again = () =>
    void runTest(connection).catch((error: unknown) => toastError(t('connections:test.broken'), error))
  return (
    <>
      {state === 'failed' && role === 'owner' && !connection.sandbox ? (
        <Link className="btn btn-lg" href={`/connections/${connection.id}`}>
          {t('step.access.change')}
        </Link>
      ) : null}
      {role === 'viewer' ? null : (
        <button type="button" className="btn btn-lg" disabled={state === 'running'} onClick={again}>
          <IconPlugConnected className="icon" size={15} stroke={1.75} aria-hidden />
          {t('connections:test.again')}
        </button>
      )}
      <button type="button" className="btn btn-primary btn-lg" disabled={state === 'running'} onClick={onNext}>
        {t(state === 'failed' ? 'step.access.anyway' : 'next')}
      </button>
    </>
  )
}
