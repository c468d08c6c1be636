import type { Context, Fields } from '../graphql/context.ts'
import { accessDenied } from '../graphql/context.ts'
import { ownerOfType } from '../resolvers/definitions.ts'
import { namespaceOf } from '../resolvers/metafields.ts'
import { findDefinition, saveDefinition, type Definition } from '../store/definitions.ts'
import { writeScopes } from './owner.ts'

interface Input {
  readonly name: string
  readonly description?: string | null
  readonly namespace?: string | null
  readonly key: string
  readonly type: string
  readonly ownerType: string
}

/** Names a metafield; with the type `id` its values become unique and say who somebody is. */
function create({ shop, scopes }: Context, input: Input) {
  const owner = ownerOfType(input.ownerType)
  const needed = writeScopes[owner] ?? []
  if (!needed.some((scope) => scopes.has(scope))) {
    throw accessDenied('metafieldDefinitionCreate', needed.map((scope) => `\`${scope}\` access scope`).join(' or '))
  }
  const refused = (code: string, field: string, message: string) => ({
    createdDefinition: null,
    userErrors: [{ code, field: ['definition', field], message }],
  })
  const namespace = namespaceOf(input.namespace)
  if (input.key.length < 2) return refused('TOO_SHORT', 'key', 'Key is too short (minimum is 2 characters)')
  if (namespace.length < 3) {
    return refused('TOO_SHORT', 'namespace', 'Namespace is too short (minimum is 3 characters)')
  }
  if (findDefinition(shop.database, owner, namespace, input.key)) {
    return refused('TAKEN', 'key', `Key is in use for ${owner} metafields on the '${namespace}' namespace.`)
  }
  const values = shop.database.all<{ value: string; type: string }>(
    'SELECT value, type FROM metafields WHERE namespace = ? AND key = ? AND owner LIKE ?',
    namespace,
    input.key,
    `${owner}/%`,
  )
  if (input.type === 'id' && new Set(values.map((one) => one.value)).size !== values.length) {
    return refused('UNSTRUCTURED_ALREADY_EXISTS', 'key', 'Values that exist already are not unique.')
  }
  const definition: Definition = {
    id: shop.nextId('MetafieldDefinition'),
    owner,
    namespace,
    key: input.key,
    type: input.type,
    name: input.name,
    description: input.description ?? null,
    created: Date.now(),
  }
  saveDefinition(shop.database, definition)
  return { createdDefinition: definition, userErrors: [] }
}

export const definitionMutations: Fields = {
  metafieldDefinitionCreate: (_, args: { definition: Input }, context) => create(context, args.definition),
}
