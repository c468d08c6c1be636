import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import type { Flow } from '../../../flows/schema.ts'
import type { Sample } from '../../api/shapes.ts'
import { evaluateRows, type RowAnswer } from '../evaluate.ts'
import type { Mapping, MappingRow } from '../rows.ts'
import { inputOn } from '../sample-bar.tsx'
import { spreadOf, type RowSpread } from './spread.ts'

export interface Spread {
  byRow: ReadonlyMap<string, RowSpread>
  records: number
  /** Rows that do not fit on some record. */
  problems: number
}

/** How every row fares on all samples, not only on the one that is shown. */
export function useSpread(
  rows: readonly MappingRow[],
  mappings: readonly Mapping[],
  samples: readonly Sample[],
  flow: Flow,
  settings: Record<string, unknown>,
): Spread {
  const asked = useMemo(
    () => ({ rows: mappings.map(({ to, expression }) => ({ to, expression })), maps: flow.valueMaps ?? {}, settings }),
    [mappings, flow.valueMaps, settings],
  )
  const [calm] = useDebouncedValue(asked, 600)
  const answer = useQuery({
    queryKey: ['row-spread', calm, samples.map((sample) => sample.record)],
    queryFn: async ({ signal }) => {
      const answers: (readonly RowAnswer[])[] = []
      // One after the other: a preview must never take the evaluator away from someone who types.
      for (const sample of samples) {
        const on = inputOn({ valueMaps: calm.maps }, sample, calm.settings)
        if (on !== undefined) answers.push(await evaluateRows(calm.rows, on, signal))
      }
      return answers
    },
    enabled: samples.length > 0 && calm.rows.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  })
  return useMemo(() => {
    const byRow = spreadOf(rows, answer.data ?? [])
    const problems = [...byRow.values()].filter((one) => one.wrong > 0).length
    return { byRow, records: answer.data?.length ?? 0, problems }
  }, [rows, answer.data])
}
