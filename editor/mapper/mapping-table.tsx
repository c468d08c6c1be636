import { IconArrowsMaximize, IconSearch, IconTableShortcut } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flow, FlowNode, ValueMap } from '../../flows/schema.ts'
import { useParam } from '../app/router.tsx'
import { EmptyState, Skeleton } from '../ui/states.tsx'
import { AddField } from './add-field.tsx'
import { ExpressionEditor } from './expression-editor.tsx'
import { useAddedFields, useFields, useRowValues } from './mapper-queries.ts'
import { MappingGroup, type RowContext } from './mapping-group.tsx'
import { allRows, countRows, groupRows, mappingsOf, withExpression, withoutRow, type RowFilter } from './rows.ts'
import { inputOn, recordOf, SampleBar, useChosenSample } from './sample-bar.tsx'
import { settingsOf } from './settings-of.ts'
import { toast } from '../ui/toast.tsx'
import './mapper.css'

export interface MappingTableProps {
  /** The draft as it is being edited: settings and value maps come from it. */
  flow: Flow
  node: FlowNode
  onConfig: (config: Record<string, unknown>) => void
  /** Without it, the fix "Add pair" is not offered. */
  onValueMaps?: (valueMaps: Record<string, ValueMap>) => void
  onOpenFull?: () => void
}

/** The data mapper in the inspector: one row a target field, its expression and its value on a real record. */
export function MappingTable({ flow, node, onConfig, onValueMaps, onOpenFull }: MappingTableProps) {
  const { t } = useTranslation('mapper')
  const [search, setSearch] = useState('')
  const [filterText, setFilter] = useParam('rows')
  const [open, setOpen] = useParam('row')
  const chosen = useChosenSample(flow.id, node.id)
  const { fields, loading } = useFields(flow.id, node.id)
  const added = useAddedFields(flow.id, node.id)
  const filter: RowFilter = filterText === 'required' || filterText === 'all' ? filterText : 'mapped'
  const mappings = useMemo(() => mappingsOf(node.config), [node.config])
  const rows = useMemo(() => allRows(fields, mappings), [fields, mappings])
  const settings = useMemo(() => settingsOf(flow), [flow])
  const on = useMemo(() => inputOn(flow, chosen.sample, settings), [flow, chosen.sample, settings])
  const values = useRowValues(mappings, on)
  const counts = countRows(rows)

  if (typeof node.config['expression'] === 'string') {
    return <WholeRecord {...{ flow, node, onConfig }} expression={node.config['expression']} />
  }
  const context: RowContext = {
    sample: chosen.sample,
    added,
    mappings,
    settings,
    valueMaps: flow.valueMaps ?? {},
    values,
    open,
    onOpen: setOpen,
    onExpression: (to, expression) => onConfig(withExpression(node.config, to, expression)),
    onRemove: (to, label) => {
      const before = node.config
      onConfig(withoutRow(before, to))
      setOpen(null)
      toast({ title: t('table.removed', { label }), action: { label: t('table.undo'), run: () => onConfig(before) } })
    },
    onValueMaps,
  }
  const groups = groupRows(rows, filter, search)
  return (
    <section className="mp-table" aria-label={t('table.title')}>
      <div className="mp-tools">
        <label className="field quiet">
          <IconSearch className="icon" size={15} stroke={1.75} aria-hidden />
          <input
            type="search"
            value={search}
            placeholder={t('table.search')}
            aria-label={t('table.search')}
            data-pane-search
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
        <div className="seg" role="group" aria-label={t('table.show')}>
          {(['mapped', 'required', 'all'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={filter === name}
              onClick={() => setFilter(name === 'mapped' ? null : name)}
            >
              {t(`table.${name}`, { count: counts[name] })}
            </button>
          ))}
        </div>
      </div>
      <SampleBar chosen={chosen} />
      <div className="mp-rows">
        {groups.map((group) => (
          <MappingGroup key={group.id} group={group} context={context} />
        ))}
        {groups.length === 0 && loading ? <Skeleton lines={6} what={t('table.title')} /> : null}
        {groups.length === 0 && !loading ? (
          <Nothing search={search} onAll={() => (setSearch(''), setFilter('all'))} />
        ) : null}
      </div>
      <div className="mp-foot">
        <AddField
          fields={fields}
          mappings={mappings}
          onAdd={(to) => {
            if (!mappings.some((row) => row.to === to)) onConfig(withExpression(node.config, to, ''))
            setSearch('')
            setFilter(null)
            setOpen(to)
          }}
        />
        <span className="spacer" />
        {onOpenFull === undefined ? null : (
          <button type="button" className="btn" onClick={onOpenFull}>
            <IconArrowsMaximize className="icon" size={15} stroke={1.75} aria-hidden />
            {t('table.full')}
          </button>
        )}
      </div>
    </section>
  )
}

function Nothing({ search, onAll }: { search: string; onAll: () => void }) {
  const { t } = useTranslation('mapper')
  const action = (
    <button type="button" className="btn btn-sm" onClick={onAll}>
      {t('table.showAll')}
    </button>
  )
  if (search.trim() !== '')
    return <EmptyState icon={IconSearch} title={t('table.nothingFound', { search })} action={action} />
  return <EmptyState icon={IconTableShortcut} title={t('table.empty')} text={t('table.emptyHint')} action={action} />
}

interface WholeRecordProps {
  flow: Flow
  node: FlowNode
  expression: string
  onConfig: (config: Record<string, unknown>) => void
}

/** A map node that makes the whole record with one expression: the editor with room, and its value. */
function WholeRecord({ flow, node, expression, onConfig }: WholeRecordProps) {
  const { t } = useTranslation('mapper')
  const chosen = useChosenSample(flow.id, node.id)
  const settings = useMemo(() => settingsOf(flow), [flow])
  return (
    <section className="mp-table" aria-label={t('table.title')}>
      <SampleBar chosen={chosen} />
      <div className="mp-whole">
        <p className="t2">{t('table.whole')}</p>
        <ExpressionEditor
          value={expression}
          onChange={(next) => onConfig({ ...node.config, expression: next })}
          label={t('table.wholeLabel')}
          multiline
          settings={settings}
          valueMaps={flow.valueMaps ?? {}}
          {...(chosen.sample === undefined ? {} : { sample: chosen.sample.input, record: recordOf(chosen.sample) })}
        />
      </div>
    </section>
  )
}
