import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startAfasSandbox } from './start.ts'
import { order, organisation, person, SandboxCalls } from './testing/calls.ts'

let sandbox: StartedSandbox
let afas: SandboxCalls

beforeAll(async () => {
  sandbox = await startAfasSandbox({ port: 0 })
  afas = new SandboxCalls(sandbox)
  await afas.signIn()
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.reset({ seed: 1 }))

interface Made {
  readonly DbId: string
  readonly BcCo: string
}

async function make(connector: string, body: unknown): Promise<Made> {
  const answer = await afas.post(connector, body)
  expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('results')])
  return (JSON.parse(answer.text) as { results: Record<string, Made> }).results[connector] as Made
}

const debtor = async (id: string) => (await afas.state()).debtors.find((one) => one.id === id)
const byEmail = (email: string) => afas.rows('Koppel_Debtors', { filterfieldids: 'Email', filtervalues: email })

test('a person becomes a debtor with a number and an address', async () => {
  const made = await make('KnSalesRelationPer', person({ Is: 'van der', LaNm: 'Meer' }))
  expect(await debtor(made.DbId)).toMatchObject({
    kind: 'person',
    name: 'Noor van der Meer',
    email: 'noor@example.test',
    bcco: made.BcCo,
    address: { Ad: 'Dorpsweg', HmNr: 7, HmAd: 'B', ZpCd: '1234AB', Rs: 'Ede', CoId: 'NL' },
  })
  expect(await debtor(made.DbId)).not.toHaveProperty('contact')
  expect(await byEmail('NOOR@example.TEST')).toMatchObject([{ DebtorId: made.DbId, Kind: 'person', HouseNumber: 7 }])
})

test('an organisation becomes a debtor with a contact person, and is found by e-mail', async () => {
  const made = await make('KnSalesRelationOrg', organisation())
  expect(await debtor(made.DbId)).toMatchObject({
    kind: 'organisation',
    name: 'Brasserie De Kade B.V.',
    email: 'inkoop@example.test',
    contact: { name: 'Daan de Vries', email: 'inkoop@example.test' },
    fields: { VaId: 'NL123456789B01' },
  })
  expect(await byEmail('inkoop@example.test')).toMatchObject([
    { DebtorId: made.DbId, BcCo: made.BcCo, ContactName: 'Daan de Vries', VatNumber: 'NL123456789B01' },
  ])
})

test('an organisation without an e-mail of its own is found by that of its contact person', async () => {
  const made = await make('KnSalesRelationOrg', organisation({ EmAd: '' }, 'los@example.test'))
  expect((await debtor(made.DbId))?.email).toBe('los@example.test')
})

test('a made debtor can be ordered for, a blocked one not', async () => {
  const { DbId } = await make('KnSalesRelationPer', person())
  expect((await afas.post('FbSales', order({ DbId }))).status).toBe(201)
  const body = { KnSalesRelationPer: { Element: { '@DbId': DbId, Fields: { Bl: true } } } }
  expect((await afas.call('PUT', '/connectors/KnSalesRelationPer', { body })).status).toBe(201)
  expect((await afas.refused('FbSales', order({ DbId }))).externalMessage).toBe(
    `'${DbId}' bij 'Verkooprelatie' is geblokkeerd.`,
  )
  const gone = await afas.call('DELETE', `/connectors/KnSalesRelationPer/KnSalesRelationPer/@DbId/${DbId}`)
  expect(gone.status).toBe(500)
})

test('"always new" makes a second one of the same e-mail: Profit does not mind', async () => {
  const one = await make('KnSalesRelationPer', person())
  const two = await make('KnSalesRelationPer', person())
  expect(one.DbId).not.toBe(two.DbId)
  expect(await byEmail('noor@example.test')).toHaveLength(2)
})

test('a match on name and e-mail finds the person, and a person is a debtor once', async () => {
  const { DbId } = await make('KnSalesRelationPer', person())
  const again = await afas.refused('KnSalesRelationPer', person({ MatchPer: '3' }))
  expect(again.externalMessage).toBe(`'Verkooprelatie' met de waarde '${DbId}' bestaat al.`)
  expect((await make('KnSalesRelationPer', person({ MatchPer: '3', EmAd: 'other@example.test' }))).DbId).not.toBe(DbId)
})

