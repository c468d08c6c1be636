/** What a run request selects; stands as JSON in `run_requests.selection`. */
export interface RunSelection {
  /** One source node; without it every source that is not a webhook. */
  readonly source?: string
  readonly keys?: readonly string[]
  readonly since?: string
  readonly until?: string
  /** Stop after this node. */
  readonly to?: string
  /** Data of source records that a person gave (tests). */
  readonly records?: readonly unknown[]
  /** Records of earlier runs to run again: ids of `records` rows. */
  readonly retry?: readonly string[]
  /** Write again what exists. */
  readonly update?: boolean
  /** A webhook run: take every unprocessed delivery of `source`. */
  readonly deliveries?: boolean
}

/** Server -> runner, over IPC. Losing one is harmless: the runner also looks by itself every second. */
export type ToRunner = { kind: 'wake' } | { kind: 'stop' }

/** Runner -> server, over IPC. */
export type FromRunner =
  | { kind: 'ready' }
  | { kind: 'events'; events: readonly import('../live/events.ts').RunEvent[] }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; message: string; fields?: object }
