import { readGid } from '../../graphql/gid.ts'
import { namespaceOf } from '../../resolvers/metafields.ts'
import type { Shop } from '../../shop.ts'
import { findDefinition, ownerOfValue } from '../../store/definitions.ts'
import { findMetafield, metafieldsOf, saveMetafield } from '../../store/metafields.ts'
import { metafieldTypes, valueFault } from '../metafields.ts'
import { checkSize, ProductProblem, type Path } from './problem.ts'

export interface MetafieldInput {
  readonly id?: string | null
  readonly namespace?: string | null
  readonly key?: string | null
  readonly type?: string | null
  readonly value?: string | null
}

interface Placed {
  readonly namespace: string
  readonly key: string
  readonly type: string
  readonly value: string
}

function checked(shop: Shop, owner: string, input: MetafieldInput, path: Path): Placed {
  const refuse = (name: string, message: string): never => {
    throw new ProductProblem('INVALID_METAFIELD', [...path, name], message)
  }
  const id = input.id ? readGid(input.id)?.id : undefined
  const known = id === undefined ? undefined : metafieldsOf(shop.database, owner).find((one) => one.id === id)
  if (id !== undefined && !known) refuse('id', 'Metafield does not exist.')
  const namespace = known?.namespace ?? namespaceOf(input.namespace)
  const key = known?.key ?? input.key ?? ''
  if (!/^[\w-]{2,64}$/.test(key)) refuse('key', 'Key is too short, too long or has invalid characters.')
  if (!/^[\w-]{3,255}$/.test(namespace)) refuse('namespace', 'Namespace is invalid.')
  const [kind = '', ownId] = owner.split('/')
  const definition = findDefinition(shop.database, kind, namespace, key)
  const before = known ?? findMetafield(shop.database, owner, namespace, key)
  const type = input.type ?? before?.type ?? definition?.type ?? ''
  if (!metafieldTypes.test(type))
    refuse('type', type === '' ? "Type can't be blank" : `Type ${type} is not a valid type.`)
  if (definition && definition.type !== type) {
    refuse('type', `Type must be consistent with the definition's type: ${definition.type}.`)
  }
  const value = input.value ?? before?.value ?? ''
  const fault = value === '' ? "Value can't be blank" : valueFault(type, value)
  if (fault !== undefined) refuse('value', fault)
  const holder = definition?.type === 'id' ? ownerOfValue(shop.database, kind, namespace, key, value) : undefined
  if (holder !== undefined && holder !== Number(ownId))
    throw new ProductProblem('CAPABILITY_VIOLATION', [...path, 'value'], 'Value must be unique.')
  return { namespace, key, type, value }
}

/** Sets what is given; the others go when the list is the whole of it. */
export function setMetafields(
  shop: Shop,
  owner: string,
  inputs: readonly MetafieldInput[],
  path: Path,
  others: 'stay' | 'go',
): void {
  checkSize(inputs, 'metafields')
  const saved = new Set<number>()
  for (const [place, input] of inputs.entries()) {
    const one = checked(shop, owner, input, [...path, 'metafields', String(place)])
    saved.add(saveMetafield(shop.database, { owner, ...one }).id)
  }
  if (saved.size < new Set(inputs.map((one) => `${namespaceOf(one.namespace)}.${one.key}`)).size) {
    throw new ProductProblem('DUPLICATED_METAFIELD_VALUE', [...path, 'metafields'], 'A metafield is given twice.')
  }
  if (others === 'stay') return
  for (const one of metafieldsOf(shop.database, owner)) {
    if (!saved.has(one.id)) shop.database.run('DELETE FROM metafields WHERE id = ?', one.id)
  }
}
