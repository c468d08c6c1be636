import type { Context, Fields } from '../../graphql/context.ts'
import { gid } from '../../graphql/gid.ts'
import { rolesOf, type CompanyContact } from '../../store/companies.ts'
import { companyChanged } from '../../webhooks/announce.ts'
import { saveCustomer } from '../customers/save-customer.ts'
import { fault, idOf, notFound, type CompanyFault } from './input.ts'

export interface ContactInput {
  readonly email?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly phone?: string | null
  readonly title?: string | null
  readonly locale?: string | null
}

type Made = { readonly contact: CompanyContact } | { readonly faults: readonly CompanyFault[] }

/** A person of a company is a customer of the shop. One who is a customer already is assigned, not made. */
export function makeContact(context: Context, company: number, input: ContactInput, at: readonly string[]): Made {
  const { email, phone, firstName, lastName, locale } = input
  const saved = saveCustomer(context, { email, phone, firstName, lastName, locale } as ContactInput, undefined)
  if ('faults' in saved) {
    return { faults: saved.faults.map(({ code, field, message }) => fault(codeOf(code), [...at, ...field], message)) }
  }
  return { contact: addContact(context, company, saved.customer.id, input) }
}

/** Companies have codes of their own. */
const codeOf = (code: string): string => (code === 'MISSING_FIELD_REQUIRED' ? 'REQUIRED' : code)

function addContact({ shop }: Context, company: number, customer: number, input: ContactInput): CompanyContact {
  const now = Date.now()
  const contact: CompanyContact = {
    id: shop.nextId('CompanyContact'),
    company,
    customer,
    title: input.title ?? null,
    locale: input.locale ?? null,
    createdAt: now,
    updatedAt: now,
  }
  shop.companies.saveContact(contact)
  return contact
}

function create(context: Context, args: { readonly companyId: string; readonly input: ContactInput }) {
  const company = context.shop.companies.get(idOf(args.companyId, 'Company'))
  if (!company) return { companyContact: null, userErrors: [notFound('companyId')] }
  const made = makeContact(context, company.id, args.input, ['input'])
  if ('faults' in made) return { companyContact: null, userErrors: made.faults }
  companyChanged(context.shop, company.id, 'COMPANIES_UPDATE')
  return { companyContact: made.contact, userErrors: [] }
}

function update(context: Context, args: { readonly companyContactId: string; readonly input: ContactInput }) {
  const { shop } = context
  const contact = shop.companies.contact(idOf(args.companyContactId, 'CompanyContact'))
  if (!contact) return { companyContact: null, userErrors: [notFound('companyContactId')] }
  const { title, ...fields } = args.input
  const saved = saveCustomer(context, fields, shop.customers.get(contact.customer))
  if ('faults' in saved) {
    const userErrors = saved.faults.map(({ code, field, message }) => fault(codeOf(code), ['input', ...field], message))
    return { companyContact: null, userErrors }
  }
  const changed = { ...contact, title: title === undefined ? contact.title : title, updatedAt: Date.now() }
  shop.companies.saveContact(changed)
  return { companyContact: changed, userErrors: [] }
}

function assignCustomer(context: Context, args: { readonly companyId: string; readonly customerId: string }) {
  const { shop } = context
  const company = shop.companies.get(idOf(args.companyId, 'Company'))
  if (!company) return { companyContact: null, userErrors: [notFound('companyId')] }
  const customer = shop.customers.get(idOf(args.customerId, 'Customer'))
  if (!customer) return { companyContact: null, userErrors: [notFound('customerId')] }
  if (customer.email === null) {
    const message = 'Customer must have an email address.'
    return { companyContact: null, userErrors: [fault('INVALID_INPUT', ['customerId'], message)] }
  }
  if (shop.companies.contactsOf(company.id).some((one) => one.customer === customer.id)) {
    const message = 'Customer is already associated with a company contact.'
    return { companyContact: null, userErrors: [fault('INVALID_INPUT', ['customerId'], message)] }
  }
  const companyContact = addContact(context, company.id, customer.id, { locale: customer.locale })
  companyChanged(shop, company.id, 'COMPANIES_UPDATE')
  return { companyContact, userErrors: [] }
}

