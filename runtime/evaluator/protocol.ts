import type { Scope } from '../../nodes/core/expressions/jsonata.ts'
import type { ExpressionInput } from '../../nodes/core/expressions/program.ts'
import type { Program } from '../../nodes/sdk/context.ts'

/** Parent -> child. A scope or a program travels once to each child; afterwards its number stands for it. */
export type Request =
  | {
      readonly kind: 'batch'
      readonly id: number
      readonly scope: number
      readonly newScope?: Scope
      readonly program: number
      readonly newProgram?: Program
      readonly details: boolean
      readonly inputs: readonly ExpressionInput[]
    }
  | { readonly kind: 'syntax'; readonly id: number; readonly expression: string }

/** The longest message either side accepts, in bytes. */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024
/** A message is its length in bytes (little-endian), then JSON in UTF-8. */
export const HEADER_BYTES = 4

export function frame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + length)
  buffer.writeUInt32LE(length, 0)
  buffer.write(text, HEADER_BYTES)
  return buffer
}
