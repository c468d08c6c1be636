/** The configuration a fresh node has: each property's default, and that of the whole where it has one. */
export function defaultsOf(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const whole = asObject(schema['default'])
  const config: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(asObject(schema['properties']))) {
    const own = asObject(property)['default']
    if (own !== undefined) config[name] = structuredClone(own)
  }
  return { ...config, ...structuredClone(whole) }
}

export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
