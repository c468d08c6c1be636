import type { Context, Fields } from '../../graphql/context.ts'
import type { Company } from '../../store/companies.ts'
import { companyChanged } from '../../webhooks/announce.ts'
import { contactMutations, makeContact, type ContactInput } from './contacts.ts'
import { fault, idOf, notFound, type CompanyFault } from './input.ts'
import { locationFaults, locationMutations, makeLocation, type LocationInput } from './locations.ts'

interface CompanyInput {
  readonly name?: string | null
  readonly externalId?: string | null
  readonly note?: string | null
  readonly customerSince?: string | null
}

interface CreateInput {
  readonly company: CompanyInput
  readonly companyContact?: ContactInput | null
  readonly companyLocation?: LocationInput | null
}

function companyFaults(context: Context, input: CompanyInput, at: readonly string[], own: Company | undefined) {
  const found: CompanyFault[] = []
  const nameless = own ? input.name === null || input.name === '' : !input.name?.trim()
  if (nameless) found.push(fault('BLANK', [...at, 'name'], "Name can't be blank"))
  if ((input.name?.length ?? 0) > 255) {
    found.push(fault('TOO_LONG', [...at, 'name'], 'Name is too long (maximum is 255 characters)'))
  }
  if ((input.externalId?.length ?? 0) > 255) {
    found.push(fault('TOO_LONG', [...at, 'externalId'], 'External is too long (maximum is 255 characters)'))
  }
  const external = input.externalId?.trim()
  const holder = external ? context.shop.companies.byExternal(external) : undefined
  if (holder && holder.id !== own?.id) {
    found.push(fault('TAKEN', [...at, 'externalId'], 'External has already been taken.'))
  }
  return found
}

/** Taken back whole when the contact is refused: nothing is made by halves. */
class UndoneError extends Error {
  readonly faults: readonly CompanyFault[]
  constructor(faults: readonly CompanyFault[]) {
    super('taken back')
    this.faults = faults
  }
}

function make(context: Context, input: CreateInput): Company {
  const { shop } = context
  const now = Date.now()
  const { name, externalId, note, customerSince } = input.company
  const company: Company = {
    id: shop.nextId('Company'),
    name: name?.trim() ?? '',
    externalId: externalId?.trim() || null,
    note: note ?? null,
    customerSince: customerSince ? Date.parse(customerSince) : now,
    mainContact: null,
    createdAt: now,
    updatedAt: now,
  }
  shop.companies.saveCompany(company)
  // Every company has a location: without one in the input it is named after the company.
  makeLocation(shop, company.id, input.companyLocation ?? {})
  if (!input.companyContact) return company
  const made = makeContact(context, company.id, input.companyContact, ['input', 'companyContact'])
  if ('faults' in made) throw new UndoneError(made.faults)
  const complete = { ...company, mainContact: made.contact.id }
  shop.companies.saveCompany(complete)
  return complete
}

function create(context: Context, input: CreateInput) {
  const { shop } = context
  const faults = [
    ...companyFaults(context, input.company, ['input', 'company'], undefined),
    ...(input.companyLocation ? locationFaults(shop, input.companyLocation, ['input', 'companyLocation']) : []),
  ]
  if (faults.length > 0) return { company: null, userErrors: faults }
  try {
    const company = shop.database.attempt(() => make(context, input))
    companyChanged(shop, company.id, 'COMPANIES_CREATE')
    return { company, userErrors: [] }
  } catch (error) {
    if (error instanceof UndoneError) return { company: null, userErrors: error.faults }
    throw error
  }
}

function update(context: Context, args: { readonly companyId: string; readonly input: CompanyInput }) {
  const company = context.shop.companies.get(idOf(args.companyId, 'Company'))
  const userErrors = company ? companyFaults(context, args.input, ['input'], company) : [notFound('companyId')]
  if (!company || userErrors.length > 0) return { company: null, userErrors }
  const { name, externalId, note } = args.input
  const changed: Company = {
    ...company,
    name: name?.trim() || company.name,
    externalId: externalId === undefined ? company.externalId : externalId?.trim() || null,
    note: note === undefined ? company.note : note,
    updatedAt: Date.now(),
  }
  context.shop.companies.saveCompany(changed)
  companyChanged(context.shop, changed.id, 'COMPANIES_UPDATE')
  return { company: changed, userErrors: [] }
}

export const companyMutations: Fields = {
  ...contactMutations,
  ...locationMutations,
  companyCreate: (_, args: { input: CreateInput }, context) => create(context, args.input),
  companyUpdate: (_, args: { companyId: string; input: CompanyInput }, context) => update(context, args),
}
