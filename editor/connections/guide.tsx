import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { GuideTables } from './guide-tables.tsx'

interface Step {
  readonly title: string
  readonly text: string
  /** Names to copy, with commas. */
  readonly code?: string
}

/** What to make ready in the other system, in short; nothing for a system that has no words here. */
export function Guide({ type, folded = false }: { type: string; folded?: boolean }) {
  const { t, i18n } = useTranslation('connections')
  if (!i18n.exists(`connections:guide.${type}`)) return null
  if (folded) {
    return (
      <details className="cn-guide cn-more">
        <summary>{t('guide.title')}</summary>
        <Steps type={type} />
      </details>
    )
  }
  return (
    <aside className="cn-guide" aria-label={t('guide.title')}>
      <h2 className="pane-title">{t('guide.title')}</h2>
      <Steps type={type} />
    </aside>
  )
}

/** Texts come as whatever stands at their key. */
function stepsIn(texts: unknown): readonly Step[] {
  return Array.isArray(texts) ? texts.filter(isStep) : []
}

function isStep(one: unknown): one is Step {
  return typeof one === 'object' && one !== null && 'title' in one && 'text' in one
}

function Steps({ type }: { type: string }) {
  const { t } = useTranslation('connections')
  const steps: unknown = t(`guide.${type}.steps`, { returnObjects: true })
  return (
    <>
      <p className="t2">{t(`guide.${type}.time`)}</p>
      <ol>
        {stepsIn(steps).map((step) => (
          <li key={step.title}>
            <b>{step.title}</b>
            <span>{step.text}</span>
            {step.code === undefined ? null : <Scopes list={step.code} />}
          </li>
        ))}
      </ol>
      <GuideTables type={type} />
      <p className="t3">{t(`guide.${type}.more`)}</p>
    </>
  )
}

/** A list with commas that breaks after one of them, and is copied as it stands. */
function Scopes({ list }: { list: string }) {
  const names = list.split(',')
  return (
    <code>
      {names.map((name, index) => (
        <Fragment key={name}>
          {name}
          {index === names.length - 1 ? null : ','}
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}
