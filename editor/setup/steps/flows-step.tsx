import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, navigate } from '../../app/router.tsx'
import type { FlowItem, Template } from '../../api/shapes.ts'
import { freeId } from '../../flows/free-id.ts'
import { flowsQuery, manifestsQuery, templatesQuery } from '../../flows/queries.ts'
import { useSession } from '../../session/session-context.ts'
import { DirectionWords } from '../../templates/direction.tsx'
import { installTemplate } from '../../templates/install.ts'
import { directionOf, iconOf, madeFrom } from '../../templates/template-facts.ts'
import '../../templates/templates.css'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { toastError } from '../../ui/toast.tsx'
import { Question } from '../frame.tsx'
import { firstSettings } from '../first-settings.ts'
import { choose, markDone, useChoices } from '../setup-store.ts'
import type { Ways } from '../ways.ts'

/** Which integrations: those whose systems are connected. They are installed on going on, switched off. */
export function FlowsStep({ ways }: { ways: Ways }) {
  const { t } = useTranslation('setup')
  const templates = useQuery(templatesQuery).data?.items ?? []
  const manifests = useQuery(manifestsQuery).data
  const flows = useQuery(flowsQuery).data?.items ?? []
  const { role } = useSession().person
  const choices = useChoices()
  const possible = templates.filter(({ slots }) => slots.every(({ type }) => choices.systems.includes(type)))
  const connectionsOf = ({ slots }: Template) =>
    Object.fromEntries(slots.map(({ slot, type }) => [slot, choices.connections[type] ?? '']))
  /** Between the same two connections there is one flow of a template. */
  const thereOf = (template: Template): FlowItem | undefined => {
    const wanted = connectionsOf(template)
    const made = manifests === undefined ? [] : madeFrom(template, flows, manifests)
    return made.find((flow) => Object.entries(wanted).every(([slot, id]) => flow.connections[slot] === id))
  }
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    possible.map(({ id }) => id).filter((id) => Object.keys(choices.flows).length === 0 || id in choices.flows),
  )
  const [busy, setBusy] = useState(false)
  const wanted = possible.filter(({ id }) => chosen.includes(id))
  const fresh = wanted.filter((template) => thereOf(template) === undefined)
  const goOn = async () => {
    setBusy(true)
    const taken = new Set(flows.map((flow) => flow.id))
    const made: Record<string, string> = {}
    try {
      for (const template of wanted) {
        const there = thereOf(template)
        const id = there?.id ?? freeId(template.id, taken)
        if (there === undefined) {
          await installTemplate(template, {
            id,
            name: template.name,
            connections: connectionsOf(template),
            settings: firstSettings(template, new Date()),
          })
        }
        taken.add(id)
        made[template.id] = id
        choose({ flows: { ...made } })
      }
      markDone('flows')
      navigate(ways.next)
    } catch (error) {
      toastError(t('step.flows.failed'), error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Question
      title={t('step.flows.title')}
      text={t('step.flows.text')}
      back={ways.back}
      actions={
        possible.length === 0 ? (
          <Link className="btn btn-primary btn-lg" href="/flows">
            {t('step.flows.canvas')}
          </Link>
        ) : (
          <button
            type="button"
            className="btn btn-primary btn-lg"
            disabled={busy || wanted.length === 0 || (role === 'viewer' && fresh.length > 0)}
            onClick={() => void goOn()}
          >
            {fresh.length === 0 ? t('next') : t('step.flows.action', { count: fresh.length })}
          </button>
        )
      }
    >
      <ul className="su-choices">
        {possible.map((template) => {
          const there = thereOf(template)
          return (
            <li key={template.id}>
              <label className="su-choice">
                <input
                  type="checkbox"
                  checked={chosen.includes(template.id)}
                  onChange={(event) =>
                    setChosen(
                      event.currentTarget.checked
                        ? [...chosen, template.id]
                        : chosen.filter((one) => one !== template.id),
                    )
                  }
                />
                <NodeIcon name={manifests === undefined ? 'box' : iconOf(template, manifests)} size={20} />
                <span>
                  <b>{template.name}</b>{' '}
                  {manifests === undefined ? null : <DirectionWords direction={directionOf(template, manifests)} />}
                  <small>{template.description}</small>
                  {there === undefined ? null : (
                    <small className="t3">
                      {t(there.enabled ? 'step.flows.on' : 'step.flows.off', { name: there.name })}
                    </small>
                  )}
                </span>
              </label>
            </li>
          )
        })}
      </ul>
      {possible.length === 0 ? <p className="t2">{t('step.flows.none')}</p> : null}
    </Question>
  )
}
