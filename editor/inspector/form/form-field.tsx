import { Tooltip } from '@mantine/core'
import { IconAlertCircle, IconBraces } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { wrongIn } from './check.ts'
import { helpOf, settingIn, titleOf, widgetOf, type Schema } from './field-shape.ts'
import { useForm } from './form-context.ts'
import { DefaultLine } from './default-line.tsx'
import { BooleanWidget } from './widgets/boolean-widget.tsx'
import { ChecksWidget } from './widgets/checks-widget.tsx'
import { ChoiceWidget } from './widgets/choice-widget.tsx'
import { DateWidget } from './widgets/date-widget.tsx'
import { ExpressionWidget } from './widgets/expression-widget.tsx'
import { GroupWidget } from './widgets/group-widget.tsx'
import { JsonWidget } from './widgets/json-widget.tsx'
import { NumberWidget } from './widgets/number-widget.tsx'
import { PairsWidget } from './widgets/pairs-widget.tsx'
import { PickWidget } from './widgets/pick-widget.tsx'
import { PicksWidget } from './widgets/picks-widget.tsx'
import { RowsWidget } from './widgets/rows-widget.tsx'
import { SettingWidget } from './widgets/setting-widget.tsx'
import { SwitchesWidget } from './widgets/switches-widget.tsx'
import { TextWidget } from './widgets/text-widget.tsx'
import { TextsWidget } from './widgets/texts-widget.tsx'
import { TriggerWidget } from './widgets/trigger-widget.tsx'
import type { WidgetProps } from './widgets/widget-props.ts'
import type { ComponentType } from 'react'

const widgets: Readonly<Record<ReturnType<typeof widgetOf>, ComponentType<WidgetProps>>> = {
  expression: ExpressionWidget,
  code: ExpressionWidget,
  mapping: JsonWidget,
  trigger: TriggerWidget,
  pick: PickWidget,
  picks: PicksWidget,
  choice: ChoiceWidget,
  checks: ChecksWidget,
  boolean: BooleanWidget,
  number: NumberWidget,
  text: TextWidget,
  date: DateWidget,
  texts: TextsWidget,
  pairs: PairsWidget,
  group: GroupWidget,
  switches: SwitchesWidget,
  rows: RowsWidget,
  json: JsonWidget,
}

/** Several controls under one name. */
const GROUPED: ReadonlySet<string> = new Set(['group', 'trigger', 'checks', 'picks', 'switches', 'rows'])

export interface FormFieldProps {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** Label above, help below, the error under it with its icon; and a way to take the value from a flow setting. */
export function FormField({ name, schema, required, value, onChange }: FormFieldProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const widget = widgetOf(schema)
  const fromSetting = settingIn(value) !== undefined
  const Widget = fromSetting ? SettingWidget : widgets[widget]
  const { untried = false, settings = false, problems } = useForm()
  const wrong = untried ? undefined : wrongIn(schema, value, required)
  const said = wrong === undefined ? problems?.get(name) : t(`form.wrong.${wrong.key}`, { limit: wrong.limit })
  const title = titleOf(name, schema)
  const help = helpOf(schema)
  const grouped = GROUPED.has(widget)
  const Holder = grouped && !fromSetting ? 'fieldset' : 'div'
  return (
    <Holder className="form-field" data-field={name}>
      <div className="form-label">
        {Holder === 'fieldset' ? <legend>{title}</legend> : <label htmlFor={id}>{title}</label>}
        {required ? <span className="t3">{t('form.required')}</span> : null}
        <span className="spacer" />
        {settings ? (
          <DefaultLine name={title} schema={schema} value={value} onReset={() => onChange(undefined)} />
        ) : null}
        <SettingToggle on={fromSetting} schema={schema} onChange={onChange} />
      </div>
      <Widget
        id={id}
        title={title}
        schema={schema}
        value={value}
        onChange={onChange}
        invalid={said !== undefined}
        describedBy={`${id}-help`}
      />
      {said === undefined ? null : (
        <p className="form-error" role="alert">
          <IconAlertCircle className="icon" size={13} stroke={1.75} aria-hidden />
          {said}
        </p>
      )}
      <p id={`${id}-help`} className="form-help">
        {help}
      </p>
    </Holder>
  )
}

interface ToggleProps {
  readonly on: boolean
  readonly schema: Schema
  readonly onChange: (value: unknown) => void
}

/** Only in the form of a node: a flow's own settings cannot point at each other. */
function SettingToggle({ on, schema, onChange }: ToggleProps) {
  const { t } = useTranslation('inspector')
  const { node } = useForm()
  if (node === undefined) return null
  const label = t(on ? 'form.setting.stop' : 'form.setting.use')
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className="form-toggle"
        aria-label={label}
        aria-pressed={on}
        onClick={() => onChange(on ? schema['default'] : { $setting: '' })}
      >
        <IconBraces size={14} stroke={1.75} aria-hidden />
      </button>
    </Tooltip>
  )
}
