/**
 * AFAS has a country code list of its own, grown from number plates. Only the codes that differ from ISO 3166 alpha-2
 * stand here; an administration can change its list, so `ProfitCountries` of the live system has the last word.
 */
// oxfmt-ignore
const AFAS_BY_ISO: Readonly<Record<string, string>> = {
  AD: 'AND', AF: 'AFG', AI: 'AIA', AR: 'RA', AS: 'ASM', AT: 'A', AU: 'AUS', BB: 'BDS', BE: 'B', BF: 'BU',
  BH: 'BRN', BI: 'RU', BJ: 'DY', BN: 'BRU', BO: 'BOL', BW: 'RB', BZ: 'BH', CA: 'CDN', CF: 'RCA', CG: 'RCB',
  CL: 'RCH', CM: 'TC', CU: 'C', DE: 'D', DJ: 'DJI', DM: 'WD', DO: 'DOM', EG: 'ET', EH: 'ESH', ER: 'ERI',
  ES: 'E', ET: 'ETH', FI: 'FIN', FJ: 'FJI', FK: 'FLK', FM: 'MIC', FO: 'FRO', FR: 'F', GD: 'WG', GI: 'GIB',
  GL: 'GRO', GM: 'WAG', GQ: 'CQ', GT: 'GCA', GU: 'GUM', GY: 'GUY', HN: 'HON', HT: 'RH', HU: 'H', ID: 'RI',
  IE: 'IRL', IN: 'IND', IQ: 'IRQ', IT: 'I', JM: 'JA', JO: 'HKJ', JP: 'J', KE: 'EAK', KH: 'K', KI: 'KIR',
  KP: 'KO', KR: 'ROK', KW: 'KWT', LA: 'LAO', LB: 'RL', LC: 'WL', LI: 'FL', LK: 'CL', LR: 'LB', LU: 'L',
  LY: 'LAR', MG: 'RM', MH: 'MAR', ML: 'RMM', MM: 'BUR', MN: 'MON', MP: 'MNP', MR: 'RIM', MS: 'MSR', MT: 'M',
  MU: 'MS', MX: 'MEX', MY: 'MAL', MZ: 'MOC', NA: 'SWA', NC: 'NCL', NE: 'RN', NF: 'NFK', NG: 'WAN', NI: 'NIC',
  NO: 'N', NP: 'NPL', NU: 'NIU', OM: 'OMA', PF: 'PYF', PG: 'PNG', PH: 'RP', PM: 'SPM', PN: 'PCN', PS: 'PSE',
  PT: 'P', PW: 'PLW', RE: 'REU', RU: 'RUS', RW: 'RWA', SA: 'AS', SC: 'SY', SD: 'SUD', SE: 'S', SG: 'SGP',
  SH: 'SHN', SI: 'SLO', SJ: 'SJM', SL: 'WAL', SM: 'RSM', SO: 'SP', SR: 'SME', SV: 'EL', SY: 'SYR', SZ: 'SD',
  TC: 'TCA', TF: 'ATF', TH: 'T', TJ: 'TAD', TL: 'TLS', TM: 'TMN', TW: 'RC', TZ: 'EAT', UG: 'EAU', US: 'USA',
  UY: 'ROU', UZ: 'OEZ', VA: 'VAT', VC: 'WV', VE: 'YV', VG: 'VGB', VI: 'VIR', WF: 'WLF', WS: 'WSM', YE: 'YMN',
  YT: 'MYT', ZM: 'Z',
}

const ISO_BY_AFAS = new Map(Object.entries(AFAS_BY_ISO).map(([iso, afas]) => [afas, iso]))

/**
 * The AFAS country code for an ISO one. A code that AFAS spells the same passes as it is.
 * @example afasCountry('DE') // 'D'
 */
export function afasCountry(iso: string | null | undefined): string {
  const code = (iso ?? '').trim().toUpperCase()
  return Object.hasOwn(AFAS_BY_ISO, code) ? AFAS_BY_ISO[code]! : code
}

/**
 * The ISO country code for an AFAS one.
 * @example isoCountry('IRL') // 'IE'
 */
export function isoCountry(afas: string | null | undefined): string {
  const code = (afas ?? '').trim().toUpperCase()
  return ISO_BY_AFAS.get(code) ?? code
}
