import type { Context, Fields } from '../graphql/context.ts'
import { gid, readGid } from '../graphql/gid.ts'
import { namespaceOf } from '../resolvers/metafields.ts'
import { OrderView } from '../resolvers/order-view.ts'
import { findDefinition, ownerOfValue } from '../store/definitions.ts'
import { digestOf, findMetafield, saveMetafield } from '../store/metafields.ts'
import { customerChanged, orderChanged } from '../webhooks/announce.ts'
import { writableOwner } from './owner.ts'

export interface MetafieldInput {
  readonly ownerId: string
  readonly namespace?: string | null
  readonly key: string
  readonly type?: string | null
  readonly value: string
  readonly compareDigest?: string | null
}

export interface MetafieldFault {
  readonly code: string | null
  readonly elementIndex: number | null
  readonly field: readonly string[]
  readonly message: string
}

const most = 25
export const metafieldTypes =
  /^(list\.)?(boolean|color|date|date_time|dimension|id|json|language|link|money|multi_line_text_field|number_decimal|number_integer|rating|rich_text_field|single_line_text_field|url|volume|weight|([a-z_]+)_reference)$/

const checks: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^number_integer$/, /^-?\d+$/, 'must be an integer.'],
  [/^number_decimal$/, /^-?\d+(\.\d+)?$/, 'must be a decimal.'],
  [/^boolean$/, /^(true|false)$/, 'must be true or false.'],
  [/^date$/, /^\d{4}-\d{2}-\d{2}$/, 'must be in YYYY-MM-DD format.'],
  [/^date_time$/, /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})?$/, 'must be in “YYYY-MM-DDTHH:MM:SS” format.'],
  [/^single_line_text_field$/, /^[^\n\r]+$/, "can't be blank or have line breaks."],
]

export function valueFault(type: string, value: string): string | undefined {
  const broken = checks.find(([kind, pattern]) => kind.test(type) && !pattern.test(value))
  if (broken) return `Value ${broken[2]}`
  if (type !== 'json' && !type.startsWith('list.')) return undefined
  try {
    const read: unknown = JSON.parse(value)
    return type !== 'json' && !Array.isArray(read) ? 'Value must be a list.' : undefined
  } catch {
    return 'Value is invalid JSON.'
  }
}

/** All that can be wrong with one, in the order in which Shopify minds. */
function faultOf(context: Context, input: MetafieldInput, place: number): MetafieldFault | undefined {
  const error = (field: string, code: string, message: string): MetafieldFault => ({
    code,
    elementIndex: null,
    field: ['metafields', String(place), field],
    message,
  })
  const namespace = namespaceOf(input.namespace)
  const owner = writableOwner(context, input.ownerId, 'metafieldsSet')
  if (!owner) return error('ownerId', 'INVALID', 'Owner does not exist.')
  if (input.key.length < 2) return error('key', 'TOO_SHORT', 'Key is too short (minimum is 2 characters)')
  if (input.key.length > 64) return error('key', 'TOO_LONG', 'Key is too long (maximum is 64 characters)')
  if (!/^[\w-]+$/.test(input.key)) return error('key', 'INVALID', 'Key contains one or more invalid characters.')
  if (namespace.length < 3) return error('namespace', 'TOO_SHORT', 'Namespace is too short (minimum is 3 characters)')
  if (namespace.length > 255) return error('namespace', 'TOO_LONG', 'Namespace is too long (maximum is 255 characters)')
  const known = findMetafield(context.shop.database, `${owner.type}/${owner.id}`, namespace, input.key)
  const definition = findDefinition(context.shop.database, owner.type, namespace, input.key)
  const type = input.type ?? definition?.type ?? known?.type
  if (!type) return error('type', 'BLANK', "Type can't be blank")
  if (!metafieldTypes.test(type)) return error('type', 'INVALID_TYPE', `Type ${type} is not a valid type.`)
  if (definition && definition.type !== type) {
    return error('type', 'INVALID_TYPE', `Type must be ${definition.type}, as its definition says.`)
  }
  if (input.value === '') return error('value', 'BLANK', "Value can't be blank")
  const wrong = valueFault(type, input.value)
  if (wrong) return error('value', 'INVALID_VALUE', wrong)
  if (definition?.type === 'id') {
    const holder = ownerOfValue(context.shop.database, owner.type, namespace, input.key, input.value)
    if (holder !== undefined && holder !== owner.id) return error('value', 'TAKEN', 'Value has already been taken.')
  }
  if (input.compareDigest === undefined) return undefined
  const stale = 'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.'
  const digest = known ? digestOf(known) : null
  return digest === input.compareDigest ? undefined : error('compareDigest', 'STALE_OBJECT', stale)
}

