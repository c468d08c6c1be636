import { Type } from 'typebox'

export const RoleSchema = Type.Union([
  Type.Literal('owner'),
  Type.Literal('editor'),
  Type.Literal('operator'),
  Type.Literal('viewer'),
])
