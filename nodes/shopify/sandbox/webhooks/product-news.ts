import { mediaOf, fileUrl } from '../files/files.ts'
import { gid, time } from '../graphql/gid.ts'
import { fixed } from '../graphql/money.ts'
import { ids } from '../orders/order.ts'
import type { Shop } from '../shop.ts'
import { productBody, variantBody, variantRows, type ProductRow, type VariantRow } from '../store/products.ts'

type Topic = 'PRODUCTS_CREATE' | 'PRODUCTS_UPDATE'

const variantPayload = (row: VariantRow) => {
  const body = variantBody(row)
  return {
    id: row.id,
    admin_graphql_api_id: gid('ProductVariant', row.id),
    product_id: row.product,
    title: body.title,
    sku: row.sku ?? '',
    barcode: row.barcode,
    price: fixed(row.price),
    compare_at_price: body.compareAt === null ? null : fixed(body.compareAt),
    position: row.position,
    option1: body.options[0]?.value ?? null,
    option2: body.options[1]?.value ?? null,
    option3: body.options[2]?.value ?? null,
    taxable: body.taxable,
    inventory_item_id: ids.inventoryItem(row.id),
    image_id: body.media ?? null,
    created_at: time(row.created),
    updated_at: time(row.updated),
  }
}

function productPayload(shop: Shop, row: ProductRow): object {
  const body = productBody(row)
  return {
    id: row.id,
    admin_graphql_api_id: gid('Product', row.id),
    title: row.title,
    handle: row.handle,
    body_html: body.descriptionHtml,
    vendor: row.vendor,
    product_type: body.productType,
    status: row.status,
    tags: body.tags.join(', '),
    template_suffix: body.templateSuffix,
    created_at: time(row.created),
    updated_at: time(row.updated),
    options: body.options.map((one, place) => ({
      id: one.id,
      product_id: row.id,
      name: one.name,
      position: place + 1,
      values: one.values.map((value) => value.name),
    })),
    variants: variantRows(shop, row.id).map(variantPayload),
    images: mediaOf(shop, row.id).map((one, place) => ({
      id: one.id,
      admin_graphql_api_id: gid('MediaImage', one.id),
      position: place + 1,
      alt: one.alt,
      src: fileUrl(shop, one),
    })),
  }
}

/** Tells listeners of a product as it is now. */
export function productChanged(shop: Shop, id: number, topic: Topic): void {
  const row = shop.database.row<ProductRow>('products', id)
  if (row) shop.deliveries.announce(topic, () => productPayload(shop, row))
}

export const productGone = (shop: Shop, id: number): void => shop.deliveries.announce('PRODUCTS_DELETE', () => ({ id }))
