import { isPostBox, splitAddress, splitAddressLines, type SplitAddress } from '../../sdk/trade/address.ts'
import { afasCountry, isoCountry } from '../../sdk/trade/country.ts'
import { addDays, afasDate, afasDateTime, isoFromAfas } from './dates.ts'
import { htmlOf } from './html.ts'
import { cents, excludeVat, includeVat, money, moneyText, roundTo, sumMoney, timesMoney, vatIn } from './money.ts'

/** A function of the expression library as people see it: completion, help and the README's table are made of these. */
export interface FunctionHelp {
  readonly name: string
  /** As a person writes it: `$cents(amount)`. */
  readonly signature: string
  readonly description: string
  readonly example: string
}

/** A function as it runs; nothing in gives nothing out, as JSONata's own functions do. */
export interface ExpressionFunction extends FunctionHelp {
  /** JSONata's form of the parameters, checked before the call. */
  readonly parameters: string
  readonly run: (...args: unknown[]) => unknown
}

/** An amount: a number, or text as shops give it. */
const AMOUNT = '(nsl)?'

const amounts: readonly ExpressionFunction[] = [
  {
    name: 'cents',
    signature: '$cents(amount)',
    description: 'An amount as a whole number of cents; halves are rounded away from zero.',
    example: '$cents("19.995") = 2000',
    parameters: `<${AMOUNT}:n>`,
    run: cents,
  },
  {
    name: 'money',
    signature: '$money(cents)',
    description: 'Whole cents as an amount.',
    example: '$money(1999) = 19.99',
    parameters: `<${AMOUNT}:n>`,
    run: money,
  },
  {
    name: 'round2',
    signature: '$round2(amount)',
    description: 'An amount rounded to two decimals, halves away from zero ($round rounds halves to even).',
    example: '$round2(1.005) = 1.01',
    parameters: `<${AMOUNT}:n>`,
    run: (amount) => roundTo(amount, 2),
  },
  {
    name: 'roundTo',
    signature: '$roundTo(amount, decimals)',
    description: 'An amount rounded to so many decimals, halves away from zero.',
    example: '$roundTo("12.34565", 4) = 12.3457',
    parameters: `<${AMOUNT}n?:n>`,
    run: roundTo,
  },
  {
    name: 'excludeVat',
    signature: '$excludeVat(amount, percentage, decimals?)',
    description: 'The amount without the VAT that is in it; the percentage as 21, not 0.21.',
    example: '$excludeVat(121, 21) = 100',
    parameters: `<${AMOUNT}${AMOUNT}n?:n>`,
    run: excludeVat,
  },
  {
    name: 'includeVat',
    signature: '$includeVat(amount, percentage, decimals?)',
    description: 'The amount with VAT on top; the percentage as 21, not 0.21.',
    example: '$includeVat(100, 21) = 121',
    parameters: `<${AMOUNT}${AMOUNT}n?:n>`,
    run: includeVat,
  },
  {
    name: 'vatIn',
    signature: '$vatIn(amount, percentage)',
    description: 'The VAT inside an amount; with $excludeVat it makes the whole, to the cent.',
    example: '$vatIn(19.99, 21) = 3.47',
    parameters: `<${AMOUNT}${AMOUNT}:n>`,
    run: vatIn,
  },
  {
    name: 'sumMoney',
    signature: '$sumMoney(amounts)',
    description: 'Amounts added up exactly; texts are read as amounts.',
    example: '$sumMoney(["0.10", 0.2]) = 0.3',
    parameters: '<x?:n>',
    run: sumMoney,
  },
  {
    name: 'timesMoney',
    signature: '$timesMoney(amount, factor)',
    description: 'An amount times a number, rounded to cents.',
    example: '$timesMoney("1.15", 3) = 3.45',
    parameters: `<${AMOUNT}${AMOUNT}:n>`,
    run: timesMoney,
  },
  {
    name: 'moneyText',
    signature: '$moneyText(amount)',
    description: 'An amount as text with two decimals.',
    example: '$moneyText(19.9) = "19.90"',
    parameters: `<${AMOUNT}:s>`,
    run: moneyText,
  },
]

