import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { api } from '../api/client.ts'
import type { ConnectionView, TestAnswer } from './connection-shapes.ts'

export interface LastTest extends TestAnswer {
  readonly at: string
  /** Of the connection when it was tested: another one now means that this says nothing any more. */
  readonly revision: number
}

interface Tests {
  readonly results: Readonly<Record<string, LastTest>>
  readonly running: readonly string[]
}

/** The server keeps no test: it is asked when somebody presses the button. This browser remembers the answer. */
const useTests = create<Tests>()(
  persist((): Tests => ({ results: {}, running: [] }), {
    name: 'koppel.connection-tests',
    partialize: ({ results }) => ({ results }),
  }),
)

export type TestState = 'none' | 'running' | 'changed' | 'passed' | 'failed'

export function stateOf(test: LastTest | undefined, running: boolean, revision: number): TestState {
  if (running) return 'running'
  if (test === undefined) return 'none'
  if (test.revision !== revision) return 'changed'
  return test.ok ? 'passed' : 'failed'
}

export function useLastTest({ id, revision }: ConnectionView): { readonly state: TestState; readonly test?: LastTest } {
  const test = useTests((tests) => tests.results[id])
  const running = useTests((tests) => tests.running.includes(id))
  const state = stateOf(test, running, revision)
  return test === undefined ? { state } : { state, test }
}

/** The states of all connections, for a sentence about them. */
export function useTestStates(connections: readonly ConnectionView[]): readonly TestState[] {
  const tests = useTests()
  return connections.map(({ id, revision }) => stateOf(tests.results[id], tests.running.includes(id), revision))
}

/** Asks the other system now. Throws when the question itself fails. */
export async function runTest({ id, revision }: Pick<ConnectionView, 'id' | 'revision'>): Promise<TestAnswer> {
  useTests.setState(({ running }) => ({ running: [...running, id] }))
  try {
    const answer = await api.post<TestAnswer>(`/api/connections/${id}/test`)
    const test: LastTest = { ...answer, at: new Date().toISOString(), revision }
    useTests.setState(({ results }) => ({ results: { ...results, [id]: test } }))
    return answer
  } finally {
    useTests.setState(({ running }) => ({ running: running.filter((one) => one !== id) }))
  }
}

export function forgetTest(id: string): void {
  useTests.setState(({ results }) => ({
    results: Object.fromEntries(Object.entries(results).filter(([connection]) => connection !== id)),
  }))
}
