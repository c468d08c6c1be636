/** A row of a get-connector of AFAS, as it comes over the line. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

/** What AFAS holds, read whole. */
export interface Catalogue {
  readonly articles: readonly Row[]
  readonly combinations: readonly Row[]
  readonly categories: readonly Row[]
  readonly images: readonly Row[]
}

export interface ShopVariant {
  readonly id: string
  readonly sku: string | null
  readonly price: number
  readonly barcode: string | null
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly grams: number | null
  readonly origin: string | null
  readonly hsCode: string | null
  readonly media: string | null
}

export interface ShopProduct {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly vendor: string
  readonly productType: string
  readonly descriptionHtml: string
  readonly tags: readonly string[]
  readonly variants: readonly ShopVariant[]
  readonly media: readonly { readonly id: string; readonly hash: string | null; readonly status: string }[]
  readonly metafields: readonly { readonly namespace: string; readonly key: string; readonly value: string }[]
  readonly publications: readonly string[]
}

export interface Shop {
  readonly products: readonly ShopProduct[]
  readonly collections: readonly { readonly title: string; readonly products: readonly string[] }[]
}

/** What a person buys under one name: an item, an item in sizes, or items that share a parent. */
export interface Expected {
  readonly code: string
  readonly item: Row
  readonly title: string
  readonly sold: readonly Sold[]
  /** Every SKU of it that AFAS knows, sold or not. */
  readonly all: readonly string[]
  readonly collections: readonly string[]
  readonly images: readonly Row[]
}

interface Sold {
  readonly sku: string
  readonly item: Row
  readonly barcode: string
  readonly price: number
  readonly values: readonly string[]
  readonly image: string | undefined
}

const textOf = (value: Row[string] | undefined): string => (typeof value === 'string' ? value.trim() : '')

/** The products that AFAS has, said from what the sync promises and not from the flow. */
export function expectedProducts({ articles, combinations, categories, images }: Catalogue): Expected[] {
  const groups = new Map<string, Row[]>()
  for (const row of articles.toSorted((a, b) => (textOf(a['ItemCode']) < textOf(b['ItemCode']) ? -1 : 1))) {
    const code = textOf(row['ParentItem']) || textOf(row['ItemCode'])
    groups.set(code, [...(groups.get(code) ?? []), row])
  }
  return [...groups].map(([code, items]) => {
    const codes = new Set(items.map((item) => textOf(item['ItemCode'])))
    const own = (row: Row): boolean => codes.has(textOf(row['ItemCode']))
    const pictures = images.filter(own).toSorted(bySequence)
    const sold = items.flatMap((item) => soldOf(item, combinations, pictures))
    const first = items[0] as Row
    return {
      code,
      item: first,
      title: textOf(first['ParentDescription']) || textOf(first['Description']),
      sold: sold.filter(({ forSale }) => forSale),
      all: sold.map(({ sku }) => sku),
      collections: [...new Set(categories.filter(own).map((row) => textOf(row['CategoryTitle'])))],
      images: pictures,
    }
  })
}

function bySequence(a: Row, b: Row): number {
  const code = textOf(a['ItemCode']).localeCompare(textOf(b['ItemCode']))
  return code || Number(a['SequenceNumber']) - Number(b['SequenceNumber'])
}

function soldOf(
  item: Row,
  combinations: readonly Row[],
  images: readonly Row[],
): (Sold & { readonly forSale: boolean })[] {
  const code = textOf(item['ItemCode'])
  const isSold = item['Blocked'] !== true && item['Webshop'] === true
  const own = combinations.filter((row) => textOf(row['ItemCode']) === code)
  const pictures = images.filter((row) => textOf(row['ItemCode']) === code)
  if (own.length === 0) {
    const values = [textOf(item['Colour']), textOf(item['Size']), textOf(item['Version'])].filter((one) => one !== '')
    // An item among others shows its own first picture; one that is alone has them with the product.
    const first = textOf(item['ParentItem']) === '' ? undefined : textOf(pictures[0]?.['ImageId'])
    const price = Number(item['SalesPrice'] ?? 0)
    const ownValues = textOf(item['ParentItem']) === '' ? [] : values
    return [
      {
        ...{ sku: code, item, barcode: textOf(item['Barcode']), price, forSale: isSold },
        ...{ values: ownValues, image: first || undefined },
      },
    ]
  }
  return own.map((row) => {
    const [one, two] = [textOf(row['Dimension1']), textOf(row['Dimension2'])]
    const picture = pictures.find((image) => {
      const [d1, d2] = [textOf(image['Dimension1']), textOf(image['Dimension2'])]
      return (d1 !== '' || d2 !== '') && (d1 === '' || d1 === one) && (d2 === '' || d2 === two)
    })
    return {
      sku: textOf(row['Sku']),
      item,
      barcode: textOf(row['Barcode']),
      price: Number(row['SalesPrice'] ?? item['SalesPrice'] ?? 0),
      values: [textOf(row['Dimension1Title']), textOf(row['Dimension2Title'])].filter((value) => value !== ''),
      image: picture && textOf(picture['ImageId']),
      forSale: isSold && row['Blocked'] !== true,
    }
  })
}

