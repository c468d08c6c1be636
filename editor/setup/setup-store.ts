import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** What a person chose in the set-up; kept in this browser, so that a reload goes on where it was. */
export interface Choices {
  /** Types of the systems, in the order they were chosen. */
  readonly systems: readonly string[]
  /** Connection by type of system. */
  readonly connections: Readonly<Record<string, string>>
  /** Flow by template. */
  readonly flows: Readonly<Record<string, string>>
  /** Dry run by flow, with the revision that it was of. */
  readonly dryRuns: Readonly<Record<string, { readonly run: string; readonly revision: number }>>
  /** Steps that were answered, by id. */
  readonly done: readonly string[]
}

const NOTHING: Choices = { systems: [], connections: {}, flows: {}, dryRuns: {}, done: [] }

export const useChoices = create<Choices>()(persist(() => NOTHING, { name: 'koppel.setup', version: 1 }))

export function choose(change: Partial<Choices>): void {
  useChoices.setState(change)
}

export function markDone(step: string): void {
  useChoices.setState(({ done }) => ({ done: done.includes(step) ? done : [...done, step] }))
}

export function startOver(): void {
  useChoices.setState(NOTHING, true)
}
