/** The system a node speaks to, by the first part of its type; undefined for nodes of our own. */
export function systemOf(type: string | undefined): string | undefined {
  const system = type?.split('.')[0]
  if (system === undefined || system === '' || system === 'core') return undefined
  return NAMES[system] ?? system.charAt(0).toUpperCase() + system.slice(1)
}

const NAMES: Readonly<Record<string, string>> = { afas: 'AFAS', shopify: 'Shopify' }
