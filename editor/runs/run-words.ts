import type { TFunction } from 'i18next'
import type { FlowItem, Run } from '../api/shapes.ts'
import type { RecordItem } from './run-shapes.ts'

type Words = TFunction<'runs'>

/** The short number people see: the end of a long id is enough to tell runs apart. */
export const runNumber = (id: string) => (/^\d+$/.test(id) || id.length <= 8 ? id : id.slice(-6))

export function nodeName(flow: Pick<FlowItem, 'nodes'> | undefined, node: string | undefined): string {
  if (node === undefined) return ''
  return flow?.nodes.find((one) => one.id === node)?.name ?? node
}

/** "By hand, Femke Visser": who or what started it. A trigger may carry more after a colon. */
export function startedBy(t: Words, run: Pick<Run, 'trigger' | 'by'>): string {
  const kind = run.trigger.split(/[:\s]/)[0] ?? ''
  const trigger = t(`trigger.${kind}`, { defaultValue: run.trigger })
  const who = run.by
  return who === undefined || who === '' || who === 'system' || who === kind ? trigger : t('byWho', { trigger, who })
}

/** What happened to a record in one sentence: its problem, or the reason it was left out. */
export function sentenceOf(t: Words, record: Pick<RecordItem, 'problem' | 'reason'>): string {
  if (record.problem !== undefined) return record.problem.message
  return record.reason === undefined ? '' : reasonWords(t, record.reason)
}

export const reasonWords = (t: Words, reason: string) => t(`reason.${reason}`, { defaultValue: reason })

/** How long it took, or has been going. */
export function durationOf(run: Pick<Run, 'startedAt' | 'finishedAt'>, now = Date.now()): number | undefined {
  if (run.startedAt === null) return undefined
  const end = run.finishedAt === null ? now : Date.parse(run.finishedAt)
  return Math.max(0, end - Date.parse(run.startedAt))
}
