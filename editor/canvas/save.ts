import { ApiError, api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { markSaved, type DraftStore } from './draft-store.ts'

export type SaveResult = { readonly kind: 'saved'; readonly revision: number } | { readonly kind: 'conflict' }

/** Makes a revision of the draft. When somebody saved in between, nothing is written and a person decides. */
export async function saveDraft(store: DraftStore): Promise<SaveResult> {
  const { flow, connections, revision } = store.getState()
  try {
    const headers = { 'if-match': `"${revision}"` }
    const saved = await api.put<InstalledFlow>(`/api/flows/${flow.id}`, { ...flow, connections }, { headers })
    markSaved(store, saved.revision, { flow, connections })
    queryClient.setQueryData(['flow', flow.id], saved)
    void queryClient.invalidateQueries({ queryKey: ['flows'] })
    return { kind: 'saved', revision: saved.revision }
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return { kind: 'conflict' }
    throw error
  }
}

/** The draft under a free id, so that neither version is lost. */
export async function saveAsCopy(store: DraftStore, name: string): Promise<InstalledFlow> {
  const { flow, connections } = store.getState()
  for (let number = 1; ; number++) {
    const id = `${flow.id.slice(0, 50)}-copy${number === 1 ? '' : `-${number}`}`
    try {
      return await api.post<InstalledFlow>('/api/flows', { ...flow, id, name, connections })
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'flow.id-taken' || number > 20) throw error
    }
  }
}
