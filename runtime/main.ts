process.title = 'koppel-server'

import { startServer } from './boot/start-server.ts'
import { ConfigError, readConfig } from './config.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const server = await startServer(readConfig(), say)
  const { firstLink } = server.koppel.services
  const path = firstLink.kind === 'sign-in' ? '/api/session/link' : '/setup'
  say('')
  say(`Koppel is running. Open ${server.address}${path}?token=${firstLink.token}`)
  say(
    server.sandboxOn
      ? 'This is the sandbox: no real shop, no real books.'
      : 'Sign in there, or set up the first owner.',
  )

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
