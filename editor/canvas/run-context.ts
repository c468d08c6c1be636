import { createContext, useContext, useSyncExternalStore } from 'react'
import { RunView, type LogRow, type RunSummary, type StepView } from './run-view.ts'

const Context = createContext<RunView>(new RunView())
export const RunViewProvider = Context.Provider

const useRunView = (): RunView => useContext(Context)

export function useShownRun(): RunSummary | undefined {
  const view = useRunView()
  return useSyncExternalStore(view.subscribe, view.run)
}

/** The figures of one node; a component that asks is redrawn only when these change. */
export function useStep(node: string): StepView | undefined {
  const view = useRunView()
  return useSyncExternalStore(view.subscribe, () => view.step(node))
}

export function useLog(): readonly LogRow[] {
  const view = useRunView()
  return useSyncExternalStore(view.subscribe, view.log)
}
