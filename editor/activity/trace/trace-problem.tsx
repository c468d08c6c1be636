import { IconSquareLetterP } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '../../../flows/schema.ts'
import { nodeName } from '../../runs/run-words.ts'
import type { Trace } from './trace-shapes.ts'

/** Why a record is parked, where, and what to do; nothing when it is not. */
export function TraceProblem({ trace, flow }: { trace: Trace; flow: Flow | undefined }) {
  const { t } = useTranslation('activity')
  const problem = trace.problem
  if (problem === undefined) return null
  return (
    <section className="tr-problem" aria-label={t('problem.title')}>
      <IconSquareLetterP className="icon st-parked" size={18} stroke={1.75} aria-hidden />
      <div>
        <b>{problem.message}</b>
        {problem.advice === undefined ? null : <p>{problem.advice}</p>}
        <p className="tr-problem-foot">
          {trace.node === undefined ? null : <>{t('problem.at', { node: nodeName(flow, trace.node) })}. </>}
          {problem.retry === 'later' ? `${t('problem.later')} ` : null}
          {problem.retry === 'never' ? `${t('problem.never')} ` : null}
          {t('problem.code')} <code>{problem.code}</code>
        </p>
      </div>
    </section>
  )
}
