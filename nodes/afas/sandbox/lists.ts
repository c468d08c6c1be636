import { afasCountry } from '../../sdk/trade/country.ts'
import { assortments } from '../../sdk/sandbox/world-products.ts'
import { paymentGateways, warehouses } from '../../sdk/sandbox/world.ts'

export interface Listed {
  readonly code: string
  readonly title: string
}

const listed = (...pairs: (readonly [string, string])[]): Listed[] => pairs.map(([code, title]) => ({ code, title }))

/** Percentages of VAT rate groups; the financial VAT codes carry the same code. `OSS` sales use those of a country. */
export const vatCodes: readonly (Listed & { readonly rate: number })[] = [
  { code: '1', title: 'Btw hoog', rate: 21 },
  { code: '2', title: 'Btw laag', rate: 9 },
  { code: '3', title: 'Btw nul', rate: 0 },
  { code: '4', title: 'Btw verlegd', rate: 0 },
  { code: '5', title: 'Intracommunautaire levering', rate: 0 },
  { code: '6', title: 'Uitvoer buiten de EU', rate: 0 },
  { code: 'BE1', title: 'OSS België hoog', rate: 21 },
  { code: 'BE2', title: 'OSS België laag', rate: 6 },
  { code: 'DE1', title: 'OSS Duitsland hoog', rate: 19 },
  { code: 'DE2', title: 'OSS Duitsland laag', rate: 7 },
  { code: 'FR1', title: 'OSS Frankrijk hoog', rate: 20 },
  { code: 'FR2', title: 'OSS Frankrijk laag', rate: 5.5 },
]

/** With any other duty than the first no VAT is charged, whatever the rate group of a line. */
export const vatDuties = listed(
  ['1', 'Btw-plichtig'],
  ['2', 'Btw verlegd'],
  ['3', 'Vrijgesteld'],
  ['4', 'Intracommunautair'],
  ['5', 'Uitvoer'],
)

export const administrations: readonly (Listed & { readonly id: number })[] = [
  { id: 1, code: 'HAVEN', title: 'Lunchroom De Haven B.V.' },
  { id: 2, code: 'HAVENBE', title: 'De Haven België' },
]

export const accounts: readonly (Listed & { readonly kind: string; readonly vat: string; readonly axes: boolean })[] = [
  { code: '1300', title: 'Debiteuren webshop', kind: 'B', vat: '', axes: false },
  { code: '1400', title: 'Debiteuren', kind: 'B', vat: '', axes: false },
  { code: '1510', title: 'Btw hoog', kind: 'B', vat: '1', axes: false },
  { code: '1520', title: 'Btw laag', kind: 'B', vat: '2', axes: false },
  { code: '1530', title: 'Btw OSS', kind: 'B', vat: '', axes: false },
  { code: '1600', title: 'Crediteuren', kind: 'B', vat: '', axes: false },
  { code: '2000', title: 'Kruisposten betaaldiensten', kind: 'B', vat: '', axes: false },
  { code: '4800', title: 'Betalingsverschillen', kind: 'W', vat: '', axes: false },
  { code: '8000', title: 'Omzet Nederland', kind: 'W', vat: '1', axes: false },
  { code: '8010', title: 'Omzet Nederland laag', kind: 'W', vat: '2', axes: false },
  { code: '8100', title: 'Omzet EU', kind: 'W', vat: '', axes: false },
  { code: '8200', title: 'Omzet buiten de EU', kind: 'W', vat: '', axes: false },
  { code: '8300', title: 'Verzendkosten', kind: 'W', vat: '1', axes: false },
  { code: '8500', title: 'Omzet per kostenplaats', kind: 'W', vat: '1', axes: true },
]

export const currencies = listed(['EUR', 'Euro'], ['USD', 'Amerikaanse dollar'], ['GBP', 'Brits pond'])

export const languages = listed(['NL', 'Nederlands'], ['EN', 'Engels'], ['DE', 'Duits'], ['FR', 'Frans'])

export const paymentConditions = listed(
  ['00', 'Vooruit betaald'],
  ['08', '8 dagen netto'],
  ['14', '14 dagen netto'],
  ['30', '30 dagen netto'],
)

export const paymentMethods: readonly Listed[] = paymentGateways.map(({ method, title }) => ({ code: method, title }))

