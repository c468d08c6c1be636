import type { Trace, TraceEffect, TraceStep, TraceVisit } from './trace-shapes.ts'

/** One thing that happened, as a row of the story. `words` is a text of `activity:story`, `values` go into it. */
export interface StoryEvent {
  at: string
  tone: 'plain' | 'created' | 'updated' | 'skipped' | 'parked'
  icon: 'read' | 'step' | 'filter' | 'map' | 'written' | 'updated' | 'skipped' | 'parked' | 'run'
  words: string
  values: Readonly<Record<string, string | number>>
  /** A sentence that is not ours to word: a problem, a reason. */
  sentence?: string
  /** Opens this step. */
  node?: string
  /** Opens this record: the same object in another run. */
  record?: string
}

/** What belongs together: one run of one flow. */
export interface Chapter {
  run: string
  flow: string
  flowName: string
  version: number | null | undefined
  at: string
  current: boolean
  events: StoryEvent[]
}

/** The story over all runs and flows the object went through, oldest first. */
export function storyOf(trace: Trace): Chapter[] {
  const own: Chapter = {
    run: trace.run,
    flow: trace.flow,
    flowName: trace.flowName,
    version: trace.version,
    at: trace.steps[0]?.at ?? trace.at,
    current: true,
    events: eventsOf(trace),
  }
  const named = (visit: TraceVisit) => visit.flowName ?? (visit.flow === trace.flow ? trace.flowName : visit.flow)
  const others = trace.history
    .filter((visit) => visit.record !== trace.id)
    .map((visit) => visitChapter(visit, named(visit)))
  return [...others, own].sort((one, other) => one.at.localeCompare(other.at))
}

/** A later run that settled what is parked here: the record then waits no longer, whatever this run says. */
export function settledLater(trace: Trace): TraceVisit | undefined {
  if (trace.status !== 'parked') return undefined
  const later = trace.history.filter(
    (visit) => visit.flow === trace.flow && visit.dryRun !== true && visit.record !== trace.id && visit.at > trace.at,
  )
  const newest = later.toSorted((one, other) => other.at.localeCompare(one.at)).at(0)
  return newest?.status === 'parked' || newest?.status === 'pending' ? undefined : newest
}

function visitChapter(visit: TraceVisit, flowName: string): Chapter {
  const event: StoryEvent = {
    at: visit.at,
    tone: visit.status === 'pending' ? 'plain' : visit.status,
    icon: visit.status === 'created' ? 'written' : visit.status === 'pending' ? 'run' : visit.status,
    words: visit.dryRun === true ? `visit.would-${visit.status}` : `visit.${visit.status}`,
    values: {},
    record: visit.record,
  }
  return {
    run: visit.run,
    flow: visit.flow,
    flowName,
    version: undefined,
    at: visit.at,
    current: false,
    events: [event],
  }
}

function eventsOf(trace: Trace): StoryEvent[] {
  return trace.steps.map((step, index) => {
    const effect = trace.effects.find((one) => one.node === step.node)
    return eventOf(step, effect, index === 0)
  })
}

function eventOf(step: TraceStep, effect: TraceEffect | undefined, first: boolean): StoryEvent {
  const base = { at: step.at, node: step.node, values: { step: step.name } }
  if (step.outcome === 'parked') {
    return { ...base, tone: 'parked', icon: 'parked', words: 'parked', ...sentence(step.problem?.message) }
  }
  if (effect !== undefined) return effectEvent(base, effect)
  if (step.outcome === 'skipped')
    return { ...base, tone: 'skipped', icon: 'skipped', words: 'skipped', ...sentence(step.reason) }
  if (first) return { ...base, tone: 'plain', icon: 'read', words: 'read' }
  if (step.type === 'core.filter') return { ...base, tone: 'plain', icon: 'filter', words: 'let-through' }
  if (step.type === 'core.map') return { ...base, tone: 'plain', icon: 'map', words: 'mapped' }
  return { ...base, tone: 'plain', icon: 'step', words: 'passed' }
}

function effectEvent(base: Pick<StoryEvent, 'at' | 'node' | 'values'>, effect: TraceEffect): StoryEvent {
  const target = effect.target?.label ?? effect.target?.id ?? ''
  const values = { ...base.values, target, operation: effect.operation }
  const dry = effect.dryRun === true ? 'would-' : ''
  if (effect.action === 'create')
    return { ...base, at: effect.at, values, tone: 'created', icon: 'written', words: `${dry}create` }
  if (effect.action === 'update')
    return { ...base, at: effect.at, values, tone: 'updated', icon: 'updated', words: `${dry}update` }
  return {
    ...base,
    values,
    tone: 'skipped',
    icon: 'skipped',
    words: target === '' ? 'unchanged' : 'exists',
    ...sentence(undefined),
  }
}

const sentence = (text: string | undefined) => (text === undefined ? {} : { sentence: text })

/** The step a person most likely wants: where it stopped, else the first real write, else the last one. */
export function firstStep(trace: Trace): string | undefined {
  const stopped = trace.steps.find((step) => step.outcome === 'parked')
  if (stopped !== undefined) return stopped.node
  const written = trace.effects.find((effect) => effect.action !== 'skip' && mainOperation(effect.operation))
  return written?.node ?? trace.effects[0]?.node ?? trace.steps.at(-1)?.node
}

/** A debtor or a tag is made along the way; the document is what the flow is for. */
const mainOperation = (operation: string) => !['debtor', 'mark'].includes(operation)
