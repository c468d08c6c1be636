import { parsePhoneNumberFromString, type CountryCode, isSupportedCountry } from 'libphonenumber-js/max'

/**
 * A telephone number in the international form (E.164): `+31612345678`. Undefined when it is none that can be dialled;
 * `country` (ISO) says what a number without a country code means.
 *
 * @example e164('06-12 34 56 78', 'NL') // '+31612345678'
 */
export function e164(text: string | null | undefined, country?: string | null): string | undefined {
  const code = (country ?? '').trim().toUpperCase()
  const home = isSupportedCountry(code) ? (code as CountryCode) : undefined
  // People write words around it: "tel. 030 - 231 45 67 (after six)".
  const [digits = ''] = /\+?[\d(][\d\s()./-]{4,}\d/.exec((text ?? '').slice(0, 100)) ?? []
  const found = parsePhoneNumberFromString(digits, home)
  return found?.isValid() === true ? found.number : undefined
}
