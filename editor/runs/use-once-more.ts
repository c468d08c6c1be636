import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** What the last second of a run brought is read once more when it has ended. */
export function useOnceMore(name: string, run: string, going: boolean): void {
  const client = useQueryClient()
  const was = useRef(going)
  useEffect(() => {
    if (was.current && !going) void client.invalidateQueries({ queryKey: [name, run] })
    was.current = going
  }, [client, name, run, going])
}
