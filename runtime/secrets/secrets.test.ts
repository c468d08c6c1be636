import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMetaStore } from '../store/control/meta.ts'
import { openStore, type SqliteFile } from '../store/sqlite.ts'
import { openSecrets } from './installation.ts'
import { loadKey } from './key.ts'
import { createSecrets } from './secrets.ts'

const place = { table: 'connections', id: 'shop', field: 'token' }

describe('a sealed secret', () => {
  const secrets = createSecrets(Buffer.alloc(32, 1))

  it('opens in its own place only', () => {
    const sealed = secrets.seal('shpat_123', place)
    expect(secrets.open(sealed, place)).toBe('shpat_123')
    for (const other of [
      { ...place, id: 'other' },
      { ...place, field: 'key' },
      { ...place, table: 'hooks' },
    ]) {
      expect(() => secrets.open(sealed, other)).toThrow('wrong place')
    }
  })

  it('is another text each time, and holds nothing of the plain one', () => {
    const texts = new Set(Array.from({ length: 50 }, () => secrets.seal('same', place)))
    expect(texts.size).toBe(50)
  })

  it('does not open with any bit changed, or with another key', () => {
    const sealed = secrets.seal('shpat_123', place)
    const [format, id, iv, body] = sealed.split('.') as [string, string, string, string]
    const bytes = Buffer.from(body, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(() => secrets.open([format, id, iv, changed.toString('base64url')].join('.'), place)).toThrow()
    }
    expect(() => createSecrets(Buffer.alloc(32, 2)).open(sealed, place)).toThrow('the key in use')
    expect(() => secrets.open('plain text', place)).toThrow('not a sealed secret')
  })
})

describe('the key of an installation', () => {
  let folder: string
  let control: SqliteFile
  const source = () => ({ secretKey: undefined, secretKeyFile: path.join(folder, 'keys', 'secret.key') })

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'koppel-key-'))
    control = openStore('control', path.join(folder, 'control.db'))
  })
  afterEach(() => {
    control.close()
    rmSync(folder, { recursive: true })
  })
  const open = (given: Parameters<typeof loadKey>[0] = source(), sealed = true) =>
    openSecrets(given, createMetaStore(control), () => !sealed)

  it('is made once, for the owner’s eyes only, and stays', () => {
    const first = open()
    expect(statSync(source().secretKeyFile).mode & 0o777).toBe(0o600)
    expect(open().keyId).toBe(first.keyId)
  })

  it('refuses another key, and a missing one, while something is encrypted', () => {
    open()
    expect(() => open({ ...source(), secretKey: 'an entirely different key' })).toThrow('not the one')
    rmSync(source().secretKeyFile)
    expect(() => open()).toThrow('secret key is missing')
    expect(() => statSync(source().secretKeyFile)).toThrow()
  })

  it('may be lost while nothing is encrypted', () => {
    const first = open()
    rmSync(source().secretKeyFile)
    const second = open(source(), false)
    expect(second.keyId).not.toBe(first.keyId)
    expect(open().keyId).toBe(second.keyId)
  })

  it('is read as base64, as hex, or stretched from a text', () => {
    const key = Buffer.alloc(32, 9)
    const as = (secretKey: string) => loadKey({ secretKey, secretKeyFile: '' }, false)
    expect(as(key.toString('base64')).equals(key)).toBe(true)
    expect(as(key.toString('hex')).equals(key)).toBe(true)
    expect(as('a long enough pass phrase')).toHaveLength(32)
    expect(() => as('short')).toThrow('too short')
    writeFileSync(path.join(folder, 'other.key'), key.toString('base64'))
    const file = { secretKey: undefined, secretKeyFile: path.join(folder, 'other.key') }
    expect(loadKey(file, false).equals(key)).toBe(true)
  })
})
