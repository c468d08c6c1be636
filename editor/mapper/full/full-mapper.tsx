import { IconArrowLeft, IconCheck, IconChevronRight, IconDeviceFloppy, IconSquareLetterP } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '../../../flows/schema.ts'
import { Crumb } from '../../app/crumb.tsx'
import { Link, navigate, useParam } from '../../app/router.tsx'
import { editFlow, isDirty, useDraft, useDraftStore } from '../../canvas/draft-store.ts'
import { withNodeChange } from '../../canvas/edits.ts'
import { saveDraft } from '../../canvas/save.ts'
import { KindTile } from '../../ui/kind-tile.tsx'
import { toast, toastError } from '../../ui/toast.tsx'
import { useAddedFields, useFields, useRowValues } from '../mapper-queries.ts'
import type { RowContext } from '../mapping-group.tsx'
import { allRows, countRows, mappingsOf, withExpression, withoutRow } from '../rows.ts'
import { inputOn, SampleBar, useChosenSample } from '../sample-bar.tsx'
import { settingsOf } from '../settings-of.ts'
import { RowPane } from './row-pane.tsx'
import { SourceTree } from './source-tree.tsx'
import { TargetRows } from './target-rows.tsx'
import { useSpread } from './use-spread.ts'
import { ValueMapPane } from './value-map-pane.tsx'
import '../mapper.css'
import './full-mapper.css'

/** Source, target and the chosen row; the value map it uses below. */
export function FullMapper({ node }: { node: FlowNode }) {
  const { t } = useTranslation('mapper')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const [open, setOpen] = useParam('row')
  const chosen = useChosenSample(flow.id, node.id)
  const { fields, loading } = useFields(flow.id, node.id)
  const added = useAddedFields(flow.id, node.id)
  const mappings = useMemo(() => mappingsOf(node.config), [node.config])
  const rows = useMemo(() => allRows(fields, mappings), [fields, mappings])
  const settings = useMemo(() => settingsOf(flow), [flow])
  const on = useMemo(() => inputOn(flow, chosen.sample, settings), [flow, chosen.sample, settings])
  const values = useRowValues(mappings, on)
  const spread = useSpread(rows, mappings, chosen.samples, flow, settings)
  const save = useSave()
  const change = (config: Record<string, unknown>) =>
    editFlow(store, (now) => withNodeChange(now, node.id, { config }), `config ${node.id}`)
  const context: RowContext = {
    sample: chosen.sample,
    added,
    mappings,
    settings,
    valueMaps: flow.valueMaps ?? {},
    values,
    open,
    onOpen: setOpen,
    onExpression: (to, expression) => change(withExpression(node.config, to, expression)),
    onRemove: (to, label) => {
      const before = node.config
      change(withoutRow(before, to))
      setOpen(null)
      toast({ title: t('table.removed', { label }), action: { label: t('table.undo'), run: () => change(before) } })
    },
    onValueMaps: (valueMaps) => editFlow(store, (now) => ({ ...now, valueMaps })),
  }
  const row = rows.find((one) => one.to === open)
  return (
    <div className="fm-page">
      <Head node={node} rows={rows} problems={spread.problems} chosen={chosen} onSave={save} />
      <SourceTree sample={chosen.sample} mappings={mappings} row={row} context={context} />
      <TargetRows
        rows={rows}
        mappings={mappings}
        fields={fields}
        loading={loading}
        context={context}
        spread={spread}
        onAdd={(to) => {
          if (!mappings.some((one) => one.to === to)) change(withExpression(node.config, to, ''))
          setOpen(to)
        }}
      />
      <RowPane
        key={row?.to ?? ''}
        row={row}
        context={context}
        spread={row === undefined ? undefined : spread.byRow.get(row.to)}
      />
      <ValueMapPane row={row} context={context} />
    </div>
  )
}

interface HeadProps {
  node: FlowNode
  rows: ReturnType<typeof allRows>
  problems: number
  chosen: ReturnType<typeof useChosenSample>
  onSave: () => void
}

function Head({ node, rows, problems, chosen, onSave }: HeadProps) {
  const { t } = useTranslation('mapper')
  const flow = useDraft((state) => state.flow)
  const dirty = useDraft(isDirty)
  const counts = countRows(rows)
  const back = `/flows/${flow.id}?node=${node.id}`
  const all = counts.requiredMapped === counts.required
  return (
    <>
      <Crumb>
        <Link href="/flows">{t('full.flows')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <Link href={back}>{flow.name}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{node.name ?? node.id}</b>
        <span className="t3" role="status">
          {dirty ? t('full.unsaved') : t('full.isSaved')}
        </span>
      </Crumb>
      <header className="fm-head" onKeyDown={(event) => event.key === 'Escape' && navigate(back)}>
        <Link className="icon-btn" href={back} aria-label={t('full.back')} title={t('full.back')}>
          <IconArrowLeft size={18} stroke={1.75} aria-hidden />
        </Link>
        <KindTile kind="transform" icon="table-shortcut" size={30} />
        <h1>{node.name ?? node.id}</h1>
        <span className="fm-facts">
          <span>{t('full.mapped', { count: counts.mapped })}</span>
          <span className={all ? 'st st-created' : 'st st-failed'}>
            {all ? <IconCheck className="icon" size={14} stroke={1.75} aria-hidden /> : null}
            {t('table.allRequired', { mapped: counts.requiredMapped, total: counts.required })}
          </span>
          {problems === 0 ? null : (
            <span className="st st-parked">
              <IconSquareLetterP className="icon" size={14} stroke={1.75} aria-hidden />
              {t('full.problems', { count: problems })}
            </span>
          )}
        </span>
        <span className="spacer" />
        <SampleBar chosen={chosen} className="fm-sample" />
        <button type="button" className={dirty ? 'btn btn-primary' : 'btn'} disabled={!dirty} onClick={onSave}>
          <IconDeviceFloppy className="icon" size={15} stroke={1.75} aria-hidden />
          {t('full.save')}
        </button>
      </header>
    </>
  )
}

/** Saves a revision; also on Ctrl S. When somebody saved in between, the canvas asks which one should stay. */
function useSave(): () => void {
  const { t } = useTranslation('mapper')
  const store = useDraftStore()
  const save = useCallback(() => {
    if (!isDirty(store.getState())) return
    saveDraft(store).then(
      (result) => {
        if (result.kind === 'saved') toast({ title: t('full.saved', { revision: result.revision }), tone: 'done' })
        else toast({ title: t('full.stale'), tone: 'error' })
      },
      (error: unknown) => toastError(t('full.notSaved'), error),
    )
  }, [store, t])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      save()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [save])
  return save
}
