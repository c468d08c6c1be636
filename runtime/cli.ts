import type { Outcome } from './cli/commands.ts'
import { BadFlow } from './cli/bad-flow.ts'
import type { Needs } from './boot/start-server.ts'
import { reachServer, Refused, type Server } from './cli/server.ts'
import { argument, readWords, USAGE, WrongUse, type Words } from './cli/words.ts'
import { ConfigError } from './config.ts'

/** Waits until it is written: the process ends soon after, and a pipe takes its time. */
const say = (text: string) => new Promise<void>((done) => process.stdout.write(`${text}\n`, () => done()))

/** Loaded when it is needed: how a command is used is said at once. */
const commands = () => import('./cli/commands.ts')

interface Command {
  readonly needs: Needs
  readonly work: (server: Server, words: Words) => Promise<Outcome>
}

const onServer: Readonly<Record<string, Command>> = {
  run: { needs: { runs: true, sandboxes: true }, work: async (server, words) => (await commands()).run(server, words) },
  export: {
    needs: { runs: false, sandboxes: false },
    work: async (server, words) => (await commands()).exportFlow(server, words),
  },
  import: {
    // A new installation has the sandboxes' connections, which the flow is bound to, from their first start.
    needs: { runs: false, sandboxes: true },
    work: async (server, words) => (await commands()).importFile(server, words),
  },
  token: {
    needs: { runs: false, sandboxes: false },
    work: async (server, words) => (await commands()).createToken(server, words),
  },
}

async function work(words: Words): Promise<Outcome> {
  const json = words.values.json ?? false
  const command = argument(words, 0, 'a command')
  if (command === 'validate') return (await commands()).validate(words)
  if (command === 'sandbox') {
    return (await commands()).sandbox(words, (text, data) => say(json ? JSON.stringify(data) : text))
  }
  const known = Object.hasOwn(onServer, command) ? onServer[command] : undefined
  if (!known) throw new WrongUse(`There is no command "${command}".`)
  const server = await reachServer(known.needs)
  try {
    return await known.work(server, words)
  } finally {
    await server.close()
  }
}

async function main(): Promise<number> {
  const words = readWords(process.argv.slice(2))
  if (words.values.help || words.positionals.length === 0) {
    await say(USAGE)
    return words.values.help ? 0 : 2
  }
  try {
    const outcome = await work(words)
    if (words.values.json && outcome.json !== undefined) await say(JSON.stringify(outcome.json))
    else if (!words.values.json) await say(outcome.text)
    return outcome.code
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof BadFlow)) throw error
    const data = error instanceof Refused ? error.body : { ok: false, problems: error.problems }
    if (words.values.json) await say(JSON.stringify(data ?? { detail: error.message }))
    else process.stderr.write(`${error.message}\n`)
    return 1
  }
}

try {
  // Ends the process also where a library still holds a handle.
  process.exit(await main())
} catch (error) {
  const wrongUse = error instanceof WrongUse
  const expected = wrongUse || error instanceof ConfigError
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`${text}\n${wrongUse ? `\n${USAGE}\n` : ''}`)
  process.exit(wrongUse ? 2 : 1)
}