test('several matches are an error', async () => {
  await make('KnSalesRelationPer', person())
  await make('KnSalesRelationPer', person())
  expect((await afas.refused('KnSalesRelationPer', person({ MatchPer: '3' }))).externalMessage).toContain('meerdere')
})

test('matching on the number: creates when inserting, fails when updating', async () => {
  const { KnPerson } = {
    KnPerson: { Element: { Fields: { MatchPer: '0', BcCo: '777', AutoNum: false, PadAdr: true, LaNm: 'Vos' } } },
  }
  expect((await afas.call('PUT', '/connectors/KnPerson', { body: { KnPerson } })).status).toBe(500)
  const made = await afas.post('KnPerson', { KnPerson })
  expect(JSON.parse(made.text)).toEqual({ results: { KnPerson: { BcCo: '777', BcId: expect.any(Number) } } })
  KnPerson.Element.Fields.LaNm = 'Vosse'
  await afas.post('KnPerson', { KnPerson })
  const rows = await afas.rows('Profit_OrgPer', { filterfieldids: 'BcCo', filtervalues: '777' })
  expect(rows).toMatchObject([{ Name: 'Vosse' }])
})

test('PUT of a sales relation changes it, its organisation and its address', async () => {
  const { DbId, BcCo } = await make('KnSalesRelationOrg', organisation())
  const address = {
    CoId: 'B',
    PbAd: false,
    Ad: 'Meir',
    HmNr: 12,
    HmAd: 'bus 3',
    ZpCd: '2000',
    Rs: 'Antwerpen',
    ResZip: false,
  }
  const fields = { MatchOga: '0', BcCo, AutoNum: false, PadAdr: true, TeNr: '+32 3 123 45 67' }
  const body = {
    KnSalesRelationOrg: {
      Element: {
        '@DbId': DbId,
        Fields: { PaCd: '30' },
        Objects: {
          KnOrganisation: {
            Element: { Fields: fields, Objects: { KnBasicAddressAdr: { Element: { Fields: address } } } },
          },
        },
      },
    },
  }
  expect((await afas.call('PUT', '/connectors/KnSalesRelationOrg', { body })).status).toBe(201)
  expect(await byEmail('inkoop@example.test')).toMatchObject([
    {
      DebtorId: DbId,
      Name: 'Brasserie De Kade B.V.',
      Phone: '+32 3 123 45 67',
      Street: 'Meir',
      HouseNumberAddition: 'bus 3',
      Country: 'B',
      PaymentCondition: '30',
    },
  ])
  body.KnSalesRelationOrg.Element['@DbId'] = '20000'
  expect((await afas.call('PUT', '/connectors/KnSalesRelationOrg', { body })).status).toBe(500)
})

test('the same address is kept once', async () => {
  const before = (await afas.rows('Profit_Address', { skip: '-1', take: '-1' })).length
  await make('KnSalesRelationPer', person())
  await make('KnSalesRelationPer', person({ EmAd: 'two@example.test' }))
  expect(await afas.rows('Profit_Address', { skip: '-1', take: '-1' })).toHaveLength(before + 1)
})

test('a delivery address is added to the address of contacts, and told with an empty 201', async () => {
  const { BcCo } = await make('KnSalesRelationOrg', organisation())
  const address = { CoId: 'NL', PbAd: false, Ad: 'Loskade', HmNr: 4, ZpCd: '3811CD', Rs: 'Amersfoort', ResZip: false }
  const Objects = {
    KnContact: {
      Element: {
        Fields: { ViKc: 'AFL', PadAdr: true, ExAd: 'Magazijn' },
        Objects: { KnBasicAddressAdr: { Element: { Fields: address } } },
      },
    },
  }
  const body = { KnOrganisation: { Element: { Fields: { MatchOga: '0', BcCo }, Objects } } }
  const answer = await afas.call('POST', '/connectors/KnOrganisation/KnContact', { body })
  expect([answer.status, answer.text]).toEqual([201, ''])
  const rows = await afas.rows('Profit_Deliveryaddress', {
    filterfieldids: 'OrgId,A_Straat',
    filtervalues: `${BcCo},Loskade`,
  })
  expect(rows).toMatchObject([{ Adres_ID: expect.any(Number), A_Huisnummer: 4 }])
  expect((await afas.post('KnContact', body)).status).toBe(500)
})

