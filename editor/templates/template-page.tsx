import { IconChevronRight, IconMapOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FlowItem, Template } from '../api/shapes.ts'
import { Crumb } from '../app/crumb.tsx'
import { Link } from '../app/router.tsx'
import type { PageProps } from '../app/routes.tsx'
import type { Manifests } from '../canvas/wiring.ts'
import { flowsQuery, manifestsQuery, templatesQuery } from '../flows/queries.ts'
import { useScheduleWords } from '../settings/schedule-words.ts'
import { KindTile } from '../ui/kind-tile.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { DirectionWords } from './direction.tsx'
import { InstallForm } from './install-form.tsx'
import { InstalledState } from './installed-state.tsx'
import { directionOf, madeFrom, settingGroups } from './template-facts.ts'
import './templates.css'

/** One template: its steps, when it runs, what is to be set; and the form that installs it. */
export function TemplatePage({ params }: PageProps) {
  const { t } = useTranslation('templates')
  const templates = useQuery(templatesQuery)
  const manifests = useQuery(manifestsQuery)
  const flows = useQuery(flowsQuery)
  const failed = templates.error ?? manifests.error ?? flows.error
  const again = () => void Promise.all([templates.refetch(), manifests.refetch(), flows.refetch()])
  if (failed !== null) return <ErrorState error={failed} title={t('failed')} onRetry={again} />
  if (templates.data === undefined || manifests.data === undefined || flows.data === undefined)
    return <Skeleton lines={8} what={t('reading')} />
  const template = templates.data.items.find((one) => one.id === params['id'])
  if (template === undefined) return <NoTemplate />
  return <Whole key={template.id} template={template} manifests={manifests.data} flows={flows.data.items} />
}

interface WholeProps {
  readonly template: Template
  readonly manifests: Manifests
  readonly flows: readonly FlowItem[]
}

function Whole({ template, manifests, flows }: WholeProps) {
  const { t } = useTranslation('templates')
  const made = madeFrom(template, flows, manifests)
  return (
    <div className="page">
      <Crumb>
        <Link href="/flows">{t('flows')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <Link href="/templates">{t('title')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{template.name}</b>
      </Crumb>
      <header className="page-head tp-head">
        <h1 className="page-title">{template.name}</h1>
        <DirectionWords direction={directionOf(template, manifests)} />
        <span className="spacer" />
        {made.length === 0 ? null : <InstalledState flows={made} />}
      </header>
      {template.description === undefined ? null : <p className="tp-lead">{template.description}</p>}
      <div className="tp-columns">
        <div className="tp-about">
          <Steps template={template} manifests={manifests} />
          <Settings template={template} />
          <Maps template={template} />
        </div>
        <InstallForm template={template} taken={new Set(flows.map((flow) => flow.id))} made={made.length} />
      </div>
    </div>
  )
}

function Steps({ template, manifests }: { template: Template; manifests: Manifests }) {
  const { t } = useTranslation('templates')
  const words = useScheduleWords()
  return (
    <section className="panel tp-part" aria-labelledby="tp-steps">
      <h2 id="tp-steps">{t('steps')}</h2>
      <ol className="tp-steps">
        {template.nodes.map((step) => {
          const manifest = manifests.get(step.type)
          return (
            <li key={step.id}>
              <KindTile kind={manifest?.kind ?? 'transform'} icon={manifest?.icon ?? 'box'} size={24} />
              <span>
                <b>{step.name ?? manifest?.title ?? step.type}</b>
                {step.trigger === undefined ? null : <span className="tp-when">{words(step.trigger)}</span>}
                <small>{step.description ?? manifest?.description}</small>
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Settings({ template }: { template: Template }) {
  const { t } = useTranslation('templates')
  const groups = settingGroups(template)
  if (groups.length === 0) return null
  return (
    <section className="panel tp-part" aria-labelledby="tp-settings">
      <h2 id="tp-settings">{t('youSet')}</h2>
      <p className="t2">{t('youSetText')}</p>
      {groups.map(({ title, settings }) => (
        <div key={title} className="tp-group">
          <h3>{title || t('settings:group.other')}</h3>
          <dl>
            {settings.map((setting) => (
              <div key={setting.name}>
                <dt>{setting.title}</dt>
                <dd className="t2">{setting.help}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  )
}

function Maps({ template }: { template: Template }) {
  const { t } = useTranslation('templates')
  const maps = Object.entries(template.valueMaps ?? {})
  if (maps.length === 0) return null
  return (
    <section className="panel tp-part" aria-labelledby="tp-maps">
      <h2 id="tp-maps">{t('youMap')}</h2>
      <p className="t2">{t('youMapText')}</p>
      <dl>
        {maps.map(([name, map]) => (
          <div key={name}>
            <dt>
              {map.title}
              <small className="t3">{t('fromTo', { from: map.from, to: map.to })}</small>
            </dt>
            <dd className="t2">{map.description}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function NoTemplate() {
  const { t } = useTranslation('templates')
  const action = (
    <Link className="btn btn-sm" href="/templates">
      {t('gone.action')}
    </Link>
  )
  return <EmptyState icon={IconMapOff} title={t('gone.title')} text={t('gone.text')} action={action} />
}
