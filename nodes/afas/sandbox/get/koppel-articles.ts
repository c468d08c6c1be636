import { groupWords } from '../../../sdk/sandbox/world-names.ts'
import { articleFields, type ArticleField } from '../custom-fields.ts'
import { assortmentList, dimensionTables, vatCodes, type Listed } from '../lists.ts'
import type { KoppelSource } from './definition.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The title that belongs to a code of a list. */
const titleOf = (column: string, list: readonly Listed[]): string =>
  `CASE ${column} ${list.map(({ code, title }) => `WHEN ${quoted(code)} THEN ${quoted(title)}`).join(' ')} END`

const rate = `CASE i.vat_group ${vatCodes.map((one) => `WHEN ${quoted(one.code)} THEN ${one.rate}`).join(' ')} END`
const kept = (code: string): string => `json_extract(i.fields, '$.${code}')`
const own = (field: ArticleField): string => kept(articleFields[field])
const assortment = kept('PgId')

/** What a webshop reads of articles. Each table has its own time of change; that of the article moves with all of them. */
export const articleSources: Readonly<Record<string, KoppelSource>> = {
  Koppel_Articles: {
    from: 'article i',
    row: 'i.id',
    times: ['Created', 'Modified'],
    sql: {
      ItemCode: 'i.code',
      ItemType: "'2'",
      Description: 'i.description',
      DescriptionEn: kept('Ds_2057'),
      DescriptionDe: kept('Ds_1031'),
      DescriptionFr: kept('Ds_1036'),
      ShortDescription: 'i.extra',
      LongDescription: kept('Rm'),
      LongDescriptionEn: kept('Rm_2057'),
      Unit: 'i.unit',
      VatGroup: 'i.vat_group',
      VatRate: rate,
      Group: 'i.grp',
      GroupTitle: titleOf('i.grp', groupWords),
      Barcode: 'i.barcode',
      SalesPrice: 'i.price',
      CostPrice: 'i.cost',
      Weight: 'i.weight',
      OriginCountry: kept('CoOr'),
      HsCode: kept('CsGc'),
      Dimension1: 'i.dimension1',
      Dimension1Title: titleOf('i.dimension1', dimensionTables),
      Dimension2: 'i.dimension2',
      Dimension2Title: titleOf('i.dimension2', dimensionTables),
      ArticleType: "CASE WHEN i.dimension2 IS NOT NULL THEN '4' WHEN i.dimension1 IS NOT NULL THEN '3' ELSE '0' END",
      Assortment: assortment,
      AssortmentTitle: titleOf(assortment, assortmentList),
      ParentItem: own('parentItem'),
      ParentDescription: own('parentDescription'),
      Webshop: `ifnull(${own('webshop')}, 0)`,
      ProductType: own('productType'),
      Material: own('material'),
      Colour: own('colour'),
      Size: own('size'),
      Version: own('version'),
      Brand: own('brand'),
      DeliveryTime: own('deliveryTime'),
      Blocked: 'i.blocked',
      Created: 'i.created',
      Modified: 'i.modified',
    },
  },
  Koppel_ArticleVariants: {
    from: 'article_dimension v JOIN article i ON i.code = v.item',
    row: 'v.id',
    times: ['Modified'],
    sql: {
      ItemCode: 'v.item',
      Dimension1: 'v.dimension1',
      Dimension1Title: 'v.title1',
      Dimension2: "nullif(v.dimension2, '')",
      Dimension2Title: 'v.title2',
      Sku: "v.item || '-' || v.dimension1 || CASE v.dimension2 WHEN '' THEN '' ELSE '-' || v.dimension2 END",
      Barcode: 'v.barcode',
      SalesPrice: 'v.price',
      Blocked: 'v.blocked',
      Modified: 'v.modified',
    },
  },
  Koppel_ArticleCategories: {
    from: `article_category l JOIN category c ON c.code = l.category LEFT JOIN category p ON p.code = c.parent`,
    row: 'l.id',
    times: ['Modified'],
    sql: {
      ItemCode: 'l.item',
      Category: 'c.code',
      CategoryTitle: 'c.title',
      Parent: 'p.code',
      ParentTitle: 'p.title',
      CategoryBlocked: 'c.blocked',
      Modified: 'max(l.modified, c.modified)',
    },
  },
  Koppel_ArticleImages: {
    from: 'article_image m',
    row: 'm.id',
    times: ['Modified'],
    sql: {
      ItemCode: 'm.item',
      Dimension1: "nullif(m.dimension1, '')",
      Dimension2: "nullif(m.dimension2, '')",
      SequenceNumber: 'm.sequence',
      FileName: 'm.file_name',
      ImageId: 'm.image',
      Modified: 'm.modified',
    },
  },
  Koppel_Prices: {
    from: 'price p',
    row: 'p.id',
    times: ['Modified'],
    sql: {
      ItemCode: 'p.item',
      Dimension1: "nullif(p.dimension1, '')",
      Dimension2: "nullif(p.dimension2, '')",
      PriceList: 'p.price_list',
      Unit: 'p.unit',
      Quantity: 'p.quantity',
      Price: 'p.price',
      Currency: 'p.currency',
      StartDate: 'p.start',
      EndDate: 'p.until',
      Modified: 'p.modified',
    },
  },
}
