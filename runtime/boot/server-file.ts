import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** How the command line finds the server that works in a data directory. */
export interface ServerFile {
  readonly url: string
  readonly pid: number
  readonly token: string
}

const fileIn = (dataDir: string): string => path.join(dataDir, 'server.json')

/** Readable by the owner only: the token in it has the owner's rights. */
export function writeServerFile(dataDir: string, server: ServerFile): void {
  const file = fileIn(dataDir)
  writeFileSync(`${file}.new`, JSON.stringify(server), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

export function removeServerFile(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true })
}

/** The server that says it works here; whether it still does, a request will tell. */
export function readServerFile(dataDir: string): ServerFile | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as ServerFile
  } catch {
    return undefined
  }
}
