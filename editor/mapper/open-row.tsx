import { IconSquareLetterP, IconTrash } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plainValue } from './sample-fields.ts'
import { checkValue } from './check-value.ts'
import { ExpressionEditor } from './expression-editor.tsx'
import { fixFor, type Fix } from './fix.ts'
import type { RowContext } from './mapping-group.tsx'
import { FieldMeta } from './mapping-row.tsx'
import { originOf } from './origin.ts'
import { PairForm } from './pair-form.tsx'
import type { MappingRow } from './rows.ts'
import { recordOf } from './sample-bar.tsx'
import { inputOf, listRowOf } from './scope.ts'
import type { Preview } from './use-preview.ts'

/** The chosen row, opened in place: editor, value with its origin, check, and a problem with its one fix. */
export function OpenRow({ row, context }: { row: MappingRow; context: RowContext }) {
  const { t } = useTranslation('mapper')
  const [preview, setPreview] = useState<Preview | undefined>(undefined)
  const [pair, setPair] = useState<Extract<Fix, { kind: 'pair' }> | undefined>(undefined)
  const place = useRef<HTMLDivElement>(null)
  const expression = row.mapping?.expression ?? ''
  const sample = inputOf(row.to, context.mappings, context.values, context.sample?.input)
  const over = listRowOf(row.to, context.mappings)
  const origin = originOf(expression, sample, preview?.value)
  const check =
    row.field === undefined || preview === undefined || !preview.known
      ? undefined
      : checkValue(row.field, preview.value)
  const fix = fixFor(expression, sample, check, preview?.problem)
  const close = useCallback(() => {
    const rows = place.current?.closest('.mp-rows')
    context.onOpen(null)
    requestAnimationFrame(() => rows?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.to)}"]`)?.focus())
  }, [context, row.to])
  useEffect(() => {
    // Braces: newer browsers answer a promise here, which an effect must not return.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className="mp-open" ref={place} role="group" aria-label={row.label} data-open-row={row.to}>
      <div className="mp-open-head">
        <span className="mp-label">
          {row.label}
          {row.required ? <em aria-hidden>*</em> : null}
        </span>
        <span className="mp-meta">
          <code>{row.code}</code> <FieldMeta row={row} withValues />
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
      </div>
      <ExpressionEditor
        value={expression}
        onChange={(next) => context.onExpression(row.to, next)}
        label={t('table.expressionLabel', { label: row.label })}
        autoFocus
        multiline={expression.includes('\n')}
        added={over === undefined ? context.added : []}
        settings={context.settings}
        valueMaps={context.valueMaps}
        onEscape={close}
        onEnter={close}
        onPreview={setPreview}
        origin={
          origin === undefined ? null : (
            <>
              <span className="t3">{t('expression.from')}</span>{' '}
              <code title={origin.path}>{plainValue(origin.value, 60)}</code>
            </>
          )
        }
        {...(row.field === undefined ? {} : { field: row.field })}
        {...(context.sample === undefined || sample === undefined ? {} : { sample, record: recordOf(context.sample) })}
        {...(context.sample === undefined || over === undefined
          ? {}
          : { within: { input: context.sample.input, over: { to: over.to, expression: over.expression } } })}
      />
      {fix === undefined || pair !== undefined ? null : (
        <FixLine fix={fix} canPair={context.onValueMaps !== undefined} onFix={apply} />
      )}
      {pair === undefined ? null : (
        <PairForm
          map={context.valueMaps[pair.map]}
          from={pair.from}
          choices={row.field?.values ?? []}
          onCancel={() => setPair(undefined)}
          onAdd={(to) => {
            addPair(context, pair, to)
            setPair(undefined)
          }}
        />
      )}
    </div>
  )

  function apply(chosen: Fix) {
    if (chosen.kind === 'cut') context.onExpression(row.to, chosen.expression)
    else setPair(chosen)
  }
}

function addPair(context: RowContext, pair: Extract<Fix, { kind: 'pair' }>, to: string) {
  const map = context.valueMaps[pair.map]
  if (map === undefined || context.onValueMaps === undefined) return
  context.onValueMaps({ ...context.valueMaps, [pair.map]: { ...map, rows: [...map.rows, [pair.from, to]] } })
}

function FixLine({ fix, canPair, onFix }: { fix: Fix; canPair: boolean; onFix: (fix: Fix) => void }) {
  const { t } = useTranslation('mapper')
  if (fix.kind === 'pair' && !canPair) return null
  return (
    <p className="mp-fix">
      <IconSquareLetterP className="icon st-parked" size={14} stroke={1.75} aria-hidden />
      <span className="spacer">{fix.kind === 'pair' ? t('fix.pair', { value: String(fix.from) }) : t('fix.cut')}</span>
      <button type="button" className="link-btn" onClick={() => onFix(fix)}>
        {fix.kind === 'pair' ? t('table.addPair') : t('table.cut', { max: fix.max })}
      </button>
    </p>
  )
}
