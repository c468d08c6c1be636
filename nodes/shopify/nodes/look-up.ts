import { Type, type Static } from 'typebox'
import type { Field } from '../../sdk/connector.ts'
import type { Context } from '../../sdk/context.ts'
import { lookingUp, lookUpOutputs } from '../../sdk/look-up/look-up.ts'
import { addedFields } from '../../sdk/look-up/added-fields.ts'
import { lookUpSettings } from '../../sdk/look-up/settings.ts'
import { defineNode } from '../../sdk/node.ts'
import type { ShopifyClient } from '../client/client.ts'
import { MOST_METAFIELDS } from '../client/documents/look-up.ts'
import { FIELDS, OBJECTS, WAYS, type FoundObject, type ObjectKind, type Way } from '../look-up/objects.ts'
import { objectsByValue, plainValue, type Sought } from '../look-up/search.ts'
import { shopifySystem } from '../system.ts'

const METAFIELD = '^[A-Za-z0-9_$:-]+\\.[A-Za-z0-9_-]+$'

const choices = <Name extends string>(titles: Readonly<Record<Name, string>>) =>
  (Object.keys(titles) as Name[]).map((name) => Type.Literal(name, { title: titles[name] }))

const kinds = Object.fromEntries(Object.entries(OBJECTS).map(([name, { title }]) => [name, title])) as Readonly<
  Record<ObjectKind, string>
>

const config = Type.Object(
  {
    what: Type.Optional(
      Type.Unsafe<ObjectKind>(
        Type.Union(choices(kinds), {
          title: 'What',
          description: 'What is looked for in the shop.',
          default: 'variant',
        }),
      ),
    ),
    by: Type.Optional(
      Type.Unsafe<Way>(Type.Union(choices(WAYS), { title: 'By', description: 'What it is known by.', default: 'sku' })),
    ),
    metafield: Type.Optional(
      Type.String({
        title: 'By this metafield',
        description:
          'Namespace and key with a dot between, such as koppel.debtor. Shopify must have filtering on for it.',
        pattern: METAFIELD,
      }),
    ),
    fields: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        title: 'Fields wanted',
        description: 'Which of its fields the record gets, such as customsCode or tags. Empty: all of them.',
        default: [],
        maxItems: 50,
      }),
    ),
    metafields: Type.Optional(
      Type.Array(Type.String({ pattern: METAFIELD }), {
        title: 'Metafields wanted',
        description: 'As namespace.key; the record gets them in metafields, under that name.',
        default: [],
        maxItems: MOST_METAFIELDS - 1,
      }),
    ),
    ...lookUpSettings,
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, ShopifyClient>

/** Adds to each record what the shop knows of it: a variant by SKU, a customer by e-mail address. */
export const lookUp = defineNode<typeof config, ShopifyClient>({
  type: 'shopify.look-up',
  version: 1,
  kind: 'transform',
  title: 'Look up in Shopify',
  description:
    'Finds the article, product, customer, order or company that belongs to each record, and adds its fields.',
  icon: 'list-search',
  connects: shopifySystem,
  inputs: ['in'],
  outputs: lookUpOutputs,
  config,
  check: (given) => faultsOf(soughtOf(given), given),
  adds: (given) => {
    const { kind, metafields } = soughtOf(given)
    const names = given.fields?.length ? given.fields : FIELDS[kind]
    const paths = [...names, ...metafields.map((name) => `metafields.\`${name}\``)]
    const fields = paths.map((path): Field => ({
      path,
      label: path,
      type: TYPES[path] ?? 'string',
      group: kinds[kind],
    }))
    return Promise.resolve(addedFields(given, fields))
  },
  run: lookingUp<Config, ShopifyClient>({
    plain: (value, { config: given }) => plainValue(soughtOf(given), value),
    sentence: (value, count, { config: given }) => {
      const { kind, way, metafield } = soughtOf(given)
      const known = way === 'metafield' ? metafield : NAMES[way]
      return `The shop has ${count === 0 ? `no ${kind}` : `${count} ${PLURALS[kind]}`} with ${known} ${value}`
    },
    ask: async (values, ctx: Ctx) => {
      const found = await objectsByValue(ctx.client, soughtOf(ctx.config), values, ctx.signal)
      return new Map([...found].map(([value, some]) => [value, some.map((one) => wantedFields(one, ctx.config))]))
    },
  }),
})

/** Those that are no text. */
const TYPES: Readonly<Record<string, Field['type']>> = {
  ...{ price: 'number', compareAtPrice: 'number', totalPrice: 'number', inventoryQuantity: 'integer' },
  ...{ taxable: 'boolean', taxExempt: 'boolean', tags: 'list', companies: 'list', product: 'object' },
  ...{ inventoryItem: 'object', createdAt: 'date-time', updatedAt: 'date-time', processedAt: 'date-time' },
  ...{ cancelledAt: 'date-time' },
}
const PLURALS: Readonly<Record<ObjectKind, string>> = {
  ...{ variant: 'variants', product: 'products', customer: 'customers', order: 'orders', company: 'companies' },
}
const NAMES: Readonly<Record<Way, string>> = {
  ...{ sku: 'SKU', barcode: 'barcode', handle: 'handle', name: 'name', email: 'e-mail address' },
  ...{ phone: 'telephone number', 'external-id': 'external id', id: 'id', metafield: 'metafield' },
}

function soughtOf({ what = 'variant', by = 'sku', metafield = '', metafields = [] }: Config): Sought {
  return { kind: what, way: by, metafield, metafields }
}

function faultsOf({ kind, way, metafield }: Sought, { fields = [] }: Config) {
  const ways: readonly Way[] = OBJECTS[kind].by
  const unknown = fields.filter((field) => field !== 'metafields' && !FIELDS[kind].includes(field))
  return [
    ...(ways.includes(way)
      ? []
      : [{ path: '$.by', message: `This is found by ${ways.map((one) => NAMES[one]).join(', ')}.` }]),
    ...(way === 'metafield' && metafield === ''
      ? [{ path: '$.metafield', message: 'Say by which metafield, as namespace.key.' }]
      : []),
    ...unknown.map((field) => ({
      path: '$.fields',
      message: `${field} is not there; these are: ${FIELDS[kind].join(', ')}.`,
    })),
  ]
}

function wantedFields(object: FoundObject, { fields = [], metafields = [] }: Config): unknown {
  const { metafields: given, ...own } = object as FoundObject & { metafields?: Readonly<Record<string, string>> }
  const wanted = fields.length === 0 ? own : Object.fromEntries(fields.map((field) => [field, object[field]]))
  if (metafields.length === 0) return wanted
  return { ...wanted, metafields: Object.fromEntries(metafields.map((name) => [name, given?.[name] ?? null])) }
}
