import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '../../flows/root.ts'
import type { ProgramAnswer } from '../../nodes/core/expressions/program.ts'
import { frame, HEADER_BYTES, MAX_MESSAGE_BYTES } from './protocol.ts'

export interface Reply {
  readonly id: number
  readonly answers: readonly ProgramAnswer[]
}

export interface ChildEvents {
  readonly ready: () => void
  readonly reply: (reply: Reply) => void
  /** Called once: it ended by itself, was killed, or broke the protocol. */
  readonly gone: (trace: string) => void
}

const FLAGS = ['--max-old-space-size=128', '--disable-proto=delete', '--disallow-code-generation-from-strings']
const KEPT_ERROR_OUTPUT = 2_000

/** One evaluator process: framing over its standard streams, nothing else. */
export class EvaluatorChild {
  readonly #process: ChildProcess
  readonly #events: ChildEvents
  #received: Buffer[] = []
  #size = 0
  #trace = ''
  #gone = false

  constructor(events: ChildEvents) {
    this.#events = events
    const program = path.join(projectRoot(), '.build', 'runtime', 'evaluator', 'child.js')
    this.#process = spawn(process.execPath, [...FLAGS, program], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] })
    this.#process.stdout?.on('data', (bytes: Buffer) => this.#take(bytes))
    this.#process.stderr?.on('data', (bytes: Buffer) => {
      this.#trace = (this.#trace + bytes.toString('utf8')).slice(-KEPT_ERROR_OUTPUT)
    })
    this.#process.stdin?.on('error', () => undefined)
    this.#process.on('error', (error) => this.#end(error.message))
    this.#process.on('close', () => this.#end(this.#trace))
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  send(text: string): void {
    this.#process.stdin?.write(frame(text))
  }

  kill(): void {
    this.#process.kill('SIGKILL')
  }

  #take(bytes: Buffer): void {
    this.#received.push(bytes)
    this.#size += bytes.length
    if (this.#size < HEADER_BYTES) return
    let all = this.#received.length === 1 ? bytes : Buffer.concat(this.#received)
    while (all.length >= HEADER_BYTES) {
      const length = all.readUInt32LE(0)
      if (length > MAX_MESSAGE_BYTES) {
        this.kill()
        return
      }
      if (all.length < HEADER_BYTES + length) break
      this.#read(all.toString('utf8', HEADER_BYTES, HEADER_BYTES + length))
      all = all.subarray(HEADER_BYTES + length)
    }
    this.#received = all.length > 0 ? [all] : []
    this.#size = all.length
  }

  #read(text: string): void {
    if (this.#gone) return
    const message = JSON.parse(text) as { ready: true } | Reply
    if ('ready' in message) this.#events.ready()
    else this.#events.reply(message)
  }

  #end(trace: string): void {
    if (this.#gone) return
    this.#gone = true
    this.#events.gone(trace)
  }
}
