import { IconAlertOctagon, IconArrowRight, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useId, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import type { Field } from '../../nodes/sdk/connector.ts'
import { checkValue } from './check-value.ts'
import { CheckBadge } from './check-badge.tsx'
import type { EvaluationInput, Row } from './evaluate.ts'
import { useFunctions } from './functions-query.ts'
import { Code } from './language/code.tsx'
import { plainValue, shortValue } from './sample-fields.ts'
import { usePreview, type Preview } from './use-preview.ts'
import { valueType } from './value-type.ts'
import './expression.css'

const CodeMirror = lazy(() => import('./code-mirror.tsx'))

export interface ExpressionEditorProps {
  value: string
  onChange: (value: string) => void
  /** Read out as the name of the text field. */
  label: string
  /** What completion offers fields of, and previews run on; left out, there is no preview. */
  sample?: unknown
  /** For a row of a list: the whole record and the row that gives the items, of which `sample` is one. */
  within?: { input: unknown; over: Row }
  /** What `$record` gives: key, keys. */
  record?: unknown
  /** What nodes before add to the record; completion offers it also when the sample does not have it yet. */
  added?: readonly Field[]
  settings?: Readonly<Record<string, unknown>>
  valueMaps?: Readonly<Record<string, ValueMap>>
  /** The field the value goes to: its type and length are checked. */
  field?: Field
  multiline?: boolean
  autoFocus?: boolean
  /** Escape, once completion is closed. The text stays. */
  onEscape?: () => void
  /** Enter in one-line mode. */
  onEnter?: () => void
  /** Where a value came from, after it: "ID from ideal". */
  origin?: ReactNode
  /** Without the line below: the caller shows value and problem itself. */
  bare?: boolean
  onPreview?: (preview: Preview) => void
}

/** Where a person writes a JSONata expression: colours, completion, and its value on a real record. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const { t } = useTranslation('mapper')
  const id = useId()
  const functions = useFunctions()
  const preview = usePreview(props.value, props.sample === undefined ? undefined : inputOf(props), props.within?.over)
  const { onPreview } = props
  useEffect(() => onPreview?.(preview), [preview, onPreview])
  const around = useMemo(
    () => ({
      sample: props.sample,
      functions,
      ...(props.added === undefined ? {} : { added: props.added }),
      ...(props.settings === undefined ? {} : { settings: props.settings }),
      ...(props.valueMaps === undefined ? {} : { valueMaps: props.valueMaps }),
      ...(props.record === undefined ? {} : { record: props.record }),
    }),
    [props.sample, props.added, props.settings, props.valueMaps, props.record, functions],
  )
  return (
    <div className="ex-editor">
      <Suspense fallback={<Waiting text={props.value} />}>
        <CodeMirror
          value={props.value}
          onChange={props.onChange}
          label={props.label}
          around={around}
          problem={preview.problem}
          multiline={props.multiline === true}
          hint={t('expression.hint')}
          autoFocus={props.autoFocus === true}
          onEscape={props.onEscape}
          onEnter={props.onEnter}
          describedBy={id}
        />
      </Suspense>
      <div id={id}>
        {props.bare === true ? null : (
          <Answer preview={preview} field={props.field} origin={props.origin} sampled={props.sample !== undefined} />
        )}
      </div>
    </div>
  )
}

function inputOf(props: ExpressionEditorProps): EvaluationInput {
  return {
    input: props.within === undefined ? props.sample : props.within.input,
    ...(props.record === undefined ? {} : { record: props.record }),
    ...(props.settings === undefined ? {} : { settings: props.settings }),
    ...(props.valueMaps === undefined ? {} : { valueMaps: props.valueMaps }),
  }
}

/** The same text in the same place until the editor's code has come. */
function Waiting({ text }: { text: string }) {
  return (
    <div className="ex-box">
      <div className="ex-loading">
        <Code text={text} />
      </div>
    </div>
  )
}

interface AnswerProps {
  preview: Preview
  field: Field | undefined
  origin: ReactNode
  sampled: boolean
}

export function Answer({ preview, field, origin, sampled }: AnswerProps) {
  const { t } = useTranslation('mapper')
  if (!sampled) return <p className="ex-answer t3">{t('expression.noSample')}</p>
  return (
    <>
      {preview.known ? <Value preview={preview} field={field} origin={origin} /> : null}
      {preview.problem === undefined ? null : (
        <div className="ex-problem" role="status">
          <IconAlertOctagon className="icon" size={14} stroke={1.75} aria-hidden />
          <p>
            {preview.problem.position === undefined
              ? preview.problem.message
              : t('expression.at', { position: preview.problem.position, message: preview.problem.message })}
            {preview.problem.advice === undefined
              ? null
              : `${/[.!?]$/.test(preview.problem.message) ? '' : '.'} ${preview.problem.advice}`}
          </p>
        </div>
      )}
      {preview.trouble === undefined ? null : (
        <p className="ex-answer t3">
          <IconInfoCircle className="icon" size={14} stroke={1.75} aria-hidden />
          {t('expression.offline', { message: preview.trouble })}
        </p>
      )}
    </>
  )
}

function Value({ preview, field, origin }: { preview: Preview; field: Field | undefined; origin: ReactNode }) {
  const { t } = useTranslation('mapper')
  const type = valueType(preview.value)
  const absent = preview.value === undefined || preview.value === null
  return (
    <div className={preview.stale ? 'ex-answer stale' : 'ex-answer'}>
      <IconArrowRight className="icon t3" size={13} stroke={1.75} aria-hidden />
      {absent ? (
        <span className="t3">({t('expression.notSent')})</span>
      ) : (
        <code title={shortValue(preview.value, 2_000)}>{plainValue(preview.value)}</code>
      )}
      {preview.stale ? null : origin}
      {field === undefined ? (
        <span className="st st-created">
          {preview.stale ? null : <IconCheck className="icon" size={13} stroke={1.75} aria-hidden />}
          {t(`type.${type.name}`, { count: type.count ?? 0 })}
        </span>
      ) : (
        <CheckBadge check={checkValue(field, preview.value)} type={field.type} />
      )}
    </div>
  )
}
