/**
 * What only people know of a system: which of its fields somebody who connects it fills in, and which of them lie under
 * "More settings". Everything else comes from the connector's schemas, so a system not named here works too.
 */
type Config = Readonly<Record<string, unknown>>

interface SystemForm {
  /** Fields that are always shown; undefined means all of them. */
  readonly main?: readonly string[]
  /** How a new connection begins, where that is not the schema's default. */
  readonly start: Config
  /** Fields that a person must fill in although the schema lets them out. */
  required(config: Config): readonly string[]
  /** Secrets to ask for, and whether it works without; undefined means all, none of them required. */
  secrets?(config: Config): Readonly<Record<string, 'required' | 'optional'>>
  leadsTo(config: Config): string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** An address typed in whole reads better without its path. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address
}

const HOSTS: Readonly<Record<string, string>> = { test: 'resttest', accept: 'restaccept' }

const afas: SystemForm = {
  main: ['participant', 'environment', 'auth'],
  start: {},
  required: (config) => (text(config['baseUrl']) === '' ? ['participant'] : []),
  secrets: (config) =>
    config['auth'] === 'oauth' ? { clientId: 'required', clientSecret: 'required' } : { token: 'required' },
  leadsTo: (config) =>
    hostOf(text(config['baseUrl'])) ||
    `${text(config['participant'])}.${HOSTS[text(config['environment'])] ?? 'rest'}.afas.online`,
}

const shopify: SystemForm = {
  main: ['shop', 'auth'],
  // Apps that are made since January 2026 have no token to copy.
  start: { auth: 'client-credentials' },
  required: () => ['shop'],
  secrets: (config) =>
    config['auth'] === 'client-credentials'
      ? { clientId: 'required', clientSecret: 'required' }
      : { accessToken: 'required', clientSecret: 'optional' },
  leadsTo: (config) => hostOf(text(config['sandboxUrl'])) || text(config['shop']),
}

const other: SystemForm = {
  start: {},
  required: () => [],
  leadsTo: (config) => text(Object.values(config).find((value) => typeof value === 'string')),
}

const known: Readonly<Record<string, SystemForm>> = { afas, shopify }

export function systemForm(type: string): SystemForm {
  return known[type] ?? other
}
