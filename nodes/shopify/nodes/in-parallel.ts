/** Works on a list with so many at once; the first failure ends it. */
export async function inParallel<T>(limit: number, list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = list.values()
  const worker = async (): Promise<void> => {
    for (const one of queue) await work(one)
  }
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, worker))
}
