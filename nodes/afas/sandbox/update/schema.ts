import { readAfasSchema, type AfasSchema, type FieldSchema, type ObjectSchema } from '../../schema/schema.ts'
import { articleFieldSchemas, debtorFieldSchemas } from '../custom-fields.ts'
import { classifications, paymentConditions, paymentMethods, salesChannels, vatDuties, type Listed } from '../lists.ts'

/** Fields of this environment's own, as a consultant would have added them; their codes are as Profit makes them. */
const customFields: Readonly<Record<string, Readonly<Record<string, FieldSchema>>>> = {
  FbSales: {
    U4D9B7F0C1E2A4B6D8F3A5C7E9B1D2F40: { type: 'string', label: 'Webshop ordernummer', length: 50 },
    U8A1C3E5F7B9D4A6C8E0F2B4D6A8C0E12: { type: 'boolean', label: 'Cadeauverpakking' },
    UC2E4A6B8D0F14C3E9A7B5D3F1E0C8A64: { type: 'date', label: 'Besteld op' },
  },
  FbSalesLines: { U1F3B5D7E9C0A4E2F8B6D4C2A0E9F7B53: { type: 'string', label: 'Gravure', length: 80 } },
  KnSalesRelationOrg: debtorFieldSchemas,
  KnSalesRelationPer: debtorFieldSchemas,
  KnOrganisation: { U7E5C3A1F9D8B4F6A2C0E8D6B4F2A0C91: { type: 'string', label: 'Webshop klantnummer', length: 30 } },
  KnPerson: { U9B7D5F3A1C0E4D8F6A4C2E0B8D6F4A23: { type: 'string', label: 'Webshop klantnummer', length: 30 } },
  FbItemArticle: {
    U3A5C7E9B1D0F4C8E2A6B4D8F0C2E4A67: { type: 'decimal', label: 'Verzendgewicht' },
    ...articleFieldSchemas,
  },
}

const asValues = (list: readonly Listed[]): Record<string, string> =>
  Object.fromEntries(list.map(({ code, title }) => [code, title]))

/** Value lists that an environment fills itself. */
const environmentValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  SaCh: asValues(salesChannels),
  PaCd: asValues(paymentConditions),
  PaTp: asValues(paymentMethods),
  VaDu: asValues(vatDuties),
  VaTp: asValues(classifications),
}

/** Which connectors this environment's app connector holds. The others are refused, and not listed. */
const allowed: readonly string[] = [
  'FbSales',
  'FbSalesQuotation',
  'FbDirectInvoice',
  'FbDeliveryNote',
  'FiEntries',
  'KnSalesRelationOrg',
  'KnSalesRelationPer',
  'KnOrganisation',
  'KnPerson',
  'KnContact',
  'FbItemArticle',
  'FbSalesPrice',
  'FbProductGroup',
  'FbProductGroupLines',
]

function withOwnFields(name: string, shape: ObjectSchema): ObjectSchema {
  const fields: Record<string, FieldSchema> = {}
  for (const [id, field] of Object.entries(shape.fields)) {
    const isSales = name.startsWith('FbSales') || name.startsWith('KnSalesRelation')
    const values = isSales ? environmentValues[id] : undefined
    fields[id] = values ? { ...field, values } : field
  }
  return { fields: { ...fields, ...customFields[name] }, objects: shape.objects }
}

/** The update-connectors of this environment: what is published, with its own fields and value lists. */
export class UpdateSchema {
  readonly #published: AfasSchema = readAfasSchema()
  readonly #shapes = new Map<string, ObjectSchema>()

  constructor() {
    for (const [key, shape] of Object.entries(this.#published.shapes)) {
      this.#shapes.set(key, withOwnFields(key.split('/')[0] ?? key, shape))
    }
  }

  /** By id, without regard to case, as Profit finds them. */
  find(
    id: string,
  ): { id: string; root: string; label: string; insert: boolean; update: boolean; shape: ObjectSchema } | undefined {
    const known = allowed.find((one) => one.toLowerCase() === id.toLowerCase())
    const connector = known === undefined ? undefined : this.#published.updates[known]
    if (known === undefined || !connector) return undefined
    return { id: known, ...connector, shape: this.shape(connector.shape) }
  }

  list(): { id: string; label: string }[] {
    return allowed.map((id) => ({ id, label: this.#published.updates[id]?.label ?? id }))
  }

  shape(key: string): ObjectSchema {
    return this.#shapes.get(key) ?? { fields: {}, objects: {} }
  }

  get gets(): AfasSchema['gets'] {
    return this.#published.gets
  }
}
