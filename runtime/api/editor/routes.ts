import { existsSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyStatic from '@fastify/static'
import { projectRoot } from '../../../flows/root.ts'
import { fail, sendProblem } from '../problems.ts'
import { isPage } from './page.ts'

const NOT_BUILT =
  '<!doctype html><title>Koppel</title><p>The editor is not built. Start Koppel with <code>npm start</code>.</p>'

/** The built editor: its files are open to everyone, any other page address is the editor's own. */
export async function addEditor(app: FastifyInstance, folder = path.join(projectRoot(), '.build', 'editor')) {
  await app.register(fastifyStatic, { root: folder, serve: false })

  const index = (reply: FastifyReply) => {
    if (!existsSync(path.join(folder, 'index.html'))) return reply.type('text/html').send(NOT_BUILT)
    // Names the current assets: never from a cache without asking.
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false })
  }

  app.get('/', { config: { access: 'open' } }, (_request, reply) => index(reply))
  app.get('/assets/*', { config: { access: 'open' } }, (request, reply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`, {
      maxAge: '365d',
      immutable: true,
    }),
  )

  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    if (isPage(request)) return index(reply)
    return sendProblem(
      reply,
      fail(404, 'request.not-found', `There is nothing at ${request.method} ${request.url}.`).body,
    )
  })
}
