import { locations } from '../../../sdk/sandbox/world.ts'

/** A place with stock, by its position in the world's list. */
export interface LocationRow {
  readonly index: number
}

export const locationRows: readonly LocationRow[] = locations.map((_, index) => ({ index }))
