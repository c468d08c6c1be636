import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { InstalledFlow } from '../api/shapes.ts'
import { createDraftStore, edit, editFlow, flowFileOf, isDirty, markSaved, takeSaved } from './draft-store.ts'
import { ordersFlow } from './testing.ts'

const saved: InstalledFlow = {
  ...ordersFlow,
  ...{ connections: { shop: 'c1' }, revision: 3, enabled: true, publishedVersion: 1, hooks: [] },
}
const kept = new Map<string, string>()
const named = (name: string) => (flow: InstalledFlow | typeof ordersFlow) => ({ ...flowFileOf(flow), name })

beforeEach(() => {
  kept.clear()
  vi.useFakeTimers({ now: 0 })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the draft', () => {
  it('is the flow file, without what belongs to the installation', () => {
    expect(createDraftStore(saved).getState().flow).toEqual(ordersFlow)
  })

  it('stays in the browser until it is saved', () => {
    const store = createDraftStore(saved)
    editFlow(store, named('Changed'))
    const again = createDraftStore(saved)
    expect(again.getState()).toMatchObject({ behind: false, revision: 3 })
    expect(isDirty(again.getState())).toBe(true)
    expect(again.getState().flow.name).toBe('Changed')
    markSaved(again, 4, again.getState())
    expect(isDirty(again.getState())).toBe(false)
    expect(kept.size).toBe(0)
  })

  it('knows when somebody else saved in between', () => {
    editFlow(createDraftStore(saved), named('Mine'))
    const late = createDraftStore({ ...saved, revision: 5, name: 'Theirs' })
    expect(late.getState()).toMatchObject({ behind: true, revision: 3 })
    expect(late.getState().flow.name).toBe('Mine')
    takeSaved(late, { ...saved, revision: 5, name: 'Theirs' })
    expect(late.getState()).toMatchObject({ behind: false, revision: 5 })
    expect(isDirty(late.getState())).toBe(false)
    expect(late.getState().flow.name).toBe('Theirs')
    expect(kept.size).toBe(0)
  })
})

it('is not saved as far as it was typed while saving was under way', () => {
  const store = createDraftStore(saved)
  editFlow(store, named('Sent'))
  const sent = store.getState()
  editFlow(store, named('Typed meanwhile'))
  markSaved(store, 4, sent)
  expect(isDirty(store.getState())).toBe(true)
  expect(store.getState().revision).toBe(4)
})

describe('undo', () => {
  it('goes back step by step and forward again', () => {
    const store = createDraftStore(saved)
    editFlow(store, named('One'))
    editFlow(store, named('Two'))
    store.temporal.getState().undo()
    expect(store.getState().flow.name).toBe('One')
    store.temporal.getState().undo()
    expect(store.getState().flow.name).toBe('Orders')
    expect(isDirty(store.getState())).toBe(false)
    store.temporal.getState().redo()
    expect(store.getState().flow.name).toBe('One')
  })

  it('takes a word typed as one step, and a pause as the end of it', () => {
    const store = createDraftStore(saved)
    for (const name of ['P', 'Pa', 'Pai', 'Paid']) {
      editFlow(store, named(name), 'name')
      vi.advanceTimersByTime(200)
    }
    vi.advanceTimersByTime(2_000)
    editFlow(store, named('Paid!'), 'name')
    store.temporal.getState().undo()
    expect(store.getState().flow.name).toBe('Paid')
    store.temporal.getState().undo()
    expect(store.getState().flow.name).toBe('Orders')
  })

  it('covers the bound connections too', () => {
    const store = createDraftStore(saved)
    edit(store, () => ({ connections: { shop: 'c2' } }))
    store.temporal.getState().undo()
    expect(store.getState().connections).toEqual({ shop: 'c1' })
  })

  it('after saving goes back to before, and that is unsaved again', () => {
    const store = createDraftStore(saved)
    editFlow(store, named('One'))
    markSaved(store, 4, store.getState())
    expect(isDirty(store.getState())).toBe(false)
    store.temporal.getState().undo()
    expect(store.getState().flow.name).toBe('Orders')
    expect(isDirty(store.getState())).toBe(true)
  })
})
