import type { FastifyRequest } from 'fastify'

/** An address that a person opened or reloaded in the editor. */
export function isPage(request: FastifyRequest): boolean {
  const { pathname } = new URL(request.url, 'http://localhost')
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  return !/^\/(api|hooks|health|assets)(\/|$)/.test(pathname)
}
