import { Type, type Static } from 'typebox'

/**
 * A file that stays where it is until somebody needs it: a record carries this instead of bytes, so that neither memory
 * nor traces ever hold an image. `ctx.open` fetches it from the connection of the node that gave it, each time anew,
 * so a retry works as well as the first try.
 */
export const BinaryRefSchema = Type.Object(
  {
    /** The node of this flow whose connection has the file. */
    node: Type.String({ minLength: 1 }),
    /** Its id there. */
    id: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
)
export type BinaryRef = Static<typeof BinaryRefSchema>

export interface Binary {
  /** The bytes, once, in pieces; give up on them with `return`. */
  readonly bytes: AsyncIterable<Uint8Array>
  /** As the other system says; undefined when it does not. */
  readonly mimeType?: string
}
