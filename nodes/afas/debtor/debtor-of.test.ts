import { describe, expect, test } from 'vitest'
import { debtorOf } from './debtor-of.ts'
import { insertDocument, updateDocument, withFields } from './documents.ts'
import { currentDocument, rowAfter } from './compare.ts'
import type { ShopOrder } from './shop-order.ts'

const settings = { controlAccount: '1400', paymentCondition: '14', today: '2026-11-25' }
const guest: ShopOrder = {
  email: 'Noor.Bakker@Example.com',
  currencyCode: 'EUR',
  billingAddress: {
    firstName: 'Noor',
    lastName: 'van den Bakker',
    address1: 'Dorpsweg 7-B',
    zip: '1234 ab',
    city: 'Ede',
    countryCodeV2: 'NL',
    phone: '06-12345678',
  },
}
const company: ShopOrder = {
  ...guest,
  vatNumber: 'be 0475.123.456',
  billingAddress: { ...guest.billingAddress, company: 'Bakker & Zn', countryCodeV2: 'BE', lastName: 'De Smet' },
}

describe('who bought', () => {
  test('without a company name a person, in the fields of AFAS', () => {
    expect(debtorOf(guest, settings)).toEqual({
      kind: 'person',
      email: 'Noor.Bakker@Example.com',
      name: 'Noor van den Bakker',
      terms: { IsDb: true, CuId: 'EUR', PaCd: '14', ColA: '1400' },
      vatNumber: '',
      organisation: {},
      person: { FiNm: 'Noor', Is: 'van den', LaNm: 'Bakker', EmAd: 'Noor.Bakker@Example.com', TeNr: '06-12345678' },
      address: {
        CoId: 'NL',
        PbAd: false,
        Ad: 'Dorpsweg',
        HmNr: 7,
        HmAd: 'B',
        ZpCd: '1234AB',
        Rs: 'Ede',
        BeginDate: '2026-11-25',
        ResZip: false,
      },
    })
  })

  test('with one an organisation and its contact, in the country code of AFAS', () => {
    const debtor = debtorOf(company, settings)
    expect(debtor).toMatchObject({ kind: 'organisation', name: 'Bakker & Zn', vatNumber: 'BE0475123456' })
    expect(debtor.person).toMatchObject({ FiNm: 'Noor', LaNm: 'De Smet' })
    expect(debtor.address).toMatchObject({ CoId: 'B', ZpCd: '1234 ab' })
  })

  test('a blank company name is none; a company that bought is one', () => {
    expect(debtorOf({ ...guest, billingAddress: { ...guest.billingAddress, company: '  ' } }, settings).kind).toBe(
      'person',
    )
    expect(debtorOf({ ...guest, purchasingCompany: { name: 'Zn BV' } }, settings).kind).toBe('organisation')
  })

  test('without an invoice address the delivery address serves, without a name the e-mail address', () => {
    const { billingAddress, ...rest } = guest
    expect(debtorOf({ ...rest, shippingAddress: billingAddress ?? null }, settings).address).toMatchObject({
      Ad: 'Dorpsweg',
    })
    const bare = debtorOf({ email: 'a@example.com' }, settings)
    expect(bare.person).toEqual({ LaNm: 'a@example.com', EmAd: 'a@example.com' })
    expect(bare.address).toEqual({})
  })

  test('one text as name is parted', () => {
    const order = { email: 'a@example.com', billingAddress: { name: 'Jan de Vries', countryCodeV2: 'NL' } }
    expect(debtorOf(order, settings).person).toMatchObject({ FiNm: 'Jan', Is: 'de', LaNm: 'Vries' })
  })
})

describe('documents', () => {
  test('a new organisation has its contact person with it', () => {
    expect(insertDocument(debtorOf(company, settings))).toMatchObject({
      KnSalesRelationOrg: {
        Element: {
          Fields: { VaId: 'BE0475123456', IsDb: true },
          Objects: {
            KnOrganisation: {
              Element: {
                Fields: { MatchOga: '6', AutoNum: true, Nm: 'Bakker & Zn' },
                Objects: {
                  KnBasicAddressAdr: { Element: { Fields: { CoId: 'B' } } },
                  KnContact: {
                    Element: {
                      Fields: { ViKc: 'PRS', EmAd: company.email },
                      Objects: { KnPerson: { Element: { Fields: { MatchPer: '7', LaNm: 'De Smet' } } } },
                    },
                  },
                },
              },
            },
          },
        },
      },
    })
  })

  test('a change leaves the terms alone and keeps the kind', () => {
    const document = updateDocument(debtorOf(company, settings), { id: '20001', kind: 'person', bcCo: '100001' })
    expect(document).toMatchObject({
      KnSalesRelationPer: {
        Element: {
          '@DbId': '20001',
          Fields: { VaId: 'BE0475123456' },
          Objects: { KnPerson: { Element: { Fields: { MatchPer: '0', BcCo: '100001' } } } },
        },
      },
    })
    expect(JSON.stringify(document)).not.toMatch(/PaCd|ColA|CuId/)
  })

  test('added fields are laid over the document of their kind only', () => {
    const document = insertDocument(debtorOf(guest, settings))
    const extra = { KnSalesRelationPer: { Element: { Fields: { InPv: 'E', PaCd: '30' } } } }
    expect(withFields(document, extra)).toMatchObject({
      KnSalesRelationPer: { Element: { Fields: { InPv: 'E', PaCd: '30', ColA: '1400' } } },
    })
    expect(withFields(document, { KnSalesRelationOrg: { Element: {} } })).toBe(document)
  })
})

describe('comparing with what AFAS shows', () => {
  const debtor = debtorOf(guest, settings)
  const known = { id: '20001', kind: 'person', bcCo: '100001' } as const
  const row = rowAfter({ DebtorId: '20001', Kind: 'person', BcCo: '100001' }, debtor)

  test('what was just written is no difference, whatever the case of the e-mail', () => {
    const document = updateDocument(debtor, known)
    expect(currentDocument(document, { ...row, Email: 'noor.bakker@example.com' })).toEqual(document)
  })

  test('a difference shows the value that stands there', () => {
    const document = updateDocument(debtor, known)
    const current = JSON.stringify(currentDocument(document, { ...row, Phone: '030-1', HouseNumber: null }))
    expect(current).toContain('"TeNr":"030-1"')
    expect(current).toContain('"HmNr":null')
  })
})