export const transporters = listed(['POSTNL', 'PostNL'], ['DHL', 'DHL'], ['DPD', 'DPD'], ['AFHAAL', 'Wordt afgehaald'])

export const units = listed(['stk', 'Stuks'], ['doos', 'Doos'], ['uur', 'Uur'], ['*****', 'Geen'])

export const costCentres = listed(['WEB', 'Webshop'], ['WINKEL', 'Winkel'], ['KANTOOR', 'Kantoor'])

export const costUnits = listed(['B2C', 'Particulieren'], ['B2B', 'Zakelijk'], ['BUITENLAND', 'Buitenland'])

export const priceLists = listed(['*****', 'Standaard'], ['B2B', 'Zakelijk'], ['ACTIE', 'Acties'])

/** Tables of item dimensions, with the codes that items may use. */
export const dimensionTables = listed(['MAAT', 'Maat'], ['KLEUR', 'Kleur'])

export const journals: readonly (Listed & { readonly kind: string })[] = [
  { code: '70', title: 'Verkoop webshop', kind: '2' },
  { code: '71', title: 'Verkoop winkel', kind: '2' },
  { code: '90', title: 'Memoriaal', kind: '5' },
]

export const salesChannels = listed(['1', 'Website'], ['2', 'Winkel'], ['3', 'Telefoon'])

export const classifications = listed(['001', 'Brons'], ['002', 'Zilver'], ['003', 'Goud'])

/** Status of a document as Koppel_Orders and Profit_Salesorders show it. */
export const statuses = listed(['1', 'Open'], ['2', 'Deels geleverd'], ['3', 'Geleverd'], ['4', 'Afgehandeld'])

/** Sold without being an article: shipping, surcharges. Item code per item type. */
export const otherItems: readonly (Listed & { readonly type: string; readonly vatGroup: string })[] = [
  { type: '6', code: 'VERZEND', title: 'Verzendkosten', vatGroup: '1' },
  { type: '6', code: 'VERZENDLAAG', title: 'Verzendkosten laag tarief', vatGroup: '2' },
  { type: '6', code: 'BETAAL', title: 'Betaalkosten', vatGroup: '1' },
  { type: '6', code: 'AFRONDING', title: 'Afronding', vatGroup: '3' },
  { type: '6', code: 'KORTING', title: 'Korting', vatGroup: '1' },
  { type: '5', code: 'TOESLAG', title: 'Toeslag kleine order', vatGroup: '1' },
  { type: '1', code: 'WERK', title: 'Werkzaamheden', vatGroup: '1' },
]

const regionNames = new Intl.DisplayNames('nl', { type: 'region', fallback: 'none' })
/** Regions that are no country: unions, private use, and what was renamed or dissolved. */
const noCountry = new Set(
  'AC AN BU CP CQ CS DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ'.split(
    ' ',
  ),
)

/** Every country by AFAS's own code, which is often not the ISO one. */
function everyCountry(): Listed[] {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  const found: Listed[] = []
  for (const iso of letters.flatMap((first) => letters.map((second) => first + second))) {
    const title = noCountry.has(iso) ? undefined : regionNames.of(iso)
    if (title !== undefined) found.push({ code: afasCountry(iso), title })
  }
  return found
}

export const countries: readonly Listed[] = everyCountry()

export const warehouseList: readonly Listed[] = warehouses

export const assortmentList: readonly Listed[] = assortments

/** What a field may hold because something with that code exists in the environment. */
export const listOfField: Readonly<Record<string, readonly Listed[]>> = {
  CuId: currencies,
  PaCd: paymentConditions,
  PaTp: paymentMethods,
  War: warehouseList,
  VkMa: warehouseList,
  LgId: languages,
  CoId: countries,
  CoOr: countries,
  StD1: dimensionTables,
  StD2: dimensionTables,
  PgId: assortmentList,
  Unit: administrations.map(({ id, title }) => ({ code: String(id), title })),
  UnId: administrations.map(({ id, title }) => ({ code: String(id), title })),
  VaDu: vatDuties,
  VaRc: vatCodes,
  TrPt: transporters,
  BiUn: units,
  V1Cd: costCentres,
  V2Cd: costUnits,
  PrLi: priceLists,
  PrLs: priceLists,
  ColA: accounts,
  ToAc: accounts,
  JoCo: journals,
}
