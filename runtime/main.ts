process.title = 'koppel-server'

import { startServer, type RunningServer } from './boot/start-server.ts'
import { ConfigError, readConfig } from './config.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** The one link: it signs the owner of a sandbox in or sets the first owner up; later there is a password for that. */
function firstPath({ koppel }: RunningServer): string {
  const { firstLink, store } = koppel.services
  if (firstLink.kind === 'sign-in')
    return store.people.hasPassword() ? '/' : `/api/session/link?token=${firstLink.token}`
  return store.people.isEmpty() ? `/setup?token=${firstLink.token}` : '/'
}

async function main(): Promise<void> {
  const server = await startServer(readConfig(), say)
  say('')
  say(`Koppel is running. Open ${server.address}${firstPath(server)}`)
  if (server.sandboxOn) say('This is the sandbox: no real shop, no real books.')

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    say('Stopping: what is at work is finished first …')
    await server.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

try {
  await main()
} catch (error) {
  const known = error instanceof ConfigError || (error as { code?: string }).code === 'EADDRINUSE'
  const text = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`Koppel did not start. ${text}\n`)
  process.exit(1)
}