const dates: readonly ExpressionFunction[] = [
  {
    name: 'afasDate',
    signature: '$afasDate(time)',
    description: 'The date in Amsterdam at a moment; a date without a time stays what it is.',
    example: '$afasDate("2026-06-30T22:30:00Z") = "2026-07-01"',
    parameters: '<(snl)?:s>',
    run: afasDate,
  },
  {
    name: 'afasDateTime',
    signature: '$afasDateTime(time)',
    description: 'The time in Amsterdam at a moment, as AFAS wants it: without a zone.',
    example: '$afasDateTime("2026-07-01T12:00:00Z") = "2026-07-01T14:00:00"',
    parameters: '<(snl)?:s>',
    run: afasDateTime,
  },
  {
    name: 'isoFromAfas',
    signature: '$isoFromAfas(time)',
    description: 'A time that AFAS gave, which is Amsterdam time, in UTC.',
    example: '$isoFromAfas("2026-07-01T14:00:00") = "2026-07-01T12:00:00Z"',
    parameters: '<(snl)?:s>',
    run: isoFromAfas,
  },
  {
    name: 'addDays',
    signature: '$addDays(date, days)',
    description: 'The date so many days later, or earlier for a negative number.',
    example: '$addDays("2026-12-25", 14) = "2027-01-08"',
    parameters: '<(snl)?n:s>',
    run: addDays,
  },
]

const places: readonly ExpressionFunction[] = [
  {
    name: 'splitAddress',
    signature: '$splitAddress(line, country?)',
    description:
      'A street line as { street, number, addition }; the ISO country tells how addresses are written there.',
    example: '$splitAddress("Kerkstraat 12-A", "NL").number = 12',
    parameters: '<(sl)?(sl)?:o>',
    run: (line, country) => (nothing(line) ? undefined : parts(splitAddress(text(line), text(country)))),
  },
  {
    name: 'splitAddressLines',
    signature: '$splitAddressLines(line1, line2, country?)',
    description: 'Both address lines together: also finds a number or an addition on the second; what stays is extra.',
    example: '$splitAddressLines("Dorpsstraat", "7 B", "NL").addition = "B"',
    parameters: '<(sl)?(sl)?(sl)?:o>',
    run: (one, two, country) =>
      nothing(one) && nothing(two) ? undefined : parts(splitAddressLines(text(one), text(two), text(country))),
  },
  {
    name: 'isPostBox',
    signature: '$isPostBox(line)',
    description: 'Whether a street line is a post-office box.',
    example: '$isPostBox("Postbus 12") = true',
    parameters: '<(sl)?:b>',
    run: (line) => isPostBox(text(line)),
  },
  {
    name: 'afasCountry',
    signature: '$afasCountry(iso)',
    description: 'The AFAS country code for an ISO one; AFAS has codes of its own.',
    example: '$afasCountry("DE") = "D"',
    parameters: '<(sl)?:s>',
    run: (iso) => (nothing(iso) ? undefined : afasCountry(text(iso))),
  },
  {
    name: 'isoCountry',
    signature: '$isoCountry(afas)',
    description: 'The ISO country code for an AFAS one.',
    example: '$isoCountry("IRL") = "IE"',
    parameters: '<(sl)?:s>',
    run: (afas) => (nothing(afas) ? undefined : isoCountry(text(afas))),
  },
]

const texts: readonly ExpressionFunction[] = [
  {
    name: 'htmlOf',
    signature: '$htmlOf(text)',
    description: 'A plain text as HTML, with its paragraphs; what is HTML already stays as it is.',
    example: '$htmlOf("Mok & bord") = "<p>Mok &amp; bord</p>"',
    parameters: '<(sl)?:s>',
    run: htmlOf,
  },
]

/** What every expression can call besides JSONata's own functions and those of value maps. */
export const expressionFunctions: readonly ExpressionFunction[] = [...amounts, ...dates, ...places, ...texts]

const mapValue: FunctionHelp = {
  name: 'mapValue',
  signature: '$mapValue(map, value)',
  description:
    'Looks a value up in a value map of the flow; of a list the first one that the map has. A value that it does not know parks the record.',
  example: '$mapValue("paymentMethods", gateway)',
}

const mapTargets: FunctionHelp = {
  name: 'mapTargets',
  signature: '$mapTargets(map)',
  description: 'All that a value map of the flow leads to, each once; for one part of a record for each of them.',
  example: '$mapTargets("locations") = ["Magazijn Amersfoort", "Winkel Utrecht"]',
}

const mapFields: FunctionHelp = {
  name: 'mapFields',
  signature: '$mapFields(map, object)',
  description: 'The fields of an object that a value map of the flow names, as a list of names and values.',
  example: '$mapFields("locations", { "W1": 5 }) = [{ "name": "Magazijn Amersfoort", "value": 5 }]',
}

/** The library for completion and help (`GET /api/functions`). */
export const functionHelp: readonly FunctionHelp[] = [
  mapValue,
  mapTargets,
  mapFields,
  ...expressionFunctions.map(({ name, signature, description, example }) => ({
    name,
    signature,
    description,
    example,
  })),
]

/** Without a house number there is no field for one, rather than a null that a target might write. */
function parts<T extends SplitAddress>(split: T): Omit<T, 'number'> & { number?: number } {
  const { number, ...rest } = split
  return number === null ? rest : { ...rest, number }
}

function nothing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
