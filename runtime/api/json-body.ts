import type { FastifyInstance, FastifyRequest } from 'fastify'
import sjson from 'secure-json-parse'
import { fail } from './problems.ts'

/** Also the largest flow file. */
export const MAX_BODY = 5_000_000
const MAX_DEPTH = 200

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a flow file: reserved keys are reported with their place by the flow's own checks. */
    flowFile?: boolean
  }
}

/** JSON only, never a form: what a page of another site can post without asking is not read at all. */
export function addJsonParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/json', 'application/problem+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      try {
        done(null, parse(request, String(body)))
      } catch (error) {
        done(error as Error)
      }
    },
  )
}

function parse(request: FastifyRequest, text: string): unknown {
  if (text.trim() === '') return undefined
  if (tooDeep(text)) throw fail(400, 'request.too-deep', `The body is nested deeper than ${MAX_DEPTH} levels.`)
  try {
    if (request.routeOptions.config.flowFile) return JSON.parse(text)
    return sjson.parse(text, null, { protoAction: 'error', constructorAction: 'error' })
  } catch (error) {
    throw fail(
      400,
      'request.not-json',
      `The body is not usable JSON: ${error instanceof Error ? error.message : 'unreadable'}.`,
    )
  }
}

/** Counts brackets outside texts: a million of them would parse, and then break whatever walks over them. */
function tooDeep(text: string): boolean {
  let depth = 0
  let inText = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inText) {
      if (code === 92) i += 1
      else if (code === 34) inText = false
    } else if (code === 34) inText = true
    else if (code === 123 || code === 91) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (code === 125 || code === 93) depth -= 1
  }
  return false
}
