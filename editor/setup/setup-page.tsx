import { useQueries, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowItem, InstalledFlow } from '../api/shapes.ts'
import { Crumb } from '../app/crumb.tsx'
import { setParams, useParam } from '../app/router.tsx'
import { connectionViewsQuery, connectorsQuery } from '../connections/connection-queries.ts'
import type { ConnectionView } from '../connections/connection-shapes.ts'
import { useTestStates } from '../connections/last-tests.ts'
import { flowQuery, flowsQuery, manifestsQuery, templatesQuery } from '../flows/queries.ts'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { StepList } from './frame.tsx'
import { useChoices } from './setup-store.ts'
import { chosenFlows, isAnswered, isReachable, stepsFor, stepToShow, type Present, type Step } from './steps.ts'
import { AccessStep } from './steps/access-step.tsx'
import { DryStep } from './steps/dry-step.tsx'
import { FlowsStep } from './steps/flows-step.tsx'
import { LiveStep } from './steps/live-step.tsx'
import { MapsStep, SettingsStep } from './steps/settings-step.tsx'
import { SystemsStep, useLikelySystems } from './steps/systems-step.tsx'
import { partsOf, waysFrom, type Ways } from './ways.ts'
import './setup.css'

/** From two systems to flows that run: one question after the other. */
export function SetupPage() {
  const { t } = useTranslation('setup')
  const queries = [
    useQuery(connectorsQuery),
    useQuery(connectionViewsQuery),
    useQuery(flowsQuery),
    useQuery(templatesQuery),
    useQuery(manifestsQuery),
  ] as const
  const [, connections, flows] = queries
  const failed = queries.find((one) => one.error !== null && one.data === undefined)
  const again = () => void Promise.all(queries.map((one) => one.refetch()))
  return (
    <div className="page su-page">
      <Crumb>
        <b>{t('title')}</b>
      </Crumb>
      {failed !== undefined ? (
        <ErrorState error={failed.error} title={t('failed')} onRetry={again} />
      ) : connections.data === undefined || flows.data === undefined || queries.some((one) => one.isPending) ? (
        <Skeleton lines={6} what={t('reading')} />
      ) : (
        <Wizard connections={connections.data.items} flows={flows.data.items} />
      )}
    </div>
  )
}

interface WizardProps {
  readonly connections: readonly ConnectionView[]
  readonly flows: readonly FlowItem[]
}

function Wizard({ connections, flows }: WizardProps) {
  const { t } = useTranslation('setup')
  const choices = useChoices()
  const [wanted] = useParam('step')
  const [wantedFlow] = useParam('flow')
  const present: Present = {
    connections: new Set(connections.map((one) => one.id)),
    flows: new Set(flows.map((flow) => flow.id)),
  }
  const likely = useLikelySystems()
  const steps = stepsFor({ systems: choices.systems.length > 0 ? choices.systems : likely })
  const step = stepToShow(wanted, steps, choices, present)
  // From here on the address says it: what is answered now must not turn the page by itself. One that is there is kept,
  // also when it cannot be shown yet: a flow that was just installed is known a moment later.
  useEffect(() => {
    if (wanted === null) setParams({ step: step.id })
  }, [wanted, step.id])
  const states = useTestStates(connections)
  const failing = new Set(connections.filter((_, index) => states[index] === 'failed').map((one) => one.id))
  const ids = chosenFlows(choices, present)
  const whole = useQueries({ queries: ids.map((id) => flowQuery(id)) })
  const broken = whole.find((one) => one.error !== null && one.data === undefined)
  if (broken !== undefined)
    return <ErrorState error={broken.error} title={t('failed')} onRetry={() => void broken.refetch()} />
  if (whole.some((one) => one.isPending)) return <Skeleton lines={6} what={t('reading')} />
  const chosen = whole.flatMap((one) => one.data ?? [])
  const inTurn = partsOf(step, chosen)
  const at = Math.max(
    0,
    inTurn.findIndex((flow) => flow.id === wantedFlow),
  )
  const part = inTurn[at]
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">{t('heading')}</h1>
        <span className="t2">{t('progress', { step: steps.indexOf(step) + 1, count: steps.length })}</span>
      </header>
      <div className="panel su-panel">
        <StepList
          entries={steps.map((one) => ({
            step: one,
            answered: isAnswered(one, choices, present),
            reachable: isReachable(one, steps, choices, present),
            failing: failing.has(choices.connections[one.system ?? ''] ?? ''),
          }))}
          active={step}
          parts={inTurn.map((flow) => ({ id: flow.id, label: flow.name }))}
          part={part?.id}
        />
        <StepBody step={step} chosen={chosen} part={part} ways={waysFrom(steps, step, inTurn, at, chosen)} />
      </div>
    </>
  )
}

interface StepBodyProps {
  readonly step: Step
  readonly chosen: readonly InstalledFlow[]
  readonly part: InstalledFlow | undefined
  readonly ways: Ways
}

function StepBody({ step, chosen, part, ways }: StepBodyProps) {
  switch (step.kind) {
    case 'systems':
      return <SystemsStep />
    case 'access':
      return <AccessStep key={step.id} system={step.system ?? ''} ways={ways} />
    case 'flows':
      return <FlowsStep ways={ways} />
    case 'settings':
      return part === undefined ? null : <SettingsStep key={part.id} flow={part} ways={ways} />
    case 'maps':
      return <MapsStep key={part?.id} flow={part} ways={ways} />
    case 'dry':
      return part === undefined ? null : <DryStep key={part.id} flow={part} ways={ways} />
    case 'live':
      return <LiveStep flows={chosen} ways={ways} />
  }
}
