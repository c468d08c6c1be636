import { Type, type Static, type TString } from 'typebox'
import { KOPPEL } from '../koppel.ts'

const { stock } = KOPPEL

function field(title: string, value: string, description?: string): TString {
  return Type.String({ title, ...(description ? { description } : {}), default: value, minLength: 1 })
}

function quantity(title: string, value: string, description = '') {
  return Type.Optional(
    Type.String({ title, description: `${description}${emptyMeans('counted as none')}`, default: value }),
  )
}

const emptyMeans = (what: string): string => `Empty: ${what}.`

/** Where stock stands in a get-connector; the nodes that read it have these settings in common. */
export const stockFields = {
  connector: Type.Optional(
    Type.String({
      title: 'Get-connector',
      description: 'One row an article, warehouse and combination of item dimensions.',
      'x-pick': 'afas.get-connectors',
      default: stock.connector,
      minLength: 1,
    }),
  ),
  itemField: Type.Optional(field('Field with the item code', stock.item)),
  dimension1Field: Type.Optional(
    Type.String({
      title: 'Field with the first dimension',
      description: emptyMeans('articles have no dimensions'),
      default: stock.dimension1,
    }),
  ),
  dimension2Field: Type.Optional(
    Type.String({
      title: 'Field with the second dimension',
      description: emptyMeans('articles have at most one'),
      default: stock.dimension2,
    }),
  ),
  skuField: Type.Optional(
    Type.String({
      title: 'Field with the SKU',
      description: emptyMeans('the SKU is the item code, with the codes of its dimensions behind it'),
      default: '',
    }),
  ),
  separator: Type.Optional(
    Type.String({
      title: 'Between item code and dimensions',
      description: 'TEX-0001, S and BL make the SKU TEX-0001-S-BL.',
      default: '-',
      maxLength: 5,
    }),
  ),
}

/** The quantities beside them, for the node that reads them. */
export const quantityFields = {
  warehouseField: Type.Optional(field('Field with the warehouse', stock.warehouse)),
  physicalField: quantity('Field with the physical stock', stock.physical),
  availableField: quantity('Field with the available stock', stock.available, 'Before reservations are taken off. '),
  reservedField: quantity('Field with what is reserved', stock.reserved),
  onOrderField: quantity('Field with what is on purchase orders', stock.onOrder),
  unitField: Type.Optional(
    Type.String({ title: 'Field with the unit', description: emptyMeans('not read'), default: stock.unit }),
  ),
  modifiedField: Type.Optional(
    Type.String({
      title: 'Field with the moment of change',
      description: emptyMeans('everything is read, each time'),
      default: stock.modified,
    }),
  ),
}

const fields = Type.Object({ ...stockFields })
export type StockFields = Required<Static<typeof fields>>

export function stockFieldsOf(config: Partial<StockFields>): StockFields {
  const { connector = stock.connector, itemField = stock.item } = config
  const { dimension1Field = stock.dimension1, dimension2Field = stock.dimension2 } = config
  const { skuField = '', separator = '-' } = config
  return { connector, itemField, dimension1Field, dimension2Field, skuField, separator }
}
