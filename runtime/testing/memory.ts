import { readFileSync } from 'node:fs'

/** The most memory (MB, resident) that a process ever had, as Linux counts it; undefined on other systems. */
export function mostMemory(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined
  const most = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return most === undefined ? undefined : Number(most) / 1024
}
