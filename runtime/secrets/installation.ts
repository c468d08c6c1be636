import { ConfigError } from '../config.ts'
import type { MetaStore } from '../store/control/meta.ts'
import { loadKey, type KeySource } from './key.ts'
import { createSecrets, SecretError, type Secrets } from './secrets.ts'

const CHECK = 'secret-key-check'
const PLACE = { table: 'meta', id: CHECK, field: 'value' }

/**
 * The installation's secrets, opened at the server's start. A sealed check value tells a wrong key before anything
 * runs; while nothing is encrypted yet, a lost key may still be replaced.
 */
export function openSecrets(source: KeySource, meta: MetaStore, nothingSealed: () => boolean): Secrets {
  const known = meta.get(CHECK)
  const free = known === undefined || nothingSealed()
  const secrets = createSecrets(loadKey(source, free))
  if (known !== undefined && opens(secrets, known)) return secrets
  if (!free) {
    const origin = source.secretKey === undefined ? source.secretKeyFile : 'KOPPEL_SECRET_KEY'
    throw new ConfigError(
      `The secret key in ${origin} is not the one this installation's credentials were encrypted with. ` +
        'Put the earlier key back; nothing was changed.',
    )
  }
  meta.set(CHECK, secrets.seal('koppel', PLACE))
  return secrets
}

function opens(secrets: Secrets, sealed: string): boolean {
  try {
    return secrets.open(sealed, PLACE) === 'koppel'
  } catch (error) {
    if (error instanceof SecretError) return false
    throw error
  }
}
