import { mkdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { serveSandbox } from './harness.ts'
import type { SandboxSystem } from './system.ts'

export interface SandboxProgram {
  /** The process title that people look for. */
  readonly title: string
  readonly portVariable: string
  readonly defaultPort: number
  /** Opens the system with its state in that file; without one it lives in memory. */
  open(dataFile: string | undefined): SandboxSystem
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`"${text}" is not a port`)
  return port
}

/** The whole life of a sandbox process: start, say that it is ready, stop when told to or when the parent is gone. */
export async function runSandboxProcess(program: SandboxProgram): Promise<void> {
  process.title = program.title
  // It stands for a system on another machine: it must not take this one's server the processor away.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } })
  const wanted = values.port ?? process.env[program.portVariable] ?? String(program.defaultPort)
  // Both sandboxes start at once in a folder that neither has made.
  if (values.data !== undefined) mkdirSync(path.dirname(values.data), { recursive: true })
  const system = program.open(values.data)
  const server = await serveSandbox(system, readPort(wanted)).catch((error: unknown) => {
    const taken = (error as { code?: string }).code === 'EADDRINUSE'
    const why = taken ? `port ${wanted} is in use; set ${program.portVariable} to another one` : String(error)
    process.stderr.write(`${program.title}: ${why}\n`)
    process.exit(1)
  })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void server.close().finally(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  if (process.send) {
    // Ctrl-C reaches the whole group; who started this process says when it stops.
    process.on('SIGINT', () => undefined)
    process.on('disconnect', stop)
    process.send({ kind: 'ready', port: server.port }, () => undefined)
  } else {
    process.on('SIGINT', stop)
    process.stdout.write(`${program.title} ${server.url}\n`)
  }
}
