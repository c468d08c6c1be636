import { createContext, useContext } from 'react'
import { temporal, type TemporalState } from 'zundo'
import { useStore, type StoreApi } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Flow } from '../../flows/schema.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { dropDraft, keepDraft, readDraft } from './draft-storage.ts'

export interface Draft {
  readonly flow: Flow
  readonly connections: Readonly<Record<string, string>>
}

export interface DraftState extends Draft {
  /** The saved revision this draft was made from. */
  readonly revision: number
  /** Somebody else saved after that: saving will ask. */
  readonly behind: boolean
  readonly dirty: boolean
}

type Undoable = Pick<DraftState, 'flow' | 'connections' | 'dirty'>
export type DraftStore = StoreApi<DraftState> & { temporal: StoreApi<TemporalState<Undoable>> }

const FLOW_KEYS = ['format', 'id', 'name', 'description', 'settings', 'valueMaps', 'nodes', 'edges', 'layout'] as const

/** The flow file inside an answer of the API, without what belongs to the installation. */
export function flowFileOf(installed: Flow): Flow {
  const entries = FLOW_KEYS.flatMap((key) => (installed[key] === undefined ? [] : [[key, installed[key]]]))
  return Object.fromEntries(entries) as Flow
}

/** The draft of one flow: what is saved, or what this browser still holds on top of it. */
export function createDraftStore(saved: InstalledFlow): DraftStore {
  const kept = readDraft(saved.id)
  const start: DraftState =
    kept === undefined
      ? {
          flow: flowFileOf(saved),
          connections: saved.connections,
          revision: saved.revision,
          behind: false,
          dirty: false,
        }
      : {
          flow: kept.flow,
          connections: kept.connections,
          revision: kept.revision,
          behind: kept.revision !== saved.revision,
          dirty: true,
        }
  const store = createStore<DraftState>()(
    temporal((): DraftState => start, {
      limit: 200,
      partialize: ({ flow, connections, dirty }): Undoable => ({ flow, connections, dirty }),
      equality: (before, now) => before.flow === now.flow && before.connections === now.connections,
    }),
  )
  store.subscribe((state) => keepOrDrop(state))
  return store
}

function keepOrDrop(state: DraftState): void {
  const { flow, connections, revision } = state
  if (state.dirty) keepDraft(flow.id, { flow, connections, revision, at: new Date().toISOString() })
  else dropDraft(flow.id)
}

const COALESCE_MS = 1_000
let lastEdit = { key: '', at: 0 }

/**
 * Changes the draft. Edits with the same key within a second are one step for undo: a word typed is one step, not
 * one a letter.
 */
export function edit(store: DraftStore, change: (draft: Draft) => Partial<Draft>, key = ''): void {
  const now = Date.now()
  const joins = key !== '' && key === lastEdit.key && now - lastEdit.at < COALESCE_MS
  lastEdit = { key, at: now }
  const history = store.temporal.getState()
  if (joins) history.pause()
  store.setState((state) => ({ ...change(state), dirty: true }))
  if (joins) history.resume()
}

export const editFlow = (store: DraftStore, change: (flow: Flow) => Flow, key = ''): void =>
  edit(store, ({ flow }) => ({ flow: change(flow) }), key)

/** The draft is now what lies on the server. Undo still goes back beyond it. */
export function markSaved(store: DraftStore, revision: number): void {
  const history = store.temporal.getState()
  history.pause()
  store.setState({ revision, dirty: false, behind: false })
  history.resume()
}

/** Gives up what is typed for what is saved. */
export function takeSaved(store: DraftStore, saved: InstalledFlow): void {
  const { connections, revision } = saved
  store.setState({ flow: flowFileOf(saved), connections, revision, behind: false, dirty: false })
  store.temporal.getState().clear()
}

const Context = createContext<DraftStore | null>(null)
export const DraftProvider = Context.Provider

export function useDraftStore(): DraftStore {
  const store = useContext(Context)
  if (store === null) throw new Error('useDraftStore outside of a flow page')
  return store
}

export function useDraft<T>(select: (state: DraftState) => T): T {
  return useStore(useDraftStore(), select)
}

export function useHistory<T>(select: (state: TemporalState<Undoable>) => T): T {
  return useStore(useDraftStore().temporal, select)
}
