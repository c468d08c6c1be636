import { refuse, type Context } from '../graphql/context.ts'
import { readGid } from '../graphql/gid.ts'
import type { Customer } from '../store/customers.ts'
import { findDefinition, ownerOfValue } from '../store/definitions.ts'
import { namespaceOf } from './metafields.ts'

export interface CustomId {
  readonly namespace?: string | null
  readonly key: string
  readonly value: string
}

export interface CustomerIdentifier {
  readonly id?: string | null
  readonly emailAddress?: string | null
  readonly phoneNumber?: string | null
  readonly customId?: CustomId | null
}

/** Only a metafield that is defined with the type `id` says who somebody is. */
export function customerByCustomId({ shop }: Context, custom: CustomId): Customer | undefined {
  const namespace = namespaceOf(custom.namespace)
  const definition = findDefinition(shop.database, 'Customer', namespace, custom.key)
  if (definition?.type !== 'id') {
    throw refuse('INVALID_FIELD_ARGUMENTS', `No metafield definition of type 'id' for ${namespace}.${custom.key}.`)
  }
  const id = ownerOfValue(shop.database, 'Customer', namespace, custom.key, custom.value)
  return id === undefined ? undefined : shop.customers.get(id)
}

/** The customer whom one of these names. */
export function customerByIdentifier(context: Context, identifier: CustomerIdentifier): Customer | undefined {
  const { customers } = context.shop
  const { id, emailAddress, phoneNumber, customId } = identifier
  if (typeof emailAddress === 'string') return customers.byEmail(emailAddress)
  if (typeof phoneNumber === 'string') return customers.byPhone(phoneNumber)
  if (customId) return customerByCustomId(context, customId)
  const read = readGid(id)
  return read?.type === 'Customer' ? customers.get(read.id) : undefined
}
