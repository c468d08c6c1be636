import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'

/** The request was made by our own page, or by something that is no browser (which sends no Origin). */
export function isOwnOrigin(request: FastifyRequest, config: Config): boolean {
  const origin = request.headers.origin
  if (origin === undefined) return true
  if (config.publicUrl !== undefined && new URL(config.publicUrl).origin === origin) return true
  return origin === `${request.protocol}://${request.host}`
}

/** Whether cookies may be marked as for https only. */
export function isSecure(request: FastifyRequest, config: Config): boolean {
  return request.protocol === 'https' || (config.publicUrl?.startsWith('https:') ?? false)
}
