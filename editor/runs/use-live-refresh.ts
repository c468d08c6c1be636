import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { live } from '../api/live.ts'

const AT_MOST_EVERY_MS = 1_000

/** Reads these again when a run moves, at most once a second: lists stay true without being asked for all the time. */
export function useLiveRefresh(...names: readonly string[]): void {
  const client = useQueryClient()
  const wanted = names.join(' ')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      for (const name of wanted.split(' ')) void client.invalidateQueries({ queryKey: [name] })
    }
    const stop = live.subscribe({}, (events) => {
      if (timer === undefined && events.some((event) => event.type === 'run'))
        timer = setTimeout(refresh, AT_MOST_EVERY_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client, wanted])
}