/** All or nothing: what is wrong with any of them, or nothing and they are set. */
export function setMetafields(context: Context, inputs: readonly MetafieldInput[]): readonly MetafieldFault[] {
  const faults = inputs.flatMap((one, place) => faultOf(context, one, place) ?? [])
  if (faults.length === 0) for (const input of inputs) save(context, input)
  return faults
}

function save(context: Context, input: MetafieldInput) {
  const read = readGid(input.ownerId) as { type: string; id: number }
  const place = { owner: `${read.type}/${read.id}`, namespace: namespaceOf(input.namespace), key: input.key }
  const known = findMetafield(context.shop.database, place.owner, place.namespace, place.key)
  const definition = findDefinition(context.shop.database, read.type, place.namespace, place.key)
  const type = input.type ?? definition?.type ?? known?.type ?? 'single_line_text_field'
  return saveMetafield(context.shop.database, { ...place, type, value: input.value })
}

function setAll(inputs: readonly MetafieldInput[], context: Context) {
  if (inputs.length > most) {
    const message = `Exceeded the maximum metafields input limit of ${most}.`
    const error = { code: 'LESS_THAN_OR_EQUAL_TO', elementIndex: null, field: ['metafields'], message }
    return { metafields: null, userErrors: [error] }
  }
  const userErrors = inputs.flatMap((one, place) => faultOf(context, one, place) ?? [])
  if (userErrors.length > 0) return { metafields: null, userErrors }
  const touched = new Map<string, OrderView>()
  const metafields = inputs.map((input) => {
    const owner = writableOwner(context, input.ownerId, 'metafieldsSet')
    if (owner?.value instanceof OrderView) touched.set(input.ownerId, owner.value)
    return save(context, input)
  })
  touch(context, inputs)
  for (const { order } of touched.values()) {
    order.updatedAt = Date.now()
    context.shop.orders.save(order)
    orderChanged(context.shop, order, ['ORDERS_UPDATED'])
  }
  return { metafields, userErrors: [] }
}

/** A customer, company or location is news when one of its metafields changes. */
function touch({ shop }: Context, inputs: readonly Pick<MetafieldInput, 'ownerId'>[]): void {
  const updatedAt = Date.now()
  for (const ownerId of new Set(inputs.map((one) => one.ownerId))) {
    const { type, id } = readGid(ownerId) ?? { type: '', id: 0 }
    if (type === 'Customer') {
      const customer = shop.customers.get(id)
      if (customer) shop.customers.save({ ...customer, updatedAt })
      customerChanged(shop, id, 'CUSTOMERS_UPDATE')
    } else if (type === 'Company') {
      const company = shop.companies.get(id)
      if (company) shop.companies.saveCompany({ ...company, updatedAt })
    } else if (type === 'CompanyLocation') {
      const location = shop.companies.location(id)
      if (location) shop.companies.saveLocation({ ...location, updatedAt })
    }
  }
}

export const metafieldMutations: Fields = {
  metafieldsSet: (_, args: { metafields: MetafieldInput[] }, context) => setAll(args.metafields, context),
  metafieldsDelete: (_, args: { metafields: MetafieldInput[] }, context) => {
    const deletedMetafields = args.metafields.map((input) => {
      const owner = writableOwner(context, input.ownerId, 'metafieldsDelete')
      if (!owner) return null
      const namespace = namespaceOf(input.namespace)
      const gone = context.shop.database.run(
        'DELETE FROM metafields WHERE owner = ? AND namespace = ? AND key = ?',
        `${owner.type}/${owner.id}`,
        namespace,
        input.key,
      )
      return gone > 0 ? { ownerId: gid(owner.type, owner.id), namespace, key: input.key } : null
    })
    touch(context, args.metafields)
    return { deletedMetafields, userErrors: [] }
  },
}