/** In whole cents, VAT included, half a cent upwards. AFAS keeps four decimals, so this is whole-number arithmetic. */
function centsWithVat(price: number, rate: number): number {
  const tenThousandths = BigInt(Math.round(price * 10_000))
  const numerator = tenThousandths * BigInt(100 + rate) * 2n
  return Number((numerator + 10_000n) / 20_000n)
}

/** AFAS has country codes of its own, from the number plates of cars. */
const COUNTRIES: Readonly<Record<string, string>> = { D: 'DE', I: 'IT', P: 'PT', ETH: 'ET' }

/** Text as people read it: without tags, entities and the white space between. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#0?39;/g, "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Every field of every product that is not what it must be. `before`: the shop as it was, which keeps what is its own. */
export function productDifferences(catalogue: Catalogue, before: Shop, after: Shop): string[] {
  const bySku = (shop: Shop): Map<string, ShopProduct[]> => {
    const found = new Map<string, ShopProduct[]>()
    for (const product of shop.products) {
      for (const { sku } of product.variants) {
        if (sku !== null) found.set(sku, [...new Set([...(found.get(sku) ?? []), product])])
      }
    }
    return found
  }
  const [old, now] = [bySku(before), bySku(after)]
  const categories = new Set(catalogue.categories.map((row) => textOf(row['CategoryTitle'])))
  return expectedProducts(catalogue).flatMap((one) => {
    const places = [...new Set(one.all.flatMap((sku) => now.get(sku) ?? []))]
    const known = one.all.flatMap((sku) => old.get(sku) ?? [])[0]
    const tell = (lines: readonly string[]): string[] => lines.map((line) => `${one.code}: ${line}`)
    if (one.sold.length === 0) return tell(notForSale(known, places))
    const [product, ...more] = places
    if (!product || more.length > 0) return tell([`is in the shop ${places.length} times instead of once`])
    return tell([
      ...productFields(one, known, product),
      ...variantFields(one, known, product),
      ...imageFields(one, known, product),
      ...collectionFields(one, product, categories, before, after),
      ...kept(known, product, before, after),
    ])
  })
}

function notForSale(known: ShopProduct | undefined, places: readonly ShopProduct[]): string[] {
  if (!known) return places.length === 0 ? [] : ['is not for sale and was made in the shop']
  return places.every(({ status }) => status === 'ARCHIVED') ? [] : ['is not for sale and not archived']
}

function differs(name: string, is: unknown, wanted: unknown): string[] {
  return Object.is(is, wanted) ? [] : [`${name} is ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`]
}

function productFields(one: Expected, known: ShopProduct | undefined, product: ShopProduct): string[] {
  const { item } = one
  const field = (name: string): string | undefined =>
    product.metafields.find(({ namespace, key }) => `${namespace}.${key}` === name)?.value
  const filled = (name: string, value: string): string[] =>
    value === '' ? [] : differs(`metafield ${name}`, field(name), value)
  const origin = textOf(item['OriginCountry'])
  const text = textOf(item['LongDescription'])
  const html = /<\w+[^>]*>/.test(text)
  return [
    ...differs('title', product.title, one.title),
    ...(textOf(item['Brand']) === '' ? [] : differs('vendor', product.vendor, textOf(item['Brand']))),
    ...differs('type', product.productType, textOf(item['ProductType'])),
    ...filled('koppel.short_description', textOf(item['ShortDescription'])),
    ...filled('custom.country_of_origin', COUNTRIES[origin] ?? origin),
    ...filled('custom.type', textOf(item['ProductType'])),
    ...filled('custom.delivery_time', textOf(item['DeliveryTime'])),
    // Written on create, left alone afterwards.
    ...(known
      ? differs('description', product.descriptionHtml, known.descriptionHtml)
      : differs('description', plain(product.descriptionHtml), html ? plain(text) : text.replaceAll(/\s+/g, ' '))),
    ...differs('status', product.status, statusOf(one, known)),
    ...(known ? [] : differs('sales channels', product.publications.join(), 'Online Store')),
  ]
}

