/** The rules, in the order in which they are tried. */
export type Rule =
  | 'defaults are valid'
  | 'migrations have no gap'
  | 'a dry run sends nothing'
  | 'find only reads'
  | 'every record is settled'
  | 'a second run writes nothing'
  | 'ends within a second'

/** A rule that a node breaks, and how that showed. */
export interface Fault {
  readonly rule: Rule
  readonly detail: string
}
