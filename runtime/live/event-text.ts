import type { StoredEvent } from '../store/control/live-events.ts'

/** The message as it is sent: the stored text with its number and time in front. */
export function eventText(event: StoredEvent): string {
  return `{"seq":${event.seq},"at":"${new Date(event.at).toISOString()}",${event.body.slice(1)}`
}
