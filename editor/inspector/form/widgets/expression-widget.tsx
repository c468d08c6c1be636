import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useDraft } from '../../../canvas/draft-store.ts'
import { inputSamplesQuery } from '../../../flows/input-samples.ts'
import { Skeleton } from '../../../ui/states.tsx'
import { useAddedFields } from '../../../mapper/mapper-queries.ts'
import { useForm } from '../form-context.ts'
import type { WidgetProps } from './widget-props.ts'

const ExpressionEditor = lazy(async () => ({
  default: (await import('../../../mapper/expression-editor.tsx')).ExpressionEditor,
}))

/** A JSONata expression with its value on the last real record. */
export function ExpressionWidget({ title, schema, value, onChange }: WidgetProps) {
  const flow = useDraft((state) => state.flow)
  const { node } = useForm()
  const samples = useQuery({ ...inputSamplesQuery(flow, node?.id ?? ''), enabled: node !== undefined })
  const sample = samples.data?.[0]
  const added = useAddedFields(flow.id, node?.id)
  const record = sample === undefined ? {} : { sample: sample.input, record: { key: sample.key } }
  return (
    <Suspense fallback={<Skeleton lines={1} />}>
      <ExpressionEditor
        label={title}
        value={typeof value === 'string' ? value : ''}
        onChange={(text) => onChange(text)}
        multiline={schema['x-widget'] === 'code'}
        added={added}
        settings={flow.settings?.values ?? {}}
        valueMaps={flow.valueMaps ?? {}}
        {...record}
      />
    </Suspense>
  )
}
