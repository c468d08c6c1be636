/** Particles that Dutch names are sorted without: AFAS keeps them in a field of their own. */
const PREFIX =
  /^((?:van|von|de|den|der|del|della|di|du|la|le|het|ten|ter|te|tot|'t|’t|in|op|aan|onder|over|uit|voor|bij|v\.?d\.?|v\.)\s+)+(?=\S)/i
const MAX_PREFIX = 15

/**
 * Takes the particle from a last name. Outside the Netherlands it belongs to the name (Belgian "De Smet" sorts under D).
 * @example splitPrefix('van der Berg', 'NL') // { prefix: 'van der', lastName: 'Berg' }
 */
export function splitPrefix(name: string, country: string): { readonly prefix: string; readonly lastName: string } {
  const found = country === 'NL' ? PREFIX.exec(name) : null
  if (!found || found[0].trim().length > MAX_PREFIX) return { prefix: '', lastName: name }
  return { prefix: found[0].trim(), lastName: name.slice(found[0].length) }
}

/** First and last name out of one text, when that is all there is: the first word is the first name. */
export function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const space = name.indexOf(' ')
  return space < 0
    ? { firstName: '', lastName: name }
    : { firstName: name.slice(0, space), lastName: name.slice(space + 1).trim() }
}
