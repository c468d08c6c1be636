/** Something that people make ready in the other system, field by field: one get-connector of AFAS. */
export interface GuideTable {
  readonly name: string
  readonly about: string
  /** The integrations that read it. */
  readonly readBy: readonly string[]
  readonly note?: string
  /** What can be done with what the system has of its own. */
  readonly instead?: string
  readonly fields: readonly GuideField[]
}

export interface GuideField {
  readonly id: string
  readonly label: string
  /** In a word: text, number, yes/no, date. */
  readonly kind: string
  readonly length?: number
  /** The code by which the system itself knows it. */
  readonly from?: string
  /** Without it the table cannot be read at all; others count as empty where they are left out. */
  readonly needed: boolean
  /** What it is called in what the system has of its own. */
  readonly instead?: string
}
