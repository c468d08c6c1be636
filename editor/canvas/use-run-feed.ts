import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LiveEvent } from '../../runtime/live/events.ts'
import { api, query, type Page } from '../api/client.ts'
import { live, useLiveState } from '../api/live.ts'
import { queryClient } from '../api/query-client.ts'
import type { Run } from '../api/shapes.ts'
import { runQuery } from '../flows/queries.ts'
import { isActive, RunView, worthShowing } from './run-view.ts'

/** The last run of a flow that has something to show, with the figures of its steps. */
const lastRunQuery = (flow: string) =>
  queryOptions({
    queryKey: ['runs', 'last', flow],
    queryFn: async (): Promise<Run | null> => {
      const { items } = await api.get<Page<Run>>(`/api/runs${query({ flow, limit: 20 })}`)
      const last = items.find(worthShowing) ?? items[0]
      return last === undefined ? null : api.get<Run>(`/api/runs/${last.id}`)
    },
  })

/** Feeds the view of a flow: first what the API knows of the chosen or last run, then its events. */
export function useRunFeed(flow: string, chosen: string | null): RunView {
  const [view] = useState(() => new RunView())
  const last = useQuery({ ...lastRunQuery(flow), enabled: chosen === null })
  const picked = useQuery({ ...runQuery(chosen ?? ''), enabled: chosen !== null })
  const run = chosen === null ? last.data : picked.data
  const state = useLiveState()

  useEffect(() => {
    if (run !== undefined) view.show(run ?? undefined)
  }, [view, run])

  useEffect(
    () =>
      live.subscribe({ flow }, (events) => {
        view.take(events)
        const ended = events.some((event) => event.type === 'run' && event.finishedAt !== null)
        if (ended) void queryClient.invalidateQueries({ queryKey: ['runs'] })
        if (ended) void queryClient.invalidateQueries({ queryKey: ['samples', flow] })
        if (ended) void queryClient.invalidateQueries({ queryKey: ['parked'] })
      }),
    [view, flow],
  )

  const shown = run?.id
  useEffect(() => {
    if (shown === undefined) return
    const path = `/api/live/events${query({ run: shown, newest: true, limit: 200 })}`
    // A log that starts empty after a reload is a pity, not a problem: without it the events to come still show.
    void api.get<Page<LiveEvent>>(path).then(
      ({ items }) => view.recall(shown, items),
      () => undefined,
    )
  }, [view, shown])

  // While the socket is away the figures come by asking.
  useEffect(() => {
    if (state.kind !== 'offline') return undefined
    const timer = setInterval(() => {
      if (isActive(view.run())) void queryClient.invalidateQueries({ queryKey: ['runs'] })
    }, 3_000)
    return () => clearInterval(timer)
  }, [state.kind, view])
  return view
}
