/** Rejects once the signal is aborted; forget it when it is not waited for any more. */
function abortOf(signal: AbortSignal): { happened: Promise<never>; forget: () => void } {
  let listener = (): void => undefined
  const happened = new Promise<never>((_, reject) => {
    listener = () => reject(signal.reason ?? new Error('aborted'))
    if (signal.aborted) listener()
    else signal.addEventListener('abort', listener, { once: true })
  })
  happened.catch(() => undefined)
  return { happened, forget: () => signal.removeEventListener('abort', listener) }
}

/** The answer of `work`, or the abort as soon as it happens, whatever `work` goes on waiting for. */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const abort = abortOf(signal)
  try {
    return await Promise.race([work, abort.happened])
  } finally {
    abort.forget()
  }
}
