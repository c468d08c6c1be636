import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Flow } from '../../flows/schema.ts'
import { problemsQuery } from '../inspector/problems-tab.tsx'

const PLACE = /^\$\.settings\.values\.([A-Za-z][A-Za-z0-9_-]*)/

/** What the server finds wrong with the settings, by the name of the setting. */
export function useProblems(flow: Flow): ReadonlyMap<string, string> {
  const [calm] = useDebouncedValue(flow, 400)
  const found = useQuery({ ...problemsQuery(calm), placeholderData: (before) => before }).data
  return useMemo(() => {
    const problems = new Map<string, string>()
    for (const { path, message } of found ?? []) {
      const name = PLACE.exec(path)?.[1]
      if (name !== undefined && !problems.has(name)) problems.set(name, message)
    }
    return problems
  }, [found])
}
