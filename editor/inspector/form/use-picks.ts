import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Choice } from '../../../nodes/sdk/connector.ts'
import { api, type Page } from '../../api/client.ts'
import { choiceOf, comboChoice, type ComboChoice } from '../../ui/combo-choices.ts'
import { useForm } from './form-context.ts'

export interface Picks {
  /** The system that the list is read from: afas, shopify. */
  readonly system: string
  readonly items: readonly Choice[]
  readonly choices: readonly ComboChoice[]
  readonly state: 'unconnected' | 'reading' | 'failed' | 'ready'
  readonly message: string
  readonly again: () => void
}

const NONE: readonly Choice[] = []

/** A list of the live system (`afas.warehouses`), read over the connection that the flow is bound to. */
export function usePicks(pick: string | undefined): Picks {
  const { connectionFor } = useForm()
  const system = pick === undefined ? '' : pick.slice(0, pick.indexOf('.'))
  const connection = pick === undefined ? undefined : connectionFor?.(system)
  const answer = useQuery({
    queryKey: ['picks', connection, pick],
    enabled: connection !== undefined,
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) =>
      api.get<Page<Choice>>(`/api/connections/${connection ?? ''}/picks/${encodeURIComponent(pick ?? '')}`, { signal }),
  })
  const items = answer.data?.items ?? NONE
  const choices = useMemo(() => items.map((one) => comboChoice(String(one.value), one.label)), [items])
  const state =
    connection === undefined ? 'unconnected' : answer.isError ? 'failed' : answer.isPending ? 'reading' : 'ready'
  const { refetch } = answer
  const message = answer.error?.message ?? ''
  // The same object as long as nothing changes: tables hand it to each of their rows.
  return useMemo(
    () => ({ system, items, choices, state, message, again: () => void refetch() }),
    [system, items, choices, state, message, refetch],
  )
}

/** A code that the list does not have: it was removed there, or mistyped. An empty list says nothing. */
export function isUnknown({ state, choices }: Picks, value: string): boolean {
  return state === 'ready' && value !== '' && choices.length > 0 && choiceOf(choices, value) === undefined
}
