/** A value and what people call it; the name is empty where the value says it all. */
export interface ComboChoice {
  readonly value: string
  readonly name: string
}

/** "W1  Centraal magazijn" with the value W1 -> the name alone, since the code stands beside it. */
export function comboChoice(value: string, label: string): ComboChoice {
  if (label === value) return { value, name: '' }
  return { value, name: label.startsWith(value) ? label.slice(value.length).trim() : label }
}

/** The choices that have what was typed in their code or name, those that begin with it first; all for nothing typed. */
export function choicesFor(choices: readonly ComboChoice[], typed: string): readonly ComboChoice[] {
  const words = typed.trim().toLowerCase()
  if (words === '') return choices
  const found = choices.filter(
    ({ value, name }) => value.toLowerCase().includes(words) || name.toLowerCase().includes(words),
  )
  const first = (one: ComboChoice) => (one.value.toLowerCase().startsWith(words) ? 0 : 1)
  return found.toSorted((one, other) => first(one) - first(other))
}

const indexes = new WeakMap<readonly ComboChoice[], ReadonlyMap<string, ComboChoice>>()

/** The choice of a value. A table asks this for each of its cells, of lists of thousands: it is looked up, not searched. */
export function choiceOf(choices: readonly ComboChoice[], value: string): ComboChoice | undefined {
  let index = indexes.get(choices)
  if (index === undefined) {
    index = new Map(choices.toReversed().map((choice) => [choice.value, choice]))
    indexes.set(choices, index)
  }
  return index.get(value)
}
