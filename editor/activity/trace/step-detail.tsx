import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '../../../flows/schema.ts'
import { useFields } from '../../mapper/mapper-queries.ts'
import { mappingsOf, samePath } from '../../mapper/rows.ts'
import { reasonWords } from '../../runs/run-words.ts'
import { compare } from './compare.ts'
import { DiffTable } from './diff-table.tsx'
import { mappedRows } from './how-mapped.ts'
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
          <span className="t2">{t('cmp.skipped', { reason: step.reason === undefined ? '' : reasonWords(words, step.reason) })}</span>
        ) : null}
        {step.parts === undefined || step.parts.length === 0 ? null : <span className="t2">{t('cmp.parts', { count: step.parts.length })}</span>}
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
  return useMemo(() => {
    const node = flow?.nodes.find((one) => one.id === mapStep?.node)
    if (mapStep === undefined || node === undefined) return undefined
    const mappings = mappingsOf(node.config)
    if (mappings.length === 0) return undefined
    const output = step === mapStep ? step.output : effect?.sent
    let rows = mappedRows(mappings, mapStep.input, output)
    if (rows.every((row) => row.value === undefined)) rows = mappedRows(mappings, mapStep.input, mapStep.output)
    if (rows.every((row) => row.value === undefined) && step.outcome !== 'parked') return undefined
    const labels = new Map(fields.map((field) => [samePath(field.path), field.label]))
    return { rows, labels, input: mapStep.input }
  }, [flow, mapStep, step, effect, fields])
}
