import { IconChevronRight, IconListNumbers, IconPlus, IconTemplate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowItem, Template } from '../api/shapes.ts'
import { Crumb } from '../app/crumb.tsx'
import { Link } from '../app/router.tsx'
import type { Manifests } from '../canvas/wiring.ts'
import { NewFlowDialog } from '../flows/new-flow-dialog.tsx'
import { flowsQuery, manifestsQuery, templatesQuery } from '../flows/queries.ts'
import { NodeIcon } from '../ui/node-icon.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { DirectionWords } from './direction.tsx'
import { InstalledState } from './installed-state.tsx'
import { directionOf, iconOf, madeFrom, settingGroups } from './template-facts.ts'
import './templates.css'

/** What can be installed: each template with what it does, between which systems, what a person sets, and whether it is there. */
export function TemplatesPage() {
  const { t } = useTranslation('templates')
  const templates = useQuery(templatesQuery)
  const manifests = useQuery(manifestsQuery)
  const flows = useQuery(flowsQuery)
  const [making, setMaking] = useState(false)
  const failed = templates.error ?? manifests.error ?? flows.error
  const again = () => void Promise.all([templates.refetch(), manifests.refetch(), flows.refetch()])
  const items = templates.data?.items
  const known = items !== undefined && manifests.data !== undefined && flows.data !== undefined
  const installed = known
    ? items.filter((one) => madeFrom(one, flows.data.items, manifests.data).length > 0).length
    : undefined
  return (
    <div className="page">
      <Crumb>
        <Link href="/flows">{t('flows')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{t('title')}</b>
      </Crumb>
      <header className="page-head">
        <h1 className="page-title">
          {installed === undefined ? t('title') : t('verdict', { count: items?.length ?? 0, installed })}
        </h1>
        <span className="spacer" />
        <Link className="btn" href="/setup">
          <IconListNumbers className="icon" size={15} stroke={1.75} aria-hidden />
          {t('setup')}
        </Link>
        <button type="button" className="btn" onClick={() => setMaking(true)}>
          <IconPlus className="icon" size={15} stroke={1.75} aria-hidden />
          {t('emptyFlow')}
        </button>
      </header>
      {failed === null ? null : <ErrorState error={failed} title={t('failed')} onRetry={again} />}
      {failed === null && !known ? <Skeleton lines={8} what={t('reading')} /> : null}
      {!known ? null : items.length === 0 ? (
        <EmptyState icon={IconTemplate} title={t('empty')} />
      ) : (
        <ul className="panel tp-list" aria-label={t('title')}>
          {items.map((template) => (
            <TemplateRow key={template.id} template={template} flows={flows.data.items} manifests={manifests.data} />
          ))}
        </ul>
      )}
      <NewFlowDialog open={making} onClose={() => setMaking(false)} />
    </div>
  )
}

interface TemplateRowProps {
  readonly template: Template
  readonly flows: readonly FlowItem[]
  readonly manifests: Manifests
}

function TemplateRow({ template, flows, manifests }: TemplateRowProps) {
  const { t, i18n } = useTranslation('templates')
  const made = madeFrom(template, flows, manifests)
  const groups = settingGroups(template).map(({ title }) => title || t('settings:group.other'))
  const maps = Object.values(template.valueMaps ?? {}).map(({ title }) => title)
  const list = (names: readonly string[]) => new Intl.ListFormat(i18n.language, { type: 'unit' }).format(names)
  return (
    <li className="tp-row">
      <span className="tp-tile">
        <NodeIcon name={iconOf(template, manifests)} size={20} />
      </span>
      <div className="tp-what">
        <h2>
          <Link href={`/templates/${template.id}`}>{template.name}</Link>
        </h2>
        <DirectionWords direction={directionOf(template, manifests)} />
        <p>{template.description}</p>
      </div>
      <dl className="tp-sets">
        {groups.length === 0 ? null : (
          <div>
            <dt>{t('settings')}</dt>
            <dd>{list(groups)}</dd>
          </div>
        )}
        {maps.length === 0 ? null : (
          <div>
            <dt>{t('maps')}</dt>
            <dd>{list(maps)}</dd>
          </div>
        )}
      </dl>
      <div className="tp-state">
        <InstalledState flows={made} />
        <Link
          className="btn"
          href={`/templates/${template.id}`}
          aria-label={t(made.length === 0 ? 'chooseOf' : 'againOf', { name: template.name })}
        >
          {t(made.length === 0 ? 'choose' : 'again')}
        </Link>
      </div>
    </li>
  )
}
