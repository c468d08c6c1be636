import { groupWords } from '../../../sdk/sandbox/world-names.ts'
import {
  accounts,
  administrations,
  classifications,
  costCentres,
  costUnits,
  countries,
  currencies,
  journals,
  languages,
  paymentConditions,
  paymentMethods,
  salesChannels,
  statuses,
  transporters,
  vatCodes,
  warehouseList,
  type Listed,
} from '../lists.ts'

export type Row = Readonly<Record<string, string | number | boolean | null>>

/** Code tables that a person looks up by number: payment methods, sales channels, classifications, status. */
function codeTables(): Row[] {
  const table = (name: string, list: readonly Listed[]): Row[] =>
    list.map(({ code, title }) => ({ SyId: 'Profit', CtId: name, VaIi: code, VaId: code, Ds: title, Bl: false }))
  return [
    ...table('Betalingsvoorwaarde', paymentConditions),
    ...table('Betaalwijze', paymentMethods),
    ...table('Verkoopkanaal', salesChannels),
    ...table('Klanttype', classifications),
    ...table('Orderstatus', statuses),
    ...table('Vervoerder', transporters),
    ...table('Leveringsconditie', [
      { code: '0', title: 'Deellevering toestaan' },
      { code: '1', title: 'Regel volledig uitleveren' },
      { code: '2', title: 'Order volledig uitleveren' },
      { code: '3', title: 'Geen backorders leveren' },
    ]),
  ]
}

const changed = '2026-01-05T08:12:34.000'

export const listRows: Readonly<Record<string, () => Row[]>> = {
  Profit_Administrations: () =>
    administrations.map((one) => ({ AdminId: one.id, AdminNm: one.title, AdminCd: one.code })),
  Profit_Warehouses: () =>
    warehouseList.map(({ code, title }) => ({
      Warehouse: code,
      Description: title,
      UnitIdFin: 1,
      Blocked: false,
      Name: title,
      CountryId: 'NL',
      CreateDate: changed,
      ModifiedDate: changed,
    })),
  Profit_VAT_code: () =>
    vatCodes.map(({ code, title, rate }) => ({
      VatCode: code,
      Description: title,
      AccountNr: rate === 0 ? null : rate > 15 ? '1510' : '1520',
      VatPerc: rate,
      VatDuty: '1',
      Blocked: false,
      VatMethod: 'E',
      VatType: 'V',
    })),
  ProfitCountries: () => countries.map(({ code, title }) => ({ CoId: code, Co: title })),
  Profit_CostCentre: () =>
    costCentres.map(({ code, title }) => ({
      EmployerId: '1',
      CostCentre: code,
      Description: title,
      Blocked: false,
      ModifiedDate: changed,
    })),
  Profit_CostCarrier: () =>
    costUnits.map(({ code, title }) => ({
      EmployerId: '1',
      CostCarrier: code,
      Description: title,
      Blocked: false,
      ModifiedDate: changed,
    })),
  Profit_Accounts: () =>
    accounts.map(({ code, title, kind, vat, axes }) => ({
      Account: code,
      Description: title,
      Type: kind,
      Blocked: false,
      CollectAccount: code === '1300' || code === '1400',
      VatAllowed: vat !== '',
      VatCode: vat || null,
      DimAx1: axes ? '1' : null,
    })),
  Profit_Journals: () =>
    journals.map(({ code, title, kind }) => ({
      UnitId: 1,
      JournalId: code,
      Description: title,
      JournalType: kind,
      Blocked: false,
    })),
  Profit_Currency: () =>
    currencies.map(({ code, title }) => ({
      CurrencyId: code,
      Currency: title,
      Exchange_Rate: 1,
      StartDate: changed,
      DailyRate: 1,
    })),
  Profit_Languages: () =>
    languages.map(({ code, title }) => ({
      Taalcode: code,
      Taal: title,
      ISO_taalcode: code.toLowerCase(),
      ISO_taal: title,
    })),
  Profit_ArticleGroups: () => groupWords.map(({ code, title }) => ({ Artikelgroep: code, Omschrijving: title })),
  ProfitCodeTableValue: codeTables,
}
