import { useTranslation } from 'react-i18next'
import type { Flow, FlowNode } from '../../flows/schema.ts'
import { withNodeChange } from '../canvas/edits.ts'
import { editFlow, useDraft, useDraftStore } from '../canvas/draft-store.ts'
import { nodeName } from '../canvas/node-words.ts'
import type { Manifests } from '../canvas/wiring.ts'
import { asObject } from '../inspector/form/defaults.ts'
import { ScheduleField } from './schedule-field.tsx'
import { useScheduleWords } from './schedule-words.ts'

const triggered = (node: FlowNode) => typeof asObject(node.config['trigger'])['type'] === 'string'

export const hasSchedule = (flow: Flow) => flow.nodes.some(triggered)

/** When the flow starts by itself: the trigger of each of its sources. */
export function ScheduleCard({ manifests, enabled }: { manifests: Manifests; enabled: boolean }) {
  const { t } = useTranslation('settings')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const words = useScheduleWords()
  if (!hasSchedule(flow)) return null
  return (
    <section className="panel st-card" aria-label={t('schedule.title')} data-section="schedule">
      <header className="st-card-head">
        <h2>{t('schedule.title')}</h2>
        <p className="t2">{t(enabled ? 'schedule.on' : 'schedule.off')}</p>
      </header>
      <div className="form st-form">
        {flow.nodes.filter(triggered).map((node) => {
          const name = nodeName(node, manifests.get(node.type))
          const id = `trigger-${node.id}`
          const trigger = node.config['trigger']
          return (
            <fieldset key={node.id} className="form-field">
              <div className="form-label">
                <legend>{name}</legend>
              </div>
              {asObject(trigger)['type'] === 'schedule' ? (
                <ScheduleField
                  name={name}
                  trigger={asObject(trigger)}
                  onChange={(next) =>
                    editFlow(
                      store,
                      (now) => withNodeChange(now, node.id, { config: { ...node.config, trigger: next } }),
                      `trigger ${node.id}`,
                    )
                  }
                />
              ) : (
                <p>{words(trigger)}</p>
              )}
              <p id={`${id}-help`} className="form-help">
                {node.description}
              </p>
            </fieldset>
          )
        })}
      </div>
    </section>
  )
}
