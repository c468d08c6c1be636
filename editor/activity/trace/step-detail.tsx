import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '../../../flows/schema.ts'
import { isObject } from '../../mapper/sample-fields.ts'
import { useFields, useRowValues } from '../../mapper/mapper-queries.ts'
import { mappingsOf, samePath, type Mapping } from '../../mapper/rows.ts'
import { settingsOf } from '../../mapper/settings-of.ts'
import { reasonWords } from '../../runs/run-words.ts'
import { compare } from './compare.ts'
import { DiffTable } from './diff-table.tsx'
import { mappedRows, underMappedName, valueAtTarget } from './how-mapped.ts'
import type { Expected } from './totals.ts'
import { systemOf } from './system-of.ts'
import { rowProblems } from './row-problems.ts'
import { sourceData } from './record-facts.ts'
import { MappedTable } from './mapped-table.tsx'
import { RawPair } from './raw-pair.tsx'
import type { Trace, TraceStep } from './trace-shapes.ts'

interface StepDetailProps {
  trace: Trace
  step: TraceStep
  flow: Flow | undefined
}

/** One step, both sides: what a mapping made of each field, else what the step changed. */
export function StepDetail({ trace, step, flow }: StepDetailProps) {
  const { t } = useTranslation('activity')
  const { t: words } = useTranslation('runs')
  const [raw, setRaw] = useState(false)
  const effect = trace.effects.find((one) => one.node === step.node)
  const mapped = useMappedRows(trace, step, flow)
  const after = effect?.sent ?? step.output
  const changes = useMemo(() => compare(step.input, step.output ?? step.input), [step])
  return (
    <div className="tr-compare" role="region" aria-label={t('cmp.label', { step: step.name })}>
      <div className="tr-compare-head">
        {step.outcome === 'skipped' ? (
          <span className="t2">
            {t('cmp.skipped', { reason: step.reason === undefined ? '' : reasonWords(words, step.reason) })}
          </span>
        ) : null}
        {step.parts === undefined || step.parts.length === 0 ? null : (
          <span className="t2">{t('cmp.parts', { count: step.parts.length })}</span>
        )}
        <span className="spacer" />
        <button type="button" className="link-btn" aria-pressed={raw} onClick={() => setRaw(!raw)}>
          {t('cmp.raw')}
        </button>
      </div>
      {raw ? (
        <RawPair before={mapped?.input ?? step.input} after={after} sent={effect?.sent !== undefined} />
      ) : mapped === undefined ? (
        <DiffTable changes={changes} step={step} />
      ) : (
        <MappedTable
          rows={mapped.rows}
          labels={mapped.labels}
          problems={rowProblems(step.problem)}
          step={step}
          sent={effect?.sent !== undefined}
          dryRun={effect?.dryRun === true}
          source={sourceData(trace)}
          valueMaps={flow?.valueMaps ?? {}}
          items={mapped.items}
          expected={mapped.expected}
          from={systemOf(trace.steps[0]?.type)}
          to={systemOf(effect === undefined ? undefined : step.type)}
        />
      )}
    </div>
  )
}

/** The mapping this step did, or the one that made what this step sent; undefined where no field rows are known. */
function useMappedRows(trace: Trace, step: TraceStep, flow: Flow | undefined) {
  const effect = trace.effects.find((one) => one.node === step.node)
  const at = trace.steps.indexOf(step)
  const mapStep =
    step.type === 'core.map'
      ? step
      : effect?.sent === undefined
        ? undefined
        : trace.steps.slice(0, at).findLast((earlier) => earlier.type === 'core.map' && earlier.outcome === 'passed')
  const { fields } = useFields(trace.flow, mapStep?.node ?? '')
  const mappings = useMemo(
    () => mappingsOf(flow?.nodes.find((one) => one.id === mapStep?.node)?.config ?? {}),
    [flow, mapStep],
  )
  const items = useListItems(trace, mapStep, flow, mappings)
  return useMemo(() => {
    if (mapStep === undefined || mappings.length === 0) return undefined
    const output = step === mapStep ? step.output : underMappedName(effect?.sent, mappings)
    const all = mappedRows(mappings, mapStep.input, output)
    // What a mapping makes beside the document, such as a control total, is not sent.
    const rows = all.filter((row) => !isObject(output) || Object.hasOwn(output, rootOf(row.to)))
    if (rows.every((row) => row.value === undefined) && step.outcome !== 'parked') return undefined
    const labels = new Map(fields.map((field) => [samePath(field.path), field.label]))
    return { rows, labels, input: mapStep.input, items, expected: expectedOf(mapStep.output) }
  }, [mapStep, step, effect, fields, mappings, items])
}

/** Beside the document, a mapping may say what it must come to. */
function expectedOf(output: unknown): Expected | undefined {
  const total = amountOf(valueAtTarget(output, 'check.total'))
  if (total === undefined) return undefined
  const taxes = valueAtTarget(output, 'check.taxes[].amount')
  return Array.isArray(taxes)
    ? { total, vat: taxes.reduce<number>((sum, tax) => sum + (amountOf(tax) ?? 0), 0) }
    : { total }
}

/** Amounts are numbers, or text where a number could lose a cent. */
function amountOf(value: unknown): number | undefined {
  const amount =
    typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  return Number.isFinite(amount) ? amount : undefined
}

/** The part of a document that a row writes to: FbSales. */
const rootOf = (to: string) => to.split('.')[0]?.replace(/\[\]$/, '') ?? to

const NO_ITEMS: readonly unknown[] = []

/** What the mapping made lines of: its list rows, evaluated again on what came in. */
function useListItems(
  trace: Trace,
  step: TraceStep | undefined,
  flow: Flow | undefined,
  mappings: readonly Mapping[],
): readonly unknown[] {
  const lists = useMemo(() => mappings.filter((row) => row.to.endsWith('[]')), [mappings])
  const on = useMemo(() => {
    if (step === undefined || flow === undefined || step.input === undefined) return undefined
    return {
      input: step.input,
      record: { key: trace.key },
      settings: settingsOf(flow),
      valueMaps: flow.valueMaps ?? {},
    }
  }, [step, flow, trace.key])
  const values = useRowValues(lists, on)
  const given = values.get(lists[0]?.to ?? '')?.value
  return Array.isArray(given) ? (given as unknown[]) : NO_ITEMS
}
