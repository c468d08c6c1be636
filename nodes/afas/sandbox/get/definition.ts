export type ColumnType = 'string' | 'int' | 'decimal' | 'boolean' | 'date' | 'datetime'

/** A column of a get-connector: what people see, and where it comes from. */
export interface Column {
  readonly id: string
  readonly label: string
  readonly type: ColumnType
  /** An SQL expression over the tables in `from`; a plain column where it is filtered often. */
  readonly sql: string
  /** The code of the field in an update-connector, where it has one. */
  readonly fieldId?: string
  readonly length?: number
}

export interface GetConnector {
  readonly id: string
  readonly description: string
  readonly from: string
  /** Which rows of those the connector is about. */
  readonly where?: string
  /** A whole number that differs from row to row. */
  readonly row: string
  readonly columns: readonly Column[]
}

/** Where each field of one of Koppel's own connectors comes from. Names and labels are those of the guide. */
export interface KoppelSource {
  readonly from: string
  readonly row: string
  readonly where?: string
  readonly sql: Readonly<Record<string, string>>
  /** Dates with a time: the guide calls both a date, as AFAS does. */
  readonly times: readonly string[]
}
