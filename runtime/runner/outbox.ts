import type { RunEvent } from '../live/events.ts'
import type { FromRunner } from '../queue/contract.ts'

const EVERY_MS = 40

/** Gathers events and hands them to the server a few times a second, so that telling costs little. */
export function createOutbox(send: (message: FromRunner) => void) {
  let events: RunEvent[] = []
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (events.length === 0) return
    send({ kind: 'events', events })
    events = []
  }

  return {
    emit(event: RunEvent): void {
      events.push(event)
      timer ??= setTimeout(flush, EVERY_MS)
    },
    flush,
  }
}
