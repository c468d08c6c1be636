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
  /** What lies on the server as that revision. */
  readonly base: Draft
}

type Undoable = Pick<DraftState, 'flow' | 'connections'>
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
  const base = { flow: flowFileOf(saved), connections: saved.connections }
  const start: DraftState =
    kept === undefined
      ? { ...base, base, revision: saved.revision, behind: false }
      : {
          ...{ flow: kept.flow, connections: kept.connections, base },
          ...{ revision: kept.revision, behind: kept.revision !== saved.revision },
        }
  const store = createStore<DraftState>()(
    temporal((): DraftState => start, {
      limit: 200,
      partialize: ({ flow, connections }): Undoable => ({ flow, connections }),
      equality: (before, now) => before.flow === now.flow && before.connections === now.connections,
    }),
  )
  store.subscribe((state) => keepOrDrop(state))
  return store
}

/** Whether something is not saved. Undoing back to what is saved makes the draft clean again. */
export function isDirty({ flow, connections, base }: DraftState): boolean {
  return flow !== base.flow || connections !== base.connections
}

function keepOrDrop(state: DraftState): void {
  const { flow, connections, revision } = state
  if (isDirty(state)) keepDraft(flow.id, { flow, connections, revision, at: new Date().toISOString() })
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
  store.setState((state) => change(state))
  if (joins) history.resume()
}

export const editFlow = (store: DraftStore, change: (flow: Flow) => Flow, key = ''): void =>
  edit(store, ({ flow }) => ({ flow: change(flow) }), key)

/** This draft now lies on the server; what was typed since it was sent does not. Undo still goes back beyond it. */
export function markSaved(store: DraftStore, revision: number, base: Draft): void {
  const history = store.temporal.getState()
  history.pause()
  store.setState({ revision, base, behind: false })
  history.resume()
}

/** Gives up what is typed for what is saved. */
export function takeSaved(store: DraftStore, saved: InstalledFlow): void {
  const base = { flow: flowFileOf(saved), connections: saved.connections }
  store.setState({ ...base, base, revision: saved.revision, behind: false })
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