function assignMain({ shop }: Context, args: { readonly companyId: string; readonly companyContactId: string }) {
  const company = shop.companies.get(idOf(args.companyId, 'Company'))
  const contact = shop.companies.contact(idOf(args.companyContactId, 'CompanyContact'))
  if (!company) return { company: null, userErrors: [notFound('companyId')] }
  if (!contact || contact.company !== company.id) return { company: null, userErrors: [notFound('companyContactId')] }
  const changed = { ...company, mainContact: contact.id, updatedAt: Date.now() }
  shop.companies.saveCompany(changed)
  return { company: changed, userErrors: [] }
}

interface RoleArgs {
  readonly companyContactId: string
  readonly companyContactRoleId: string
  readonly companyLocationId: string
}

function assignRole({ shop }: Context, args: RoleArgs) {
  const refused = (one: CompanyFault) => ({ companyContactRoleAssignment: null, userErrors: [one] })
  const contact = shop.companies.contact(idOf(args.companyContactId, 'CompanyContact'))
  if (!contact) return refused(notFound('companyContactId'))
  const role = rolesOf(contact.company).find((one) => one.id === idOf(args.companyContactRoleId, 'CompanyContactRole'))
  if (!role) return refused(notFound('companyContactRoleId'))
  const location = shop.companies.location(idOf(args.companyLocationId, 'CompanyLocation'))
  if (!location || location.company !== contact.company) return refused(notFound('companyLocationId'))
  const known = shop.companies.assignmentsOfContact(contact.id).find((one) => one.location === location.id)
  if (known) {
    const message = 'Company contact has already been assigned a role in that company location.'
    return refused(fault('LIMIT_REACHED', ['companyContactId'], message))
  }
  const made = {
    id: shop.nextId('CompanyContactRoleAssignment'),
    company: contact.company,
    contact: contact.id,
    location: location.id,
    role: role.id,
    at: Date.now(),
  }
  shop.companies.saveAssignment(made)
  return { companyContactRoleAssignment: made, userErrors: [] }
}

interface RevokeArgs {
  readonly companyContactId: string
  readonly revokeAll?: boolean | null
  readonly roleAssignmentIds?: readonly string[] | null
}

function revokeRoles({ shop }: Context, args: RevokeArgs) {
  const refused = (one: CompanyFault) => ({ revokedRoleAssignmentIds: null, userErrors: [one] })
  const contact = shop.companies.contact(idOf(args.companyContactId, 'CompanyContact'))
  if (!contact) return refused(notFound('companyContactId'))
  const own = shop.companies.assignmentsOfContact(contact.id).map(({ id }) => id)
  const given = (args.roleAssignmentIds ?? []).map((id) => idOf(id, 'CompanyContactRoleAssignment'))
  if (given.some((id) => !own.includes(id))) return refused(notFound('roleAssignmentIds'))
  const gone = args.revokeAll === true ? own : given
  shop.companies.removeAssignments(gone)
  const ids = gone.map((id) => gid('CompanyContactRoleAssignment', id))
  return { revokedRoleAssignmentIds: ids, userErrors: [] }
}

export const contactMutations: Fields = {
  companyContactCreate: (_, args: { companyId: string; input: ContactInput }, context) => create(context, args),
  companyContactUpdate: (_, args: { companyContactId: string; input: ContactInput }, context) => update(context, args),
  companyAssignCustomerAsContact: (_, args: { companyId: string; customerId: string }, context) =>
    assignCustomer(context, args),
  companyAssignMainContact: (_, args: { companyId: string; companyContactId: string }, context) =>
    assignMain(context, args),
  companyContactAssignRole: (_, args: RoleArgs, context) => assignRole(context, args),
  companyContactRevokeRoles: (_, args: RevokeArgs, context) => revokeRoles(context, args),
}
