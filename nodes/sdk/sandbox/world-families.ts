/** Items of their own that are one product to a buyer: they share a parent code, which is no item itself. */
export interface Family {
  readonly parent: string
  readonly title: string
  /** The index of the first item of the family: where the shop has it, the product has this item's id. */
  readonly lead: number
  /** What tells the items apart: one of the two is filled in. */
  readonly colour: string
  readonly version: string
}

export const familyTitle = (family: Family): string => family.title

interface Names {
  readonly names: readonly string[]
  readonly kinds: readonly string[]
}

interface Place {
  readonly name: string
  readonly kind: string
  /** How often the list of kinds has been gone through. */
  readonly round: number
}

/** Three of a name beside each other, each of another kind. */
function placeOf(words: Names, number: number): Place {
  const group = Math.floor((number + 2) / 3)
  const name = words.names[group % words.names.length] ?? ''
  const place = Math.floor(group / words.names.length) * 3 + (number === 0 ? 0 : (number - 1) % 3)
  const kind = words.kinds[place % words.kinds.length] ?? ''
  return { name, kind, round: Math.floor(place / words.kinds.length) }
}

/** Titles in a group of which some belong together. */
export function titleInFamilies(words: Names, number: number): string {
  const { name, kind, round } = placeOf(words, number)
  return round === 0 ? `${name} ${kind}` : `${name} ${kind} nr. ${round + 1}`
}

/** Every other three of a group are a family; the first of the group stands alone. `step`: how far apart they are. */
export function familyIn(
  words: Names,
  prefix: string,
  number: number,
  index: number,
  step: number,
): Family | undefined {
  const group = Math.floor((number + 2) / 3)
  if (number === 0 || group % 2 === 0) return undefined
  const { name, kind, round } = placeOf(words, number)
  const cycle = Math.floor(group / words.names.length)
  return {
    parent: `${prefix}-P${String(group).padStart(3, '0')}`,
    title: cycle === 0 ? name : `${name} serie ${cycle + 1}`,
    lead: index - ((number - 1) % 3) * step,
    colour: '',
    version: round === 0 ? kind : `${kind} nr. ${round + 1}`,
  }
}
