import { debtorFields } from '../custom-fields.ts'
import type { KoppelSource } from './definition.ts'

const debtorJoin = `debtor d JOIN relation r ON r.id = d.relation LEFT JOIN contact c ON c.id = d.contact
  LEFT JOIN relation p ON p.id = c.person LEFT JOIN address a ON a.id = r.address`

const own = (field: string): string => `json_extract(d.fields, '$.${field}')`

/** Whatever changes at a debtor, its people or its delivery addresses changes its row. */
const modified = `max(d.modified, r.modified, ifnull((SELECT max(max(k.modified, ifnull(q.modified, k.modified),
  ifnull(b.modified, k.modified))) FROM contact k LEFT JOIN relation q ON q.id = k.person LEFT JOIN address b ON b.id = k.address
  WHERE k.owner = r.id), d.modified))`

export const debtorSources: Readonly<Record<string, KoppelSource>> = {
  Koppel_Debtors: {
    from: debtorJoin,
    row: 'd.id',
    times: ['Created', 'Modified'],
    sql: {
      DebtorId: 'd.number',
      Kind: 'r.kind',
      Name: 'r.name',
      BcCo: 'r.number',
      Email: 'd.email',
      ContactBcCo: 'p.number',
      ContactName: 'p.name',
      Phone: 'coalesce(r.phone, r.mobile)',
      Mobile: 'r.mobile',
      VatNumber: own('VaId'),
      ChamberOfCommerce: 'r.coc',
      FirstName: "json_extract(coalesce(p.fields, r.fields), '$.FiNm')",
      NamePrefix: "json_extract(coalesce(p.fields, r.fields), '$.Is')",
      LastName: "json_extract(coalesce(p.fields, r.fields), '$.LaNm')",
      Street: 'a.street',
      HouseNumber: 'a.number',
      HouseNumberAddition: 'a.addition',
      AddressExtra: 'a.extra',
      PostalCode: 'a.postal_code',
      City: 'a.city',
      Country: 'a.country',
      PaymentCondition: own('PaCd'),
      Currency: own('CuId'),
      VatDuty: own('VaDu'),
      VatGroup: own(debtorFields.vatGroup),
      Classification: own('VaTp'),
      PriceList: own('PrLs'),
      RevenueAccount: own('ToAc'),
      CostCentre: own(debtorFields.costCentre),
      CostUnit: own(debtorFields.costUnit),
      Region: own(debtorFields.region),
      Language: own('LgId'),
      Remark: own('Rm'),
      Blocked: 'd.blocked',
      Created: 'd.created',
      Modified: modified,
    },
  },
  Koppel_Contacts: {
    from: `contact c JOIN relation o ON o.id = c.owner JOIN debtor d ON d.relation = o.id JOIN relation p ON p.id = c.person`,
    where: "c.kind = 'PRS'",
    row: 'c.id',
    times: ['Created', 'Modified'],
    sql: {
      ContactId: 'c.id',
      DebtorId: 'd.number',
      PersonBcCo: 'p.number',
      FirstName: "json_extract(p.fields, '$.FiNm')",
      NamePrefix: "json_extract(p.fields, '$.Is')",
      LastName: "json_extract(p.fields, '$.LaNm')",
      Email: 'coalesce(c.email, p.email)',
      Phone: "coalesce(json_extract(c.fields, '$.TeNr'), json_extract(c.fields, '$.MbNr'), p.phone, p.mobile)",
      Function: "json_extract(c.fields, '$.FuDs')",
      Blocked: "ifnull(json_extract(c.fields, '$.Bl'), 0)",
      Created: 'c.created',
      Modified: 'max(c.modified, p.modified)',
    },
  },
  Koppel_Addresses: {
    from: `contact c JOIN relation o ON o.id = c.owner JOIN debtor d ON d.relation = o.id JOIN address a ON a.id = c.address`,
    where: "c.kind = 'AFL'",
    row: 'c.id',
    times: ['Created', 'Modified'],
    sql: {
      AddressId: 'c.id',
      DebtorId: 'd.number',
      Name: "json_extract(c.fields, '$.ExAd')",
      Street: 'a.street',
      HouseNumber: 'a.number',
      HouseNumberAddition: 'a.addition',
      AddressExtra: 'a.extra',
      PostalCode: 'a.postal_code',
      City: 'a.city',
      Country: 'a.country',
      Blocked: "ifnull(json_extract(c.fields, '$.Bl'), 0)",
      Created: 'c.created',
      Modified: 'max(c.modified, a.modified)',
    },
  },
}
