import type { RawCompanyContact, RawRoleAssignment } from '../../client/documents/companies.ts'
import { REVOKE_COMPANY_ROLES } from '../../client/documents/company-writes.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { given } from '../../customers/given.ts'
import { currentFields, fieldChanges, fieldIn, writeFields, type Fields } from '../../customers/metafields.ts'
import { currentTags, writeTags } from '../../customers/tags.ts'
import { emailOf } from '../set-customer/document.ts'
import { markOf } from '../set-customer/view.ts'
import type { Sending } from './apply.ts'
import type { Place } from './look-up.ts'
import { emailIn } from './people.ts'
import type { Aim } from './view.ts'

/** A contact whom we brought and whom the source does not name any more, with what of them is ours to take back. */
export interface Leaver {
  readonly contact: RawCompanyContact
  /** Those that we gave. */
  readonly roles: readonly RawRoleAssignment[]
  /** Whether metafields and tags of the customer are about this company. */
  readonly ours: boolean
}

/** A leaver as they are compared and shown: by the names of the locations that they may buy for through us. */
export interface LeftView {
  readonly mayBuyFor: readonly string[]
  readonly tags?: readonly string[]
  readonly metafields?: Fields
}

/**
 * Who left. Somebody who is still named without an e-mail address did not, nor did whoever has the address of the company
 * itself: that was its contact before it had one by name.
 */
export function leaversOf({ document, memory, config }: Aim, { company, people }: Place): readonly Leaver[] {
  if (!company || config.leavers === 'keep') return []
  const staying = new Set([...people.values()].map(({ id }) => id))
  const named = new Set(document.contacts.flatMap(({ number }) => number ?? []))
  const own = emailOf(document.email)
  return Object.entries(memory.contacts ?? {}).flatMap(([number, known]): Leaver[] => {
    const contact = company.contacts.find(({ id }) => id === known.id)
    if (!contact || staying.has(contact.id) || named.has(number)) return []
    if (own !== null && known.email === markOf(own)) return []
    const roles = contact.roleAssignments.nodes.filter((one) => known.roles?.includes(one.companyLocation.id))
    const fields = contact.customer.metafields.nodes
    const ours =
      fieldIn(fields, config.contactNumber) === document.number && fieldIn(fields, config.number) === undefined
    return roles.length > 0 || ours ? [{ contact, roles, ours }] : []
  })
}

const nameOf = ({ contact }: Leaver): string => emailIn(contact) ?? contact.id

export function leftWanted(leavers: readonly Leaver[], aim: Aim): Readonly<Record<string, LeftView>> | undefined {
  if (leavers.length === 0) return undefined
  return Object.fromEntries(leavers.map((one) => [nameOf(one), wantedOf(one, aim)]))
}

function wantedOf({ ours }: Leaver, { memory, config }: Aim): LeftView {
  if (!ours) return { mayBuyFor: [] }
  const names = new Set([config.contactNumber, ...(memory.fields ?? [])])
  return given<LeftView>({
    mayBuyFor: [],
    tags: memory.tags?.length ? [] : undefined,
    metafields: Object.fromEntries([...names].map((name) => [name, null])),
  })
}

export function leftNow(
  leavers: readonly Leaver[],
  aim: Aim,
  { company }: Place,
): Readonly<Record<string, LeftView>> | undefined {
  if (leavers.length === 0) return undefined
  const places = new Map(company?.locations.map(({ id, name }) => [id, name]))
  const views = leavers.map((one): [string, LeftView] => {
    const { contact, roles } = one
    const wanted = wantedOf(one, aim)
    const mayBuyFor = roles.map(({ companyLocation: { id } }) => places.get(id) ?? id)
    const { tags, metafields } = contact.customer
    return [
      nameOf(one),
      given<LeftView>({
        mayBuyFor,
        tags: wanted.tags && currentTags(tags, [], aim.memory.tags),
        metafields: wanted.metafields && currentFields(metafields.nodes, wanted.metafields),
      }),
    ]
  })
  return Object.fromEntries(views)
}

/** Takes back what is ours; what the merchant gave them, and the customer, stay. */
export async function takeBack(leavers: readonly Leaver[], aim: Aim, sending: Sending): Promise<void> {
  const { client, signal, doing } = sending
  for (const one of leavers) {
    const { contact, roles } = one
    if (roles.length > 0) {
      const variables = { contactId: contact.id, roleAssignmentIds: roles.map(({ id }) => id) }
      const { companyContactRevokeRoles } = await client.run(REVOKE_COMPANY_ROLES, variables, signal)
      refuseUserErrors(companyContactRevokeRoles.userErrors, doing)
    }
    const { tags, metafields } = wantedOf(one, aim)
    const { customer } = contact
    await writeTags(
      client,
      { id: customer.id, wanted: tags, current: tags && currentTags(customer.tags, [], aim.memory.tags) },
      doing,
      signal,
    )
    const change = fieldChanges(customer.metafields.nodes, metafields ?? {}, new Map())
    await writeFields(client, [{ ownerId: customer.id, ...change }], doing, signal)
  }
}

/** What a log says of those who keep a role that the merchant gave them. */
export function keptRoles({ contact, roles }: Leaver): string | undefined {
  const kept = contact.roleAssignments.nodes.length - roles.length
  const count = kept === 1 ? 'a role that was' : `${kept} roles that were`
  return kept > 0
    ? `${emailIn(contact) ?? contact.id} is no contact any more, and keeps ${count} given in the shop`
    : undefined
}
