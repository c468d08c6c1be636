process.title = 'koppel-runner'

import { constants, setPriority } from 'node:os'
import { createEvaluator } from '../evaluator/evaluator.ts'
import { readConfig } from '../config.ts'
import { startRunner } from './runner.ts'

// On a machine with few cores a webhook's answer goes before a million records; the evaluator inherits this.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

/**
 * The runner's process. It may be killed at any instant: what it had promised is on disk, and the next one goes on
 * from there. It ends by itself when the server that started it is gone.
 */
const evaluator = createEvaluator({ fastPath: true })
const runner = startRunner({
  config: readConfig(),
  evaluate: (program, inputs, scope) => evaluator.evaluate(program, inputs as never, scope as never),
  send: (message) => {
    if (process.connected) process.send?.(message)
  },
})

const PATIENCE_MS = 14_000

let stopping = false
async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  // Whatever hangs: two runners on one data directory would be worse than one that is cut off.
  setTimeout(() => process.exit(code), PATIENCE_MS).unref()
  await runner.stop()
  await evaluator.close()
  process.exit(code)
}

process.on('message', (message: { kind: string }) => {
  if (message.kind === 'wake') runner.wake()
  if (message.kind === 'stop') void stop(0)
})
process.on('SIGTERM', () => void stop(0))
process.on('SIGINT', () => undefined)
process.on('disconnect', () => void stop(0))
process.on('uncaughtException', (error) => {
  process.stderr.write(`koppel-runner: ${error.stack ?? error.message}\n`)
  process.exit(1)
})
process.on('unhandledRejection', (error) => {
  process.stderr.write(`koppel-runner: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
