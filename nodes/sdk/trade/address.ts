/** A street line in the parts that AFAS keeps apart. `number` is null when the line has no house number. */
export interface SplitAddress {
  readonly street: string
  readonly number: number | null
  readonly addition: string
}

const NUMBER_FIRST = new Set(['GB', 'UK', 'US', 'USA', 'FR', 'F', 'CA', 'AU', 'NZ', 'IE', 'IRL', 'LU', 'L', 'MC'])
const OWN_ADDITIONS = new Set(['NL', 'BE', 'B', ''])

/** Words that begin an addition: everything from there on belongs to it. */
const ADDITION_WORD =
  /^(bis|ter|quater|bus|bte|bo[iî]te|hs|hoog|huis|rood|rd|zw|zwart|wit|app|appt|apt|appartement|apartment|etage|étage|etg|og|eg|dg|ug|stock|hinterhaus|hh|vorderhaus|vh|aufgang|whg|wohnung|haus|links|rechts|unit|suite|ste|floor|fl|flat|kamer|kmr|to|t\/o|tegenover|ong|achter|boven|beneden|souterrain|verd|verdieping|lift|bat|bât|bâtiment|esc|escalier|#.*)\.?$/i
const MONTH =
  /^(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|januar|februar|märz|mai|juni|juli|august|dezember)$/i
const YEAR = /^(1[0-9]{3}|20[0-9]{2})$/

/**
 * Splits a street line into street, house number and addition. Dutch, Belgian and German lines end with the number,
 * French, British and American ones begin with it; a line that does not fit its country's habit is read the other way.
 *
 * @example splitAddress('Kerkstraat 12-A', 'NL') // { street: 'Kerkstraat', number: 12, addition: 'A' }
 * @example splitAddress('12 bis, rue de la Paix', 'FR') // { street: 'rue de la Paix', number: 12, addition: 'bis' }
 */
export function splitAddress(line: string | null | undefined, country?: string | null): SplitAddress {
  const text = (line ?? '').replace(/\s+/g, ' ').trim().slice(0, 500)
  const code = (country ?? '').trim().toUpperCase()
  const first = NUMBER_FIRST.has(code)
  const found = first
    ? (leading(text, code) ?? trailing(text, code))
    : (mannheim(text) ?? trailing(text, code) ?? leading(text, code))
  return found ?? { street: text, number: null, addition: '' }
}

/**
 * The two street lines of a shop's address together: a second line that begins with the house number completes the
 * first, a short one is the addition, and anything longer stays apart in `extra`.
 */
export function splitAddressLines(
  line1: string | null | undefined,
  line2: string | null | undefined,
  country?: string | null,
): SplitAddress & { readonly extra: string } {
  const second = (line2 ?? '').replace(/\s+/g, ' ').trim()
  const split = splitAddress(line1, country)
  if (second === '') return { ...split, extra: '' }
  if (split.number === null && /^\d/.test(second)) {
    return { ...splitAddress(`${(line1 ?? '').trim()} ${second}`, country), extra: '' }
  }
  if (split.number !== null && second.length <= 12 && split.addition.length + second.length < 30) {
    return { ...split, addition: `${split.addition} ${second}`.trim(), extra: '' }
  }
  return { ...split, extra: second }
}

/** True for a post-office box, which AFAS marks with a field of its own. */
export function isPostBox(line: string | null | undefined): boolean {
  return /^\s*(postbus|p\.?\s?o\.?\s?box|postfach|bo[iî]te postale|b\.?p\.?\s+\d|postbox)\b/i.test(line ?? '')
}

/** The number at the end: the first number, not at the start, after which only an addition follows. */
function trailing(text: string, country: string): SplitAddress | undefined {
  const parts = text.split(' ')
  let lastNumber = -1
  for (let i = 1; i < parts.length; i++) {
    const head = /^(\d{1,5})(\D?.*)$/.exec(parts[i]!)
    if (!head || isOrdinal(parts[i]!) || MONTH.test(parts[i + 1] ?? '')) continue
    const rest = [head[2]!, ...parts.slice(i + 1)].join(' ')
    if (isYearInStreet(head[1]!, rest)) continue
    if (isAddition(head[2]!, parts.slice(i + 1))) return assemble(parts, i, head[1]!, rest, country)
    lastNumber = i
  }
  if (lastNumber < 0) return undefined
  const head = /^(\d{1,5})(.*)$/.exec(parts[lastNumber]!)!
  const rest = [head[2]!, ...parts.slice(lastNumber + 1)].join(' ')
  return assemble(parts, lastNumber, head[1]!, rest, country)
}

function assemble(parts: readonly string[], at: number, number: string, rest: string, country: string): SplitAddress {
  const street = parts
    .slice(0, at)
    .join(' ')
    .replace(/[,\s]+$/, '')
  return { street, number: Number(number), addition: tidy(rest, Number(number), country) }
}

/** `17.` in "Straße des 17. Juni", `2e` in "2e Dorpsstraat", `5th` in "5th Avenue". */
function isOrdinal(part: string): boolean {
  return /^\d+(\.|e|er|ère|ème|ste|de|st|nd|rd|th)$/i.test(part)
}

/** "Plein 1944 5": a year with a number after it belongs to the street. */
function isYearInStreet(number: string, rest: string): boolean {
  return YEAR.test(number) && /^[\s,]*(-(1[0-9]{3}|20[0-9]{2})\s+)?\d/.test(rest)
}

function isAddition(attached: string, following: readonly string[]): boolean {
  if (/^[,/]/.test(attached)) return true
  if (attached !== '' && !/^[-–.]?[\p{L}\d]{0,6}([-/.][\p{L}\d]{1,6})*,?$|^[-–]$/u.test(attached)) return false
  if (attached.endsWith(',')) return true
  const [next, ...more] = following
  if (next === undefined) return true
  if (ADDITION_WORD.test(next) || /^[-–/(,]/.test(next)) return true
  if (/^\d+[a-z]{0,3}$/i.test(next)) return more.length === 0 || isAddition('', more)
  return /^([a-z]|[ivx]{1,4}|[a-z]\d{1,4}|\d+\.?)$/i.test(next) && isAddition('', more)
}

/** The number in front: "10 Downing Street", "12 bis, rue de la Paix", "Flat 3, 12 High Street". */
function leading(text: string, country: string): SplitAddress | undefined {
  const unit = /^((?:flat|apt\.?|apartment|unit|suite|appt?\.?|#)\s*[\p{L}\d-]+)\s*,\s*(?=\d)/iu.exec(text)
  const line = unit ? text.slice(unit[0].length) : text
  const head = /^(\d{1,5})(?!\d)(?:\s?(bis|ter|quater|[a-d]|[a-z](?=\b))\b|([-–/]\s?\d+[a-z]?))?[\s,]+(.+)$/iu.exec(
    line,
  )
  if (!head || /^\d+(e|er|ère|ème|ste|de|st|nd|rd|th)\b/i.test(line) || /^\d+\./.test(line)) return undefined
  const own = tidy(head[2] ?? head[3] ?? '', Number(head[1]), country)
  const tail =
    /^(.*?)[\s,]+((?:apt|apartment|appt?|suite|ste|unit|floor|fl|flat|bus|bte|bo[iî]te|bât|bat|bâtiment|esc|escalier|étage)\b\.?.*|#.*)$/iu
  const split = tail.exec(head[4]!)
  const addition = [unit?.[1], own, split?.[2]].filter((part) => part !== undefined && part !== '').join(' ')
  return {
    street: (split?.[1] ?? head[4]!).replace(/[,\s]+$/, ''),
    number: Number(head[1]),
    addition,
  }
}

/** The blocks of Mannheim: "C 4, 12" is number 12 in block C 4. */
function mannheim(text: string): SplitAddress | undefined {
  const found = /^([A-U] ?\d{1,2}),\s*(\d{1,3})\s?([a-z]?)$/.exec(text)
  return found ? { street: found[1]!, number: Number(found[2]), addition: found[3]! } : undefined
}

/** Without the separators around it; the end of a range (12-14) keeps its dash outside the Low Countries. */
function tidy(rest: string, number: number, country: string): string {
  const range = /^\s*[-–]\s*(\d+)\s*$/.exec(rest)
  if (range && Number(range[1]) > number && !OWN_ADDITIONS.has(country)) return `-${range[1]}`
  return rest.replace(/^[\s,./–-]+/, '').replace(/[\s,]+$/, '')
}

/**
 * The parts as one street line, the way people of the country write it: `splitAddress` gives the parts back.
 *
 * @example joinAddress({ street: 'Kerkstraat', number: 12, addition: 'A' }, 'NL') // 'Kerkstraat 12 A'
 * @example joinAddress({ street: 'rue de la Paix', number: 12, addition: 'bis' }, 'FR') // '12 bis rue de la Paix'
 */
export function joinAddress(parts: Partial<SplitAddress>, country?: string | null): string {
  const street = (parts.street ?? '').trim()
  const addition = (parts.addition ?? '').trim()
  if (parts.number === null || parts.number === undefined) return [street, addition].filter(Boolean).join(' ')
  const number = String(parts.number)
  if (!NUMBER_FIRST.has((country ?? '').trim().toUpperCase())) {
    if (/^[A-U] ?\d{1,2}$/.test(street)) return `${street}, ${number}${addition}`
    // A digit right behind the number would read as part of it.
    const between = addition === '' || /^[-/]/.test(addition) ? '' : /^\d/.test(addition) ? '-' : ' '
    return `${street} ${number}${between}${addition}`.trim()
  }
  const own = /^([a-z]|bis|ter|quater|[-/]\d.*)$/i.test(addition)
  const head = own ? `${number}${/^([a-z]|[-/].*)$/i.test(addition) ? '' : ' '}${addition}` : number
  return [head, street, own ? '' : addition].filter(Boolean).join(' ')
}
