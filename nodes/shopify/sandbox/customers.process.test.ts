import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, nodesOf, type Client } from './testing/client.ts'

let sandbox: StartedSandbox
let client: Client
beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
})
afterAll(() => sandbox.stop())
beforeEach(() => client.post('reset', { seed: 1, orders: 0, products: 10, customers: 0 }))

interface Refusal {
  readonly code?: string
  readonly field: readonly string[] | null
  readonly message: string
}
type Result = Readonly<Record<string, { readonly id: string } | null>> & { readonly userErrors: readonly Refusal[] }

/** Does one mutation: `name(arguments) { selection userErrors }`. */
async function call(name: string, types: string, variables: object, selection: string, codes = false): Promise<Result> {
  const names = Object.keys(variables)
  const args = names.map((one) => `${one}: $${one}`).join(', ')
  const errors = `userErrors { ${codes ? 'code ' : ''}field message }`
  const answer = await client.graphql(`mutation(${types}) { ${name}(${args}) { ${selection} ${errors} } }`, variables)
  const result = answer.data?.[name] as Result | null | undefined
  if (!result) throw new Error(JSON.stringify(answer.errors))
  return result
}

const createCustomer = (input: object) => call('customerCreate', '$input: CustomerInput!', { input }, 'customer { id }')
const updateCustomer = (input: object) => call('customerUpdate', '$input: CustomerInput!', { input }, 'customer { id }')
const setCustomer = (identifier: object, input: object) =>
  call(
    'customerSet',
    '$identifier: CustomerSetIdentifiers, $input: CustomerSetInput!',
    { identifier, input },
    'customer { id }',
    true,
  )
const createCompany = (input: object) =>
  call('companyCreate', '$input: CompanyCreateInput!', { input }, 'company { id }', true)
const messages = ({ userErrors }: Result) => userErrors.map(({ message }) => message)
const codes = ({ userErrors }: Result) => userErrors.map(({ code }) => code)

interface People {
  readonly customers: readonly (Record<string, unknown> & { id: string; email: string | null; tags: string[] })[]
  readonly companies: readonly (Record<string, unknown> & { id: string; contacts: unknown[]; locations: unknown[] })[]
}
const people = (): Promise<People> => client.get<People>('state')
async function idOf(made: Promise<Result>, name = 'customer'): Promise<string> {
  const result = await made
  const id = result[name]?.id
  if (!id) throw new Error(JSON.stringify(result.userErrors))
  return id
}

