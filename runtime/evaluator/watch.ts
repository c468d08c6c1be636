import { workerData } from 'node:worker_threads'

/** Runs beside the evaluator's one thread, which a hostile expression may keep from ever looking at a clock. */
const MAX_RSS_BYTES = 450 * 1024 * 1024
const EVERY_MS = 50

const { parent } = workerData as { parent: number }

setInterval(() => {
  if (process.ppid !== parent || process.memoryUsage.rss() > MAX_RSS_BYTES) process.kill(process.pid, 'SIGKILL')
}, EVERY_MS)
