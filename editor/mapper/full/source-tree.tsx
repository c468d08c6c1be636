import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sample } from '../../api/shapes.ts'
import type { RowContext } from '../mapping-group.tsx'
import { usedPaths } from '../origin.ts'
import { absentFields, isObject, shortValue, treeRows, type TreeRow } from '../sample-fields.ts'
import type { Mapping, MappingRow } from '../rows.ts'

interface SourceTreeProps {
  sample: Sample | undefined
  mappings: readonly Mapping[]
  row: MappingRow | undefined
  context: RowContext
}

export const FIELD_DRAG = 'application/x-koppel-field'

/** What comes in, with real values; a dot marks what the mapping uses. Enter or a click on a leaf puts it into the chosen row. */
export function SourceTree({ sample, mappings, row, context }: SourceTreeProps) {
  const { t } = useTranslation('mapper')
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const used = useMemo(
    () => usedPaths(mappings.filter((one) => !one.to.includes('[].')).map((one) => one.expression)),
    [mappings],
  )
  const rows = useMemo(
    () => (sample === undefined ? [] : treeRows(sample.input, opened, search)),
    [sample, opened, search],
  )
  const wanted = search.trim().toLowerCase()
  const absent = absentFields(sample?.input, context.added).filter(
    ({ path, label }) => wanted === '' || `${path} ${label}`.toLowerCase().includes(wanted),
  )
  const toggle = (id: string) => {
    const next = new Set(opened)
    if (!next.delete(id)) next.add(id)
    setOpened(next)
  }
  const use = (path: string) => {
    if (row === undefined) return
    const before = row.mapping?.expression.trim() ?? ''
    context.onExpression(row.to, before === '' ? path : `${before} ${path}`)
  }
  return (
    <section className="fm-pane fm-source" aria-label={t('full.incoming')} data-pane tabIndex={-1}>
      <h2 className="fm-pane-head">
        {t('full.incoming')} <span className="t3">{sample?.key}</span>
        <span className="spacer" />
        <span className="fm-side">{t('full.source')}</span>
      </h2>
      <div className="fm-search">
        <label className="field quiet">
          <IconSearch className="icon" size={15} stroke={1.75} aria-hidden />
          <input
            type="search"
            value={search}
            placeholder={t('full.find')}
            aria-label={t('full.find')}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
      </div>
      {sample === undefined ? <p className="fm-note">{t('sample.noneHint')}</p> : null}
      <ul className={rows.length === 0 ? 'visually-hidden' : 'fm-tree'} onKeyDown={moveAmong}>
        {rows.map((one) => (
          <Leaf
            key={one.id}
            row={one}
            open={opened.has(one.id) || search.trim() !== ''}
            used={used.has(plainPath(one))}
            onToggle={toggle}
            onUse={use}
            canUse={row !== undefined}
          />
        ))}
      </ul>
      {absent.length === 0 ? null : (
        <>
          <p className="fm-note">{t(sample === undefined ? 'full.added' : 'full.absent')}</p>
          <ul className="fm-tree" onKeyDown={moveAmong}>
            {absent.map(({ path, label }) => (
              <li key={path}>
                <button
                  type="button"
                  className="fm-leaf"
                  style={{ paddingLeft: 10 }}
                  aria-description={row === undefined ? path : t('full.insert', { path })}
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.setData(FIELD_DRAG, path)
                    event.dataTransfer.setData('text/plain', path)
                  }}
                  onClick={() => use(path)}
                >
                  <span className="fm-leaf-name">
                    <span className="fm-gap" />
                    <span className="ellipsis">{path}</span>
                  </span>
                  <span className="fm-leaf-value">{label}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** Indexes do not matter for what is used: lineItems[0].sku is lineItems.sku. */
const plainPath = (row: TreeRow) => row.steps.filter((step) => !step.startsWith('[')).join('.')

interface LeafProps {
  row: TreeRow
  open: boolean
  used: boolean
  canUse: boolean
  onToggle: (id: string) => void
  onUse: (path: string) => void
}

function Leaf({ row, open, used, canUse, onToggle, onUse }: LeafProps) {
  const { t } = useTranslation('mapper')
  const parent = row.children > 0
  const label = parent
    ? t(open ? 'full.collapse' : 'full.expand', { name: row.path })
    : canUse
      ? t('full.insert', { path: row.path })
      : row.path
  return (
    <li>
      <button
        type="button"
        className="fm-leaf"
        style={{ paddingLeft: 10 + row.depth * 18 }}
        aria-description={label}
        aria-expanded={parent ? open : undefined}
        title={shortValue(row.value, 400)}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(FIELD_DRAG, row.path)
          event.dataTransfer.setData('text/plain', row.path)
        }}
        onClick={() => (parent ? onToggle(row.id) : onUse(row.path))}
      >
        <span className="fm-leaf-name">
          {parent ? (
            open ? (
              <IconChevronDown className="icon" size={13} stroke={1.75} aria-hidden />
            ) : (
              <IconChevronRight className="icon" size={13} stroke={1.75} aria-hidden />
            )
          ) : (
            <span className="fm-gap" />
          )}
          <span className="ellipsis">{row.name}</span>
          {used ? <i className="fm-dot" title={t('full.used')} /> : null}
        </span>
        <span className="fm-leaf-value">{valueOf(row, t)}</span>
      </button>
    </li>
  )
}

function valueOf(row: TreeRow, t: ReturnType<typeof useTranslation<'mapper'>>['t']): string {
  if (Array.isArray(row.value) && row.value.length > 0) return t('full.values', { count: row.value.length })
  if (isObject(row.value)) return t('full.fields', { count: Object.keys(row.value).length })
  return shortValue(row.value, 60)
}

function moveAmong(event: KeyboardEvent<HTMLUListElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  event.preventDefault()
  stops[Math.max(0, Math.min(at + step, stops.length - 1))]?.focus()
}