describe('a customer', () => {
  it('has an e-mail address and a telephone number that nobody else has, however they are written', async () => {
    await idOf(createCustomer({ email: 'Jan@Example.com', phone: '+31 6 12345678' }))
    expect(messages(await createCustomer({ email: 'jan@example.COM' }))).toEqual(['Email has already been taken'])
    expect(messages(await createCustomer({ phone: '+31612345678' }))).toEqual(['Phone has already been taken'])
    expect((await people()).customers).toMatchObject([{ email: 'jan@example.com', phone: '+31612345678' }])
  })

  it.each([
    [{}, 'Customer must have a name, phone number or email address'],
    [{ email: 'no address' }, 'Email is invalid'],
    [{ phone: '06-12345678' }, 'Phone is invalid'],
    [{ phone: '+31 6 1234' }, 'Phone is invalid'],
    [{ lastName: 'x'.repeat(256) }, 'Last name is too long (maximum is 255 characters)'],
    [{ lastName: 'A', addresses: [{ address1: 'Kade 1' }] }, 'Country can’t be blank'],
    [
      { lastName: 'A', addresses: [{ address1: 'x'.repeat(256), countryCode: 'NL' }] },
      'address1 is too long (maximum is 255 characters)',
    ],
    [{ lastName: 'A', tags: ['x'.repeat(256)] }, 'Tags is too long (maximum is 255 characters)'],
  ])('is refused with %j', async (input, message) => {
    expect(messages(await createCustomer(input))).toContain(message)
    expect((await people()).customers).toEqual([])
  })

  it('keeps what an update does not name, and loses the tags that a list leaves out', async () => {
    const id = await idOf(createCustomer({ email: 'a@example.com', firstName: 'A', tags: ['vip', 'VIP'], note: 'N' }))
    await updateCustomer({ id, lastName: 'B' })
    expect((await people()).customers).toMatchObject([{ firstName: 'A', lastName: 'B', tags: ['vip'], note: 'N' }])
    await updateCustomer({ id, tags: ['new'] })
    expect((await people()).customers).toMatchObject([{ tags: ['new'] }])
    expect(messages(await updateCustomer({ id: 'gid://shopify/Customer/1', lastName: 'B' }))).toEqual([
      'Customer does not exist',
    ])
  })

  it('is not asked by an update whether they want mail', async () => {
    const id = await idOf(createCustomer({ email: 'a@example.com' }))
    const input = { id, emailMarketingConsent: { marketingState: 'SUBSCRIBED' } }
    expect(messages(await updateCustomer(input))).toHaveLength(1)
    expect((await people()).customers).toMatchObject([{ consent: { state: 'NOT_SUBSCRIBED' } }])
  })

  it('is set by what identifies them, which the input must say too', async () => {
    await setCustomer({ email: 'a@example.com' }, { email: 'A@example.com', lastName: 'One' })
    await setCustomer({ email: 'a@example.com' }, { email: 'a@example.com', lastName: 'Two' })
    expect((await people()).customers).toMatchObject([{ email: 'a@example.com', lastName: 'Two' }])
    expect(codes(await setCustomer({ email: 'a@example.com' }, { lastName: 'X' }))).toEqual(['INPUT_MISMATCH'])
    expect(codes(await setCustomer({ id: 'gid://shopify/Customer/1' }, { lastName: 'X' }))).toEqual(['NOT_FOUND'])
  })

  it('has each address once, and one of them as default', async () => {
    const customerId = await idOf(createCustomer({ email: 'a@example.com' }))
    const address = { address1: 'Kade 1', city: 'Ede', countryCode: 'NL' }
    const add = (variables: object) =>
      call('customerAddressCreate', '$customerId: ID!, $address: MailingAddressInput!', variables, 'address { id }')
    const id = await idOf(add({ customerId, address }), 'address')
    expect(messages(await add({ customerId, address: { ...address, address1: 'KADE 1' } }))).toEqual([
      'Address already exists',
    ])
    expect(messages(await add({ customerId: 'gid://shopify/Customer/1', address }))).toEqual([
      'Customer does not exist',
    ])
    expect((await people()).customers).toMatchObject([
      { addresses: [{ address1: 'Kade 1' }], defaultAddress: id.split('?')[0] },
    ])
  })

  it('is known by a metafield once that is defined with the type id, and its values are unique', async () => {
    const find = (value: string) =>
      client.graphql(
        `query($c: UniqueMetafieldValueInput!) { customerByIdentifier(identifier: { customId: $c }) { id } }`,
        { c: { namespace: 'koppel', key: 'afas_debtor', value } },
      )
    expect((await find('20001')).errors?.[0]?.message).toContain("No metafield definition of type 'id'")
    const definition = { name: 'Debtor', namespace: 'koppel', key: 'afas_debtor', type: 'id', ownerType: 'CUSTOMER' }
    const define = () =>
      call(
        'metafieldDefinitionCreate',
        '$definition: MetafieldDefinitionInput!',
        { definition },
        'createdDefinition { id }',
        true,
      )
    expect(codes(await define())).toEqual([])
    expect(codes(await define())).toEqual(['TAKEN'])
    const metafields = [{ namespace: 'koppel', key: 'afas_debtor', type: 'id', value: '20001' }]
    const id = await idOf(createCustomer({ email: 'a@example.com', metafields }))
    expect((await find('20001')).data?.['customerByIdentifier']).toEqual({ id })
    expect(messages(await createCustomer({ email: 'b@example.com', metafields }))).toEqual([
      'Value has already been taken.',
    ])
    expect((await people()).customers).toHaveLength(1)
  })
})

const place = { address1: 'Kade 1', zip: '6711 AA', city: 'Ede', countryCode: 'NL' }

