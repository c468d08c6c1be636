import type { Filled } from './form-state.ts'

/** What is typed in a form and not sent yet, over a reload of this tab. Credentials are never kept in the browser. */
const keyOf = (name: string) => `koppel.typed.${name}`

export function typedBefore(name: string | undefined): Filled | undefined {
  if (name === undefined) return undefined
  try {
    const text = sessionStorage.getItem(keyOf(name))
    return text === null ? undefined : { ...(JSON.parse(text) as Omit<Filled, 'secrets'>), secrets: {} }
  } catch {
    return undefined
  }
}

/** Undefined forgets it. */
export function keepTyped(name: string | undefined, filled: Filled | undefined): void {
  if (name === undefined) return
  if (filled === undefined) sessionStorage.removeItem(keyOf(name))
  else sessionStorage.setItem(keyOf(name), JSON.stringify({ name: filled.name, config: filled.config }))
}
