import { parseArgs } from 'node:util'

/** The command was used wrongly: exit code 2, with how it is meant. */
export class WrongUse extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongUse'
  }
}

export const USAGE = `Usage: npm run koppel -- <command> [--json]

  run <flow file|id>      run a flow and wait for it
        --mode live|dry-run|test    --keys "#1001,#1002"    --source <node>    --since <time>    --until <time>
        --draft                     the draft instead of the published version
  validate <flow file>    say what is wrong with a flow file
  export <id> [file]      write a flow file (--version <n>: that version)
  import <flow file>      add a flow (--update: save over the one with its id, --publish: publish it too)
  token create            make an API token (--name <name>, --role owner|editor|operator|viewer)
  sandbox                 run both sandboxes alone

Exit code 0: done. 1: failed, or something was parked. 2: wrong use.`

const options = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  mode: { type: 'string' },
  keys: { type: 'string' },
  source: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  draft: { type: 'boolean' },
  version: { type: 'string' },
  update: { type: 'boolean' },
  publish: { type: 'boolean' },
  name: { type: 'string' },
  role: { type: 'string' },
} as const

export function readWords(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
    return { values, positionals }
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error))
  }
}
export type Words = ReturnType<typeof readWords>

/** The one argument that a command needs. */
export function argument({ positionals }: Words, at: number, what: string): string {
  const value = positionals[at]
  if (value === undefined) throw new WrongUse(`Give ${what}.`)
  return value
}

/** More arguments than the command has would be a mistake that goes unseen. */
export function atMost({ positionals }: Words, count: number): void {
  const extra = positionals[count]
  if (extra !== undefined) throw new WrongUse(`"${extra}" is one argument too many.`)
}
