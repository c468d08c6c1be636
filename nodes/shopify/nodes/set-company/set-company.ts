import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../sdk/context.ts'
import { eachRecord } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import { settledBy, skipped } from '../../../sdk/settle.ts'
import type { Reference, Write } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import type { RawCompanyContact } from '../../client/documents/companies.ts'
import { wantedFields } from '../../customers/metafields.ts'
import { tagsOf, wantedTags } from '../../customers/tags.ts'
import { shopifySystem } from '../../system.ts'
import { adminUrl } from '../admin-url.ts'
import { fieldsIn } from '../set-customer/document.ts'
import { withoutEmail } from '../set-customer/left-out.ts'
import { withWritten } from '../with-written.ts'
import { createCompany } from './apply.ts'
import { bringUp, type Brought } from './bring-up.ts'
import { SetCompanyConfigSchema, withDefaults, type SetCompanyConfig } from './config.ts'
import { companyOf, reachable, type CompanyDocument } from './document.ts'
import { keptRoles, leaversOf } from './leavers.ts'
import { keysOf, lookUp, type Place } from './look-up.ts'
import { knownContacts } from './people.ts'
import { companyById, type ShopCompany } from './shop-company.ts'
import { currentView, wantedView, type Aim, type Memory } from './view.ts'

type Ctx = Context<Partial<SetCompanyConfig>, ShopifyClient>

/** Companies that are written at once; the rate budget paces them anyway. */
const AT_ONCE = 4

/** Creates a company with its contacts and locations, or completes the one that is there without taking anything away. */
export const setCompany = defineNode({
  type: 'shopify.set-company',
  version: 1,
  kind: 'target',
  title: 'Create or update company',
  description:
    'Finds the company in Shopify by the number of the debtor, or by the e-mail address of a contact, and brings it up to date with ' +
    'its locations and contacts; a new one is made.',
  icon: 'building',
  config: SetCompanyConfigSchema,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'In the shop' } },
  operations: ['company'],
  run: eachRecord<Ctx>(AT_ONCE, writeRecord),
})

