import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../app/router.tsx'
import { connectorsQuery } from '../../connections/connection-queries.ts'
import { templatesQuery } from '../../flows/queries.ts'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { Question } from '../frame.tsx'
import { stepHref } from '../ways.ts'
import { choose, markDone, useChoices } from '../setup-store.ts'

/** The two that every template works with, when there is no choice in it. */
export function useLikelySystems(): readonly string[] {
  const connectors = useQuery(connectorsQuery).data?.items ?? []
  const templates = useQuery(templatesQuery).data?.items ?? []
  const used = new Set(templates.flatMap(({ slots }) => slots.map(({ type }) => type)))
  return used.size === 2 ? connectors.flatMap(({ type }) => (used.has(type) ? [type] : [])) : []
}

/** Which systems are to work together. When all templates go between the same two, those are chosen. */
export function SystemsStep() {
  const { t, i18n } = useTranslation('setup')
  const connectors = useQuery(connectorsQuery).data?.items ?? []
  const templates = useQuery(templatesQuery).data?.items ?? []
  const before = useChoices((choices) => choices.systems)
  const likely = useLikelySystems()
  const used = new Set(templates.flatMap(({ slots }) => slots.map(({ type }) => type)))
  const known = connectors.map(({ type }) => type)
  // What the templates work with comes first, and is chosen when there is no choice in it.
  const ordered = connectors.toSorted((a, b) => Number(used.has(b.type)) - Number(used.has(a.type)))
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const still = before.filter((type) => known.includes(type))
    return still.length > 0 ? still : likely
  })
  const possible = templates.filter(({ slots }) => slots.every(({ type }) => chosen.includes(type)))
  const goOn = () => {
    choose({ systems: chosen })
    markDone('systems')
    navigate(stepHref(`access-${chosen[0] ?? ''}`))
  }
  return (
    <Question
      title={t('step.systems.title')}
      text={t('step.systems.text')}
      actions={
        <button type="button" className="btn btn-primary btn-lg" disabled={chosen.length < 2} onClick={goOn}>
          {t('next')}
        </button>
      }
    >
      <ul className="su-choices">
        {ordered.map(({ type, title, icon }) => (
          <li key={type}>
            <label className="su-choice">
              <input
                type="checkbox"
                checked={chosen.includes(type)}
                onChange={(event) =>
                  setChosen(event.currentTarget.checked ? [...chosen, type] : chosen.filter((one) => one !== type))
                }
              />
              <NodeIcon name={icon} size={20} />
              <span>
                <b>{title}</b>
                <small>{t(`connections:choose.${type}`, { defaultValue: t('connections:choose.other') })}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p className="t2" role="status">
        {chosen.length < 2
          ? t('step.systems.two')
          : t('step.systems.possible', {
              count: possible.length,
              names: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(
                possible.map(({ name }) => name),
              ),
            })}
      </p>
    </Question>
  )
}
