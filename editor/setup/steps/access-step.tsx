import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, setParams, useParam } from '../../app/router.tsx'
import { ConnectionForm } from '../../connections/connection-form.tsx'
import { connectionViewsQuery, connectorsQuery } from '../../connections/connection-queries.ts'
import type { ConnectionView } from '../../connections/connection-shapes.ts'
import { GuideDialog } from '../../connections/guide-dialog.tsx'
import { Guide } from '../../connections/guide.tsx'
import { runTest, useLastTest } from '../../connections/last-tests.ts'
import { CheckList, TestBadge } from '../../connections/test-state.tsx'
import { useSession } from '../../session/session-context.ts'
import { toastError } from '../../ui/toast.tsx'
import { ConnectionChoices, NEW } from '../connection-choices.tsx'
import { useConnectorTitle } from '../connector-title.ts'
import { Question } from '../frame.tsx'
import { choose, markDone, useChoices } from '../setup-store.ts'
import { stepHref, type Ways } from '../ways.ts'
import '../../connections/connections.css'

/** In the address: what is wrong with the chosen connection is put right here. */
const CHANGE = 'change'

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
  const changed = !makesNew && wish === CHANGE && given !== undefined && !given.sandbox ? given : undefined
  if ((makesNew || changed !== undefined) && connector !== undefined && role === 'owner') {
    return (
      <Question title={question}>
        {chooser}
        <div className="su-access">
          <section className="cn-sheet">
            <ConnectionForm
              key={changed?.id ?? NEW}
              connector={connector}
              {...(changed === undefined ? {} : { connection: changed })}
              back={changed === undefined ? (ways.back ?? '/setup') : stepHref(`access-${system}`)}
              keptAs={`setup-${changed?.id ?? system}`}
              onKept={({ id }) => {
                take(id)
                setParams({ connection: null })
              }}
            />
          </section>
          <Guide type={system} />
        </div>
        <GuideDialog type={system} />
      </Question>
    )
  }
  return (
    <Question title={question} back={ways.back} actions={<Actions system={system} given={given} next={ways.next} />}>
      {chooser}
      <GuideDialog type={system} />
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
      {test === undefined || state === 'changed' ? null : (
        <CheckList checks={test.checks} type={connection.type} brief />
      )}
      {state === 'failed' ? <Guide type={connection.type} folded /> : null}
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
        <button type="button" className="btn btn-lg" onClick={() => setParams({ connection: CHANGE })}>
          {t('step.access.change')}
        </button>
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