test.each([
  ['a country of another list', { CoId: 'DE' }, "De waarde 'DE' bij 'Land' bestaat niet."],
  ['a house number with a letter', { HmNr: '7B' }, "De waarde '7B' is ongeldig bij 'Huisnummer'."],
  ['a street over 60 characters', { Ad: 'x'.repeat(61) }, "De waarde bij 'Straat' is te lang: maximaal 60 tekens."],
])('refused in an address: %s', async (_, change, message) => {
  const body = person() as {
    KnSalesRelationPer: {
      Element: {
        Objects: { KnPerson: { Element: { Objects: { KnBasicAddressAdr: { Element: { Fields: object } } }[] } } }[]
      }
    }
  }
  const element = body.KnSalesRelationPer.Element.Objects[0]?.KnPerson.Element.Objects[0]?.KnBasicAddressAdr.Element
  if (element) element.Fields = { ...element.Fields, ...change }
  const before = (await afas.state()).debtors.length
  expect((await afas.refused('KnSalesRelationPer', body)).externalMessage).toBe(message)
  expect((await afas.state()).debtors).toHaveLength(before)
})

test.each([
  ['no currency', { CuId: undefined }, {}, "Vul een waarde in bij 'Valuta'."],
  ['no last name', {}, { LaNm: '' }, "Vul een waarde in bij 'Achternaam'."],
  ['no number and none to be given', {}, { AutoNum: false }, "Vul een waarde in bij 'Nummer'."],
  ['an unknown match mode', {}, { MatchPer: '8' }, "De waarde '8' bij 'Persoon vergelijken op' bestaat niet."],
  ['a number that is taken', { DbId: '20001' }, {}, "'Verkooprelatie' met de waarde '20001' bestaat al."],
])('refused: %s', async (_, relation, fields, message) => {
  const before = (await afas.state()).debtors.length
  expect((await afas.refused('KnSalesRelationPer', person(fields, relation))).externalMessage).toBe(message)
  expect((await afas.state()).debtors).toHaveLength(before)
})

test('a person and an organisation hold one row a call', async () => {
  const one = (person() as { KnSalesRelationPer: { Element: { Objects: [{ KnPerson: { Element: object } }] } } })
    .KnSalesRelationPer
  const KnPerson = one.Element.Objects[0].KnPerson
  const twice = {
    KnSalesRelationPer: {
      Element: { ...one.Element, Objects: { KnPerson: { Element: [KnPerson.Element, KnPerson.Element] } } },
    },
  }
  expect((await afas.refused('KnSalesRelationPer', twice)).externalMessage).toContain('één regel')
})

test('what somebody takes away from a contact is nothing, not an empty text', async () => {
  const { id } = (await afas.control('debtor', { kind: 'organisation', name: 'Loods B.V.' })) as { id: string }
  const contact = { firstName: 'Jo', lastName: 'Loos', email: 'jo@loods.example', phone: '030-1', job: 'Chef' }
  await afas.control('debtor', { id, contact })
  const [known] = ((await debtor(id)) as unknown as { contacts: { id: number; email: string }[] }).contacts
  expect(known).toMatchObject({ email: 'jo@loods.example' })
  await afas.control('debtor', { id, contact: { id: known?.id, phone: '', job: '' } })
  const rows = await afas.rows('Koppel_Contacts', { filterfieldids: 'DebtorId', filtervalues: id })
  expect(rows).toMatchObject([{ ContactId: String(known?.id), LastName: 'Loos', Phone: null, Function: null }])
})

test('a debtor in words that are none is refused, and nothing of it is kept', async () => {
  const { id } = (await afas.control('debtor', { kind: 'organisation', name: 'Wacht B.V.' })) as { id: string }
  const wrong = [
    { phone: 12 },
    { blocked: 'yes' },
    { address: { street: 'Kade' } },
    { address: { street: 7, country: 'NL' } },
    { address: { number: '7', country: 'NL' } },
    { contact: { firstName: 'Jo' } },
    { contact: { lastName: 'Loos', blocked: 1 } },
  ]
  const before = await debtor(id)
  for (const words of wrong) {
    await expect(afas.control('debtor', { id, ...words })).rejects.toThrow('sandbox.invalid')
  }
  expect(await debtor(id)).toEqual(before)
})