async function writeRecord(record: Rec, ctx: Ctx): Promise<Outcome> {
  const config = withDefaults(ctx.config)
  const document = companyOf(record.data)
  if (document.blocked === true && config.blocked === 'skip') {
    return skipped(record, 'blocked', `Debtor ${document.number} is blocked.`)
  }
  const written = ctx.wrote('company', record.identity)
  const memory = (written?.reference?.data ?? {}) as Memory
  // The last contact who leaves still has to be taken off the company.
  const leaving = config.leavers !== 'keep' && Object.keys(memory.contacts ?? {}).length > 0
  const none = reachable(document).length === 0 && !leaving
  const left = none ? withoutEmail(record, document.number, config) : undefined
  if (left) return left
  const nameless = document.contacts.filter(({ email }) => !email?.trim())
  if (nameless.length > 0) {
    const names = nameless.map(({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' ')).join(', ')
    ctx.log.info(`${document.name}: no e-mail address, so no contact in the shop: ${names}`)
  }
  const keys = keysOf(document, config, memory)
  const place = await lookUp(document, written?.reference?.id, memory, keys, ctx)
  if (place.company) checkNumber(document, place.company.externalId, place.company.name)
  const making = written?.state === 'intent' && written.reference === undefined
  const aim: Aim = { document, memory, config, making }
  for (const one of leaversOf(aim, place)) {
    const kept = keptRoles(one)
    if (kept !== undefined) ctx.log.info(`${document.name}: ${kept}.`)
  }
  const result = await ctx.write(writeOf(record, aim, place, { keys, written: written?.reference?.id }, ctx))
  return settledBy(result, record, 'out', withWritten(record, 'company', result))
}

interface Known {
  readonly keys: readonly string[]
  readonly written: string | undefined
}

function writeOf(record: Rec, given: Aim, first: Place, { keys, written }: Known, ctx: Ctx): Write {
  const { client, signal } = ctx
  const { document, config } = given
  const sending = { client, signal, keys, doing: `write the company ${document.name} (debtor ${document.number})` }
  let aim = given
  let fresh: Place | undefined = first
  let last = first
  const look = async (): Promise<Place> => {
    last = fresh ?? (await lookUp(document, written, given.memory, keys, ctx))
    fresh = undefined
    return last
  }
  const change = async (place: Place): Promise<Reference | undefined> => {
    if (!place.company) return undefined
    const whole = await bringUp(aim, { ...place, company: place.company }, sending)
    return referenceTo(client, whole, aim, whole.given)
  }
  const create = async (): Promise<Reference> => {
    const again = aim.making
    aim = { ...aim, making: true }
    const there = again && (await change(await look()))
    if (there) return there
    const made = await createCompany(wantedView(aim, { ...last, company: undefined }), sending)
    const place = made === undefined ? await look() : await madeOf(made, last, keys, ctx)
    const reference = await change(place)
    if (reference) return reference
    throw hidden(document)
  }
  return {
    record,
    operation: 'company',
    kind: 'state',
    payload: wantedView(aim, first),
    find: async () => {
      const place = await look()
      const { company } = place
      if (!company) return undefined
      const should = wantedView(aim, place)
      const current = currentView(aim, { ...place, company }, should)
      // One that we began to make and that is not whole is completed, not taken for done.
      if (aim.making && !isDeepStrictEqual(current, should)) return undefined
      return { reference: referenceTo(client, { ...place, company }, aim), current }
    },
    findWhen: 'always',
    guard: {
      ...{ does: 'take contacts off', to: 'companies', most: config.mostLeaving / 100 },
      alarming: leaversOf(aim, first).length > 0,
    },
    onExisting: config.update ? 'update' : 'skip',
    create,
    // Deleted in the shop since we wrote it: it is made again.
    update: async () => (await change(last)) ?? create(),
    sentence: (_, action) =>
      `Company ${document.name} ${action === 'create' ? 'made' : 'updated'} in Shopify (debtor ${document.number})`,
  }
}

async function madeOf(id: string, before: Place, keys: readonly string[], { client, signal }: Ctx): Promise<Place> {
  return { ...before, company: await companyById(client, id, keys, signal) }
}

function referenceTo(
  client: ShopifyClient,
  place: Place & { readonly company: ShopCompany },
  aim: Aim,
  added?: Brought['given'],
): Reference {
  const { company, people } = place
  const { document } = aim
  const { id } = company
  const all = document.contacts.flatMap(({ tags }) => tags ?? [])
  const tags = wantedTags(tagsOf(all, document.blocked), undefined)
  const fields = Object.keys(wantedFields(document.contacts.flatMap(fieldsIn)))
  const contacts = knownContacts(document, people, (contact) => rolesFromUs(contact, aim, added))
  const data: Memory = { ...(tags ? { tags } : {}), contacts, ...(fields.length > 0 ? { fields } : {}) }
  return { id, label: `Company of debtor ${document.number}`, ...adminUrl(client, 'companies', id), data }
}

/** The locations where a contact has their role from us; of a company that we are making all of them are. */
function rolesFromUs(contact: RawCompanyContact, { memory, making }: Aim, added: Brought['given'] | undefined) {
  const known = Object.values(memory.contacts ?? {}).find(({ id }) => id === contact.id)
  const now = contact.roleAssignments.nodes.map(({ companyLocation }) => companyLocation.id)
  const before = making ? now : now.filter((id) => known?.roles?.includes(id))
  return [...new Set([...before, ...(added?.get(contact.id) ?? [])])]
}

function checkNumber({ number }: CompanyDocument, theirs: string | null, name: string): void {
  if (theirs === null || theirs === number) return
  throw new ProblemError({
    code: 'shopify.company-taken',
    message: `The company ${name}, which was written for debtor ${number}, has the number ${theirs} in the shop now.`,
    advice: `Give it its number ${number} back in Shopify (company ID), or delete the company there if it should be made again.`,
    retry: 'after-fix',
  })
}

function hidden({ number }: CompanyDocument): ProblemError {
  return new ProblemError({
    code: 'shopify.customer-hidden',
    message: `Shopify says that the number ${number} is taken, and shows no company that has it.`,
    advice: 'Koppel tries again by itself. When it stays, look for the company in Shopify.',
    retry: 'later',
    scope: 'record',
  })
}
