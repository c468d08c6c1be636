import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Where a secret stands. Part of what is authenticated: a sealed text copied to another row does not open. */
export interface Place {
  readonly table: string
  readonly id: string
  readonly field: string
}

export interface Secrets {
  readonly keyId: string
  seal(text: string, place: Place): string
  /** Throws `SecretError` when the key is another one, or the text was changed or moved. */
  open(sealed: string, place: Place): string
}

export class SecretError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SecretError'
  }
}

const FORMAT = 'v1'

/** AES-256-GCM, a fresh random IV each time; the key's id stands in front so that a wrong key is named, not guessed. */
export function createSecrets(key: Buffer): Secrets {
  if (key.length !== 32) throw new SecretError(`the secret key has ${key.length} bytes instead of 32`)
  const keyId = createHash('sha256').update('koppel key id').update(key).digest('hex').slice(0, 12)
  const context = (place: Place, id: string) =>
    Buffer.from(JSON.stringify([FORMAT, id, place.table, place.id, place.field]))

  return {
    keyId,
    seal(text, place) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(context(place, keyId))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [FORMAT, keyId, iv.toString('base64url'), body.toString('base64url')].join('.')
    },
    open(sealed, place) {
      const [format, id, iv, body] = sealed.split('.')
      if (format !== FORMAT || !id || !iv || !body) throw new SecretError('not a sealed secret')
      if (id !== keyId) throw new SecretError(`sealed with key ${id}, but the key in use is ${keyId}`)
      const bytes = Buffer.from(body, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
          authTagLength: 16,
        })
        decipher.setAAD(context(place, keyId)).setAuthTag(bytes.subarray(-16))
        return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
      } catch {
        throw new SecretError(
          `the sealed secret of ${place.table} ${place.id} was changed or stands in the wrong place`,
        )
      }
    },
  }
}
