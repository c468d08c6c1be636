import type { ValueMap } from '../../flows/schema.ts'
import { textOf } from '../inspector/scalar.ts'
import { choiceOf, type ComboChoice } from '../ui/combo-choices.ts'

type Rows = ValueMap['rows']
type Choices = readonly ComboChoice[]

/** Places of the rows that count: of several with the same value, the first. */
export function firstRows(rows: Rows): ReadonlySet<number> {
  const seen = new Set<string>()
  const places = new Set<number>()
  for (const [place, [from]] of rows.entries()) {
    const text = textOf(from)
    if (seen.has(text)) continue
    seen.add(text)
    places.add(place)
  }
  return places
}

/** Places of the rows with the text in one of their values, or in what the systems call them; all for no text. */
export function foundRows(rows: Rows, search: string, from: Choices, to: Choices): readonly number[] {
  const wanted = search.trim().toLowerCase()
  const has = (value: Rows[number][number], choices: Choices) => {
    const text = textOf(value)
    return (
      text.toLowerCase().includes(wanted) || (choiceOf(choices, text)?.name.toLowerCase().includes(wanted) ?? false)
    )
  }
  return rows.flatMap((row, place) => (wanted === '' || has(row[0], from) || has(row[1], to) ? [place] : []))
}
