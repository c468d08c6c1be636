import { readGid } from '../../graphql/gid.ts'
import { refuse } from '../../graphql/context.ts'
import { namespaceOf } from '../../resolvers/metafields.ts'
import type { Shop } from '../../shop.ts'
import { findDefinition, ownerOfValue } from '../../store/definitions.ts'
import { findProduct } from '../../store/products.ts'
import type { MetafieldInput } from './metafield-inputs.ts'
import { ProductProblem } from './problem.ts'

export interface CustomId {
  readonly namespace?: string | null
  readonly key: string
  readonly value: string
}

export interface Identifier {
  readonly id?: string | null
  readonly handle?: string | null
  readonly customId?: CustomId | null
}

/** A custom id is one only by a definition of the type `id`, whose values no two objects share. */
function checkCustomId(shop: Shop, owner: string, customId: CustomId): string {
  const namespace = namespaceOf(customId.namespace)
  const definition = findDefinition(shop.database, owner, namespace, customId.key)
  if (definition?.type === 'id') return namespace
  const message = `Metafield definition of type 'id' is required when using custom ids (${namespace}.${customId.key}).`
  throw new ProductProblem('INVALID_METAFIELD', ['identifier', 'customId'], message)
}

export function byCustomId(shop: Shop, kind: 'Product' | 'ProductVariant', customId: CustomId): number | undefined {
  const namespace = checkCustomId(shop, kind, customId)
  return ownerOfValue(shop.database, kind, namespace, customId.key, customId.value)
}

/** What the identifier says must also stand in the input, where that says something of it. */
function checkMatch(
  input: { readonly metafields?: readonly MetafieldInput[] | null },
  customId: CustomId,
  isNew: boolean,
) {
  const own = input.metafields?.find(
    (one) => namespaceOf(one.namespace) === namespaceOf(customId.namespace) && one.key === customId.key,
  )
  if (own ? own.value === customId.value : !isNew && !input.metafields) return
  const message = 'The metafield of the custom id must be in the input with the value of the identifier.'
  throw new ProductProblem('METAFIELD_MISMATCH', ['input', 'metafields'], message)
}

interface Input {
  readonly id?: string | null
  readonly handle?: string | null
  readonly metafields?: readonly MetafieldInput[] | null
}

/** The product that `productSet` is about; undefined when it is to be made. */
export function findForSet(shop: Shop, given: Identifier | null | undefined, input: Input): number | undefined {
  const identifier = given ?? (input.id ? { id: input.id } : {})
  const named = Object.values(identifier).filter((one) => one !== null && one !== undefined)
  if (given && named.length !== 1) {
    throw refuse('INVALID_FIELD_ARGUMENTS', 'ProductSetIdentifiers requires exactly one argument.')
  }
  if (identifier.id) {
    const read = readGid(identifier.id)
    if (read?.type === 'Product' && findProduct(shop, read.id)) return read.id
    throw new ProductProblem(
      'PRODUCT_DOES_NOT_EXIST',
      given ? ['identifier', 'id'] : ['input', 'id'],
      'Product does not exist',
    )
  }
  if (identifier.handle) {
    const { handle } = identifier
    const row = shop.database.get<{ id: number }>('SELECT id FROM products WHERE handle = ?', handle.toLowerCase())
    if (!row && input.handle !== undefined && input.handle !== null && input.handle !== handle) {
      const message = 'The handle of the input must be that of the identifier.'
      throw new ProductProblem('INPUT_MISMATCH', ['input', 'handle'], message)
    }
    return row?.id
  }
  if (!identifier.customId) return undefined
  const found = byCustomId(shop, 'Product', identifier.customId)
  checkMatch(input, identifier.customId, found === undefined)
  return found
}