describe('a company', () => {
  it('has a number that no other has, with or without blanks around it', async () => {
    await idOf(createCompany({ company: { name: 'One', externalId: '20001' } }), 'company')
    for (const externalId of ['20001', ' 20001 ']) {
      expect(codes(await createCompany({ company: { name: 'Two', externalId } }))).toEqual(['TAKEN'])
    }
    const other = await idOf(createCompany({ company: { name: 'Two', externalId: ' 20002 ' } }), 'company')
    const update = { companyId: other, input: { externalId: ' 20001' } }
    const changed = await call(
      'companyUpdate',
      '$companyId: ID!, $input: CompanyInput!',
      update,
      'company { id }',
      true,
    )
    expect(codes(changed)).toEqual(['TAKEN'])
    expect((await people()).companies).toMatchObject([{ externalId: '20001' }, { externalId: '20002' }])
  })

  it.each([
    [{ company: { name: ' ' } }, 'BLANK'],
    [{ company: { name: 'x'.repeat(256) } }, 'TOO_LONG'],
    [{ company: { name: 'A', externalId: 'x'.repeat(256) } }, 'TOO_LONG'],
    [{ company: { name: 'A' }, companyLocation: { shippingAddress: { ...place, city: '' } } }, 'REQUIRED'],
    [{ company: { name: 'A' }, companyLocation: { phone: '030-123' } }, 'INVALID'],
    [{ company: { name: 'A' }, companyContact: { email: 'nobody' } }, 'INVALID'],
  ])('is refused whole with %j', async (input, code) => {
    expect(codes(await createCompany(input))).toEqual([code])
    expect(await people()).toMatchObject({ customers: [], companies: [] })
  })

  it('is not made when its contact is somebody else’s customer', async () => {
    await idOf(createCustomer({ email: 'a@example.com' }))
    expect(codes(await createCompany({ company: { name: 'A' }, companyContact: { email: 'A@example.com' } }))).toEqual([
      'TAKEN',
    ])
    expect((await people()).companies).toEqual([])
  })

  it('takes a customer as a contact once, gives them a role at a place once, and knows its own only', async () => {
    const companyId = await idOf(
      createCompany({ company: { name: 'A' }, companyLocation: { shippingAddress: place } }),
      'company',
    )
    const customerId = await idOf(createCustomer({ email: 'a@example.com' }))
    const nameless = await idOf(createCustomer({ lastName: 'Nobody' }))
    const join = (customer: string) =>
      call(
        'companyAssignCustomerAsContact',
        '$companyId: ID!, $customerId: ID!',
        { companyId, customerId: customer },
        'companyContact { id }',
        true,
      )
    const companyContactId = await idOf(join(customerId), 'companyContact')
    expect(codes(await join(customerId))).toEqual(['INVALID_INPUT'])
    expect(codes(await join(nameless))).toEqual(['INVALID_INPUT'])
    expect(codes(await join('gid://shopify/Customer/1'))).toEqual(['RESOURCE_NOT_FOUND'])
    const answer = await client.graphql(
      `{ companies(first: 1) { nodes { defaultRole { id } locations(first: 1) { nodes { id } } } } }`,
    )
    const [company] = nodesOf<{ defaultRole: { id: string }; locations: { nodes: { id: string }[] } }>(
      answer,
      'companies',
    )
    const role = (companyLocationId: string) =>
      call(
        'companyContactAssignRole',
        '$companyContactId: ID!, $companyContactRoleId: ID!, $companyLocationId: ID!',
        { companyContactId, companyContactRoleId: company?.defaultRole.id, companyLocationId },
        'companyContactRoleAssignment { id }',
        true,
      )
    const location = company?.locations.nodes[0]?.id ?? ''
    expect(codes(await role(location))).toEqual([])
    expect(codes(await role(location))).toEqual(['LIMIT_REACHED'])
    expect(codes(await role('gid://shopify/CompanyLocation/1'))).toEqual(['RESOURCE_NOT_FOUND'])
  })

  it('has locations with numbers that no other location has', async () => {
    const companyId = await idOf(
      createCompany({ company: { name: 'A' }, companyLocation: { externalId: 'L1' } }),
      'company',
    )
    const add = (input: object) =>
      call(
        'companyLocationCreate',
        '$companyId: ID!, $input: CompanyLocationInput!',
        { companyId, input },
        'companyLocation { id }',
        true,
      )
    expect(codes(await add({ externalId: ' L1 ' }))).toEqual(['TAKEN'])
    const id = await idOf(add({ externalId: ' L2 ', name: 'Two' }), 'companyLocation')
    const tax = { companyLocationId: id, taxRegistrationId: 'NL1' }
    await call(
      'companyLocationTaxSettingsUpdate',
      '$companyLocationId: ID!, $taxRegistrationId: String',
      tax,
      'companyLocation { id }',
      true,
    )
    expect((await people()).companies[0]?.locations).toMatchObject([
      { externalId: 'L1' },
      { externalId: 'L2', taxRegistrationId: 'NL1' },
    ])
  })
})

describe('what a merchant does with a customer', () => {
  it('refuses names that it does not know, in an address too', async () => {
    expect((await client.post('customers', { email: 'a@example.com', adress: {} })).status).toBe(400)
    const address = { street: 'Kade 1', countryCode: 'NL' }
    expect((await client.post('customers', { email: 'a@example.com', address })).status).toBe(400)
    expect((await people()).customers).toEqual([])
  })
})