/** A product that nobody priced is not given away. */
function statusOf({ sold }: Expected, known: ShopProduct | undefined): string {
  if (known) return known.status === 'ARCHIVED' ? 'ACTIVE' : known.status
  return sold.some(({ price }) => price > 0) ? 'ACTIVE' : 'DRAFT'
}

function variantFields(one: Expected, known: ShopProduct | undefined, product: ShopProduct): string[] {
  return one.sold.flatMap(({ sku, item, price, barcode, values }) => {
    const variants = product.variants.filter((variant) => variant.sku === sku)
    const [variant] = variants
    if (!variant || variants.length > 1) return [`the variant ${sku} is there ${variants.length} times`]
    const was = known?.variants.find((old) => old.sku === sku)
    const cents = price > 0 ? centsWithVat(price, Number(item['VatRate'])) : Math.round((was?.price ?? 0) * 100)
    const country = textOf(item['OriginCountry'])
    const told = variant.options.filter(({ name }) => name !== 'Title').map(({ value }) => value)
    return [
      ...differs('price', Math.round(variant.price * 100), cents),
      ...differs('barcode', variant.barcode ?? '', barcode || (was?.barcode ?? '')),
      ...differs('options', told.toSorted().join(' / '), values.toSorted().join(' / ')),
      ...(country === '' ? [] : differs('origin', variant.origin, COUNTRIES[country] ?? country)),
      ...differs('weight', variant.grams, Math.round(Number(item['Weight']) * 1000)),
    ].map((line) => `${sku} ${line}`)
  })
}

/** One picture of each in AFAS, in its order, beside those of the shop; a variant shows its own. */
function imageFields(one: Expected, known: ShopProduct | undefined, product: ShopProduct): string[] {
  const shops = new Set(known?.media.map(({ id }) => id))
  const ours = product.media.filter(({ id }) => !shops.has(id))
  const place = new Map(one.images.map((row, at) => [textOf(row['ImageId']), ours[at]?.id]))
  const shown = one.sold.flatMap(({ sku, image }) => {
    const variant = product.variants.find((candidate) => candidate.sku === sku)
    return image === undefined ? [] : differs(`image of ${sku}`, variant?.media ?? null, place.get(image) ?? null)
  })
  return [
    ...differs('number of images', ours.length, one.images.length),
    ...differs('different images', new Set(ours.map(({ hash }) => hash)).size, ours.length),
    ...shown,
  ]
}

/** In the collection of each of its categories, and of no other category unless the shop had put it there. */
function collectionFields(
  one: Expected,
  product: ShopProduct,
  categories: ReadonlySet<string>,
  before: Shop,
  after: Shop,
) {
  const isIn = (shop: Shop, title: string): boolean =>
    shop.collections.some((collection) => collection.title === title && collection.products.includes(product.id))
  const missing = one.collections.flatMap((title) => {
    const count = after.collections.filter((collection) => collection.title === title).length
    if (count !== 1) return [`the collection ${title} is there ${count} times`]
    return isIn(after, title) ? [] : [`is not in the collection ${title}`]
  })
  const extra = [...categories].filter((title) => !one.collections.includes(title) && isIn(after, title))
  return [...missing, ...extra.filter((title) => !isIn(before, title)).map((title) => `is still in ${title}`)]
}

/** What the shop had stays: tags, images, other metafields, other variants, collections. */
function kept(known: ShopProduct | undefined, product: ShopProduct, before: Shop, after: Shop): string[] {
  if (!known) return []
  const has = (all: readonly string[], some: readonly string[], what: string): string[] =>
    some.filter((one) => !all.includes(one)).map((one) => `has lost the ${what} ${one}`)
  const names = ({ metafields }: ShopProduct): string[] => metafields.map(({ namespace, key }) => `${namespace}.${key}`)
  const joined = (shop: Shop): string[] =>
    shop.collections.filter(({ products }) => products.includes(product.id)).map(({ title }) => title)
  const variants = (one: ShopProduct): string[] => one.variants.map(({ id }) => id)
  const media = (one: ShopProduct): string[] => one.media.map(({ id }) => id)
  return [
    ...has(product.tags, known.tags, 'tag'),
    ...has(names(product), names(known), 'metafield'),
    ...has(variants(product), variants(known), 'variant'),
    ...has(media(product), media(known), 'image'),
    ...has(joined(after), joined(before), 'collection'),
  ]
}
