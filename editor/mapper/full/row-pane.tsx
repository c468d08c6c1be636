import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ExpressionEditor } from '../expression-editor.tsx'
import type { RowContext } from '../mapping-group.tsx'
import { FieldMeta } from '../mapping-row.tsx'
import { recordPaths } from '../origin.ts'
import type { MappingRow } from '../rows.ts'
import { shortValue, valueAt } from '../sample-fields.ts'
import { recordOf } from '../sample-bar.tsx'
import { inputOf, listRowOf } from '../scope.ts'
import type { RowSpread } from './spread.ts'

/** The chosen row with room: editor, result, how it came about, how it fares on all records, what is allowed. */
export function RowPane({
  row,
  context,
  spread,
}: {
  row: MappingRow | undefined
  context: RowContext
  spread: RowSpread | undefined
}) {
  const { t } = useTranslation('mapper')
  return (
    <aside className="fm-pane fm-row" aria-label={row?.label ?? t('table.title')} data-pane tabIndex={-1}>
      {row === undefined ? (
        <p className="fm-note">{t('full.choose')}</p>
      ) : (
        <Chosen row={row} context={context} spread={spread} />
      )}
    </aside>
  )
}

function Chosen({ row, context, spread }: { row: MappingRow; context: RowContext; spread: RowSpread | undefined }) {
  const { t } = useTranslation('mapper')
  const expression = row.mapping?.expression ?? ''
  const sample = inputOf(row.to, context.mappings, context.values, context.sample?.input)
  const over = listRowOf(row.to, context.mappings)
  const known = context.sample !== undefined && sample !== undefined
  return (
    <>
      <h2 className="fm-pane-head">
        {row.label} <code className="t3">{row.code}</code>
        <span className="t3">
          <FieldMeta row={row} />
        </span>
        <span className="spacer" />
        {row.mapping === undefined ? null : (
          <button
            type="button"
            className="icon-btn mp-step"
            aria-label={t('table.remove')}
            title={t('table.remove')}
            onClick={() => context.onRemove(row.to, row.label)}
          >
            <IconTrash size={15} stroke={1.75} aria-hidden />
          </button>
        )}
      </h2>
      <div className="fm-scroll fm-row-body">
        <ExpressionEditor
          value={expression}
          onChange={(next) => context.onExpression(row.to, next)}
          label={t('table.expressionLabel', { label: row.label })}
          multiline
          autoFocus
          added={over === undefined ? context.added : []}
          settings={context.settings}
          valueMaps={context.valueMaps}
          {...(row.field === undefined ? {} : { field: row.field })}
          {...(known && context.sample !== undefined ? { sample, record: recordOf(context.sample) } : {})}
          {...(known && over !== undefined && context.sample !== undefined
            ? { within: { input: context.sample.input, over: { to: over.to, expression: over.expression } } }
            : {})}
        />
        <How expression={expression} sample={sample} />
        {spread === undefined ? null : <SpreadBar spread={spread} />}
        <Allowed row={row} />
      </div>
    </>
  )
}

/** What the expression read on this record. */
function How({ expression, sample }: { expression: string; sample: unknown }) {
  const { t } = useTranslation('mapper')
  const paths = recordPaths(expression)
  if (paths.length === 0 || sample === undefined) return null
  return (
    <section className="fm-sec">
      <h3>{t('full.how')}</h3>
      <dl className="fm-why">
        {paths.map((steps) => (
          <div key={steps.join('.')}>
            <dt>{steps.join('.')}</dt>
            <dd>{shortValue(valueAt(sample, steps) ?? null, 80)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function SpreadBar({ spread }: { spread: RowSpread }) {
  const { t } = useTranslation('mapper')
  const total = spread.fit + spread.empty + spread.wrong
  const words = t('full.spread', { fit: spread.fit, empty: spread.empty, wrong: spread.wrong })
  return (
    <section className="fm-sec">
      <h3>{t('full.onRecords', { count: total })}</h3>
      <div className="fm-bar" role="img" aria-label={words}>
        {spread.fit > 0 ? <i className="fm-fit" style={{ flexGrow: spread.fit }} /> : null}
        {spread.empty > 0 ? <i className="fm-empty" style={{ flexGrow: spread.empty }} /> : null}
        {spread.wrong > 0 ? <i className="fm-wrong" style={{ flexGrow: spread.wrong }} /> : null}
      </div>
      <p className="t2">{words}</p>
      {spread.message === undefined ? null : <p className="fm-message">{spread.message}</p>}
    </section>
  )
}

function Allowed({ row }: { row: MappingRow }) {
  const { t } = useTranslation('mapper')
  const values = row.field?.values ?? []
  if (values.length === 0) return null
  return (
    <section className="fm-sec">
      <h3>
        {t('full.allowed')} <span>{t('full.allowedCount', { count: values.length })}</span>
      </h3>
      <ul className="fm-chips">
        {values.slice(0, 60).map((choice) => (
          <li key={String(choice.value)} className="chip">
            <code>{String(choice.value)}</code> {choice.label}
          </li>
        ))}
      </ul>
    </section>
  )
}
