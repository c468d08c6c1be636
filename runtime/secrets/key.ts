import { randomBytes, scryptSync } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ConfigError } from '../config.ts'

/** Where the key that encrypts credentials comes from: its text, or a file. */
export interface KeySource {
  readonly secretKey: string | undefined
  readonly secretKeyFile: string
}

/** The installation's key, 32 bytes. A file is made only where `create` says that nothing depends on an older one. */
export function loadKey(source: KeySource, create: boolean): Buffer {
  if (source.secretKey !== undefined) return keyOf(source.secretKey, 'KOPPEL_SECRET_KEY')
  if (existsSync(source.secretKeyFile)) return keyOf(readFileSync(source.secretKeyFile, 'utf8'), source.secretKeyFile)
  if (create) return createFile(source.secretKeyFile)
  throw new ConfigError(
    `The secret key is missing: ${source.secretKeyFile} does not exist, but this installation holds encrypted ` +
      'credentials. Put the file back, or give the key in KOPPEL_SECRET_KEY.',
  )
}

function createFile(file: string): Buffer {
  const key = randomBytes(32)
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  // `wx`: two servers that start at once must not each believe in a key of their own.
  writeFileSync(file, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
  return key
}

/** 32 bytes in base64 or hex are the key; any other text is stretched to one. */
function keyOf(given: string, origin: string): Buffer {
  const text = given.trim()
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  if (text.length < 16) {
    throw new ConfigError(
      `The secret key in ${origin} is too short: use 32 random bytes in base64 ("openssl rand -base64 32").`,
    )
  }
  return scryptSync(text, 'koppel secret key', 32)
}
