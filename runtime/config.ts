import path from 'node:path'

/** Everything the environment says, read once. Paths are absolute. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly secretKey: string | undefined
  readonly secretKeyFile: string
  readonly adminToken: string | undefined
  /** Origin under which people and systems reach this server, without a slash at the end. */
  readonly publicUrl: string | undefined
  /** Addresses of proxies whose forwarded headers count; false = none. */
  readonly trustProxy: readonly string[] | false
  readonly databaseUrl: string | undefined
  /** undefined: as the installation was created. */
  readonly sandbox: boolean | undefined
  readonly demo: boolean
  readonly afasSandboxPort: number
  readonly shopifySandboxPort: number
}

/** A setting that cannot be used; the message names the variable and what it takes. */
export class ConfigError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ConfigError'
  }
}

type Environment = Readonly<Record<string, string | undefined>>

export function readConfig(env: Environment = process.env): Config {
  const text = (name: string) => env[name]?.trim() || undefined
  const absolute = (name: string, otherwise: string) => path.resolve(text(name) ?? otherwise)
  return {
    host: text('KOPPEL_HOST') ?? '127.0.0.1',
    port: port(text('KOPPEL_PORT'), 'KOPPEL_PORT', 4680),
    dataDir: absolute('KOPPEL_DATA_DIR', './data'),
    secretKey: text('KOPPEL_SECRET_KEY'),
    secretKeyFile: absolute('KOPPEL_SECRET_KEY_FILE', './.koppel/secret.key'),
    adminToken: adminToken(text('KOPPEL_ADMIN_TOKEN')),
    publicUrl: origin(text('KOPPEL_PUBLIC_URL')),
    trustProxy: proxies(text('KOPPEL_TRUST_PROXY')),
    databaseUrl: text('KOPPEL_DATABASE_URL'),
    sandbox: flag(text('KOPPEL_SANDBOX'), 'KOPPEL_SANDBOX'),
    demo: flag(text('KOPPEL_DEMO'), 'KOPPEL_DEMO') ?? true,
    afasSandboxPort: port(text('KOPPEL_AFAS_SANDBOX_PORT'), 'KOPPEL_AFAS_SANDBOX_PORT', 4681),
    shopifySandboxPort: port(text('KOPPEL_SHOPIFY_SANDBOX_PORT'), 'KOPPEL_SHOPIFY_SANDBOX_PORT', 4682),
  }
}

/** Only this machine can reach the server. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function port(value: string | undefined, name: string, otherwise: number): number {
  if (value === undefined) return otherwise
  const number = Number(value)
  if (/^\d+$/.test(value) && number <= 65_535) return number
  throw new ConfigError(`${name} is "${value}", but must be a port number from 0 to 65535 (0 = any free port).`)
}

function flag(value: string | undefined, name: string): boolean | undefined {
  if (value === undefined) return undefined
  if (value === '1' || value === 'true') return true
  if (value === '0' || value === 'false') return false
  throw new ConfigError(`${name} is "${value}", but must be 1 or 0.`)
}

function adminToken(value: string | undefined): string | undefined {
  if (value !== undefined && value.length < 8) {
    throw new ConfigError('KOPPEL_ADMIN_TOKEN is too short to be a secret: use at least 8 characters.')
  }
  return value
}

function origin(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.search && !url.hash) {
    return url.href.replace(/\/+$/, '')
  }
  throw new ConfigError(`KOPPEL_PUBLIC_URL is "${value}", but must be an address such as https://koppel.example.nl.`)
}

/** An explicit list, never "everyone": a forwarded address from a stranger would pass any allow-list. */
function proxies(value: string | undefined): readonly string[] | false {
  if (value === undefined || value === '0' || value === 'false') return false
  const list = value.split(',').map((one) => one.trim())
  const bad = list.find((one) => !/^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(one) && one !== 'loopback')
  if (bad === undefined) return list
  throw new ConfigError(
    `KOPPEL_TRUST_PROXY holds "${bad}", but must be a list of proxy addresses or ranges, such as 10.0.0.0/8,127.0.0.1.`,
  )
}
