/** Lets at most `limit` tasks run at once, the others wait in order; an abort takes a waiting one out of the queue. */
export interface Limiter {
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

export function limiter(limit: number): Limiter {
  let running = 0
  const waiting: (() => void)[] = []
  const turn = (signal?: AbortSignal): Promise<void> => {
    if (running < limit) {
      running++
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        const index = waiting.indexOf(start)
        if (index >= 0) waiting.splice(index, 1)
        reject(signal?.reason ?? new Error('aborted'))
      }
      waiting.push(start)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }
  return {
    async run(task, signal) {
      signal?.throwIfAborted()
      await turn(signal)
      try {
        return await task()
      } finally {
        // The place is handed on, not freed, so that nobody slips in between.
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
  }
}
