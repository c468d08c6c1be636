import { readSync, writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { frame, HEADER_BYTES, type Request } from './protocol.ts'
import { Workshop } from './workshop.ts'

/**
 * The evaluator: reads requests from standard input and answers on standard output, both blocking, since nothing else
 * happens here. It has no environment, no credentials and no other file open; the parent kills it when it goes silent.
 */
process.title = 'koppel-evaluator'

const INPUT = 0
const OUTPUT = 1
const FLUSH_AFTER_MS = 2
const FLUSH_AFTER_CHARACTERS = 500_000

/** Ends this process when its parent is gone or its memory is too large, also while an expression keeps it busy. */
function startWatch(): void {
  const watch = new Worker(new URL('watch.js', import.meta.url), {
    workerData: { parent: process.ppid },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  })
  watch.unref()
}

/** Fills the buffer; false at the end of the input. */
function fill(buffer: Buffer): boolean {
  let at = 0
  while (at < buffer.length) {
    const count = readSync(INPUT, buffer, at, buffer.length - at, null)
    if (count === 0) return false
    at += count
  }
  return true
}

function next(): Request | undefined {
  const header = Buffer.alloc(HEADER_BYTES)
  if (!fill(header)) return undefined
  const body = Buffer.allocUnsafe(header.readUInt32LE(0))
  return fill(body) ? (JSON.parse(body.toString('utf8')) as Request) : undefined
}

function send(text: string): void {
  const bytes = frame(text)
  for (let at = 0; at < bytes.length;) at += writeSync(OUTPUT, bytes, at)
}

/** Answers one request, telling what is done every few milliseconds so that the parent can tell slow from stuck. */
async function answer(workshop: Workshop, request: Request): Promise<void> {
  let answers: string[] = []
  let characters = 0
  let flushed = performance.now()
  const flush = (): void => {
    if (answers.length > 0) send(`{"id":${request.id},"answers":[${answers.join(',')}]}`)
    answers = []
    characters = 0
  }
  for await (const text of workshop.work(request)) {
    answers.push(text)
    characters += text.length
    const now = performance.now()
    if (now - flushed < FLUSH_AFTER_MS && characters < FLUSH_AFTER_CHARACTERS) continue
    flush()
    flushed = now
  }
  flush()
}

startWatch()
const workshop = new Workshop()
send('{"ready":true}')
for (let request = next(); request; request = next()) await answer(workshop, request)
process.exit(0)
