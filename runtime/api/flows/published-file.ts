import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/
const fileOf = (dataDir: string, id: string) => path.join(dataDir, 'flows', `${safe(id)}.json`)

/** Ids come from checked flow files; a file name is checked once more where it is made. */
function safe(id: string): string {
  if (!ID.test(id)) throw new Error(`not a flow id: ${id}`)
  return id
}

/** `<data>/flows/<id>.json`: people keep it in git, so it is whole or as before, never half. */
export function writePublishedFile(dataDir: string, id: string, document: string): void {
  const file = fileOf(dataDir, id)
  mkdirSync(path.dirname(file), { recursive: true })
  const part = `${file}.part`
  const handle = openSync(part, 'w')
  try {
    writeSync(handle, document)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(part, file)
}

export function removePublishedFile(dataDir: string, id: string): void {
  rmSync(fileOf(dataDir, id), { force: true })
}
