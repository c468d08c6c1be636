import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifySchemaCompiler } from 'fastify'
import { IsOptional, type TSchema } from 'typebox'

/**
 * Bodies are checked as they came: nothing is coerced, stripped or filled in. Only what stands in an address, where
 * everything is text, is read as the type that it should be. A body that may be left out may be left out.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = (route) => {
  const check = TypeBoxValidatorCompiler(route)
  if (route.httpPart !== 'body' || !IsOptional(route.schema)) return check
  return (value: unknown) => (value === undefined || value === null ? { value } : check(value))
}
