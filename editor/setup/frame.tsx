import { IconAlertOctagon, IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '../app/router.tsx'
import { useConnectorTitle } from './connector-title.ts'
import type { Step } from './steps.ts'
import { stepHref } from './ways.ts'

export interface StepEntry {
  readonly step: Step
  readonly answered: boolean
  readonly reachable: boolean
  /** Answered, but the system said no when it was tested. */
  readonly failing: boolean
}

export interface SubEntry {
  readonly id: string
  readonly label: string
}

export interface StepListProps {
  readonly entries: readonly StepEntry[]
  readonly active: Step
  /** What is asked in turn within the active step: the flows. */
  readonly parts: readonly SubEntry[]
  readonly part: string | undefined
}

/** All steps with their numbers; those that have an answer are ticked, and can be gone back to. */
export function StepList({ entries, active, parts, part }: StepListProps) {
  const { t } = useTranslation('setup')
  const title = useConnectorTitle()
  return (
    <nav className="su-list" aria-label={t('list')}>
      <ol>
        {entries.map(({ step, answered, reachable, failing }, index) => {
          const current = step.id === active.id
          const label = t(`step.${step.kind}.short`, { system: title(step.system ?? '') })
          const body = (
            <>
              {!answered || current ? (
                <i>{index + 1}</i>
              ) : failing ? (
                <IconAlertOctagon className="icon st-failed" size={18} stroke={1.75} aria-hidden />
              ) : (
                <IconCircleCheck className="icon st-created" size={18} stroke={1.75} aria-hidden />
              )}
              <span>{label}</span>
              {answered && !current ? (
                <span className="visually-hidden">{t(failing ? 'failing' : 'answered')}</span>
              ) : null}
            </>
          )
          return (
            <li key={step.id} aria-current={current ? 'step' : undefined}>
              {reachable ? <Link href={stepHref(step.id)}>{body}</Link> : <span className="su-later">{body}</span>}
              {current && parts.length > 1 ? (
                <ul>
                  {parts.map((one) => (
                    <li key={one.id}>
                      <Link href={stepHref(step.id, one.id)} aria-current={one.id === part ? 'true' : undefined}>
                        {one.label}
                      </Link>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

export interface QuestionProps {
  readonly title: string
  readonly text?: ReactNode
  readonly children?: ReactNode
  /** Where Back leads; nothing on the first step. */
  readonly back?: string | undefined
  /** Right of Back: what else can be done, the primary button last. Without it the content has its own. */
  readonly actions?: ReactNode
}

/** One question of the set-up. Its title has the focus when it comes, so that readers hear where they are. */
export function Question({ title, text, children, back, actions }: QuestionProps) {
  const { t } = useTranslation('setup')
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus({ preventScroll: true }), [title])
  return (
    <section className="su-question" aria-labelledby="su-title">
      <div className="su-body">
        <h2 id="su-title" ref={head} tabIndex={-1}>
          {title}
        </h2>
        {text === undefined ? null : <p className="su-text">{text}</p>}
        {children}
      </div>
      {actions === undefined ? null : (
        <footer className="su-foot">
          {back === undefined ? null : (
            <Link className="btn btn-lg" href={back}>
              {t('back')}
            </Link>
          )}
          <span className="spacer" />
          {actions}
        </footer>
      )}
    </section>
  )
}
