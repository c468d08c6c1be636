import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second, whatever its clock does inside. */
const TICK_MS = 10

/** The processor time that a process has used, in milliseconds; undefined where the system does not tell. */
export function cpuTimeOf(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The title of a process stands in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS
  } catch {
    return undefined
  }
}
