import type { List } from '../graphql/lists.ts'
import { ids } from '../orders/order.ts'
import {
  choiceFilter,
  dateFilter,
  flagFilter,
  memberFilter,
  numberFilter,
  textFilter,
  wordsFilter,
  type Filter,
} from '../search/filters.ts'

/** `metafields.ns.key:value` on the objects of a list. */
const metafieldFilter =
  (type: string, id: string) =>
  (field: string): Filter | undefined => {
    const [head, namespace, key] = field.split('.')
    if (head !== 'metafields' || namespace === undefined || key === undefined) return undefined
    const own = `SELECT 1 FROM metafields m WHERE m.owner = '${type}/' || ${id} AND m.namespace = ? AND m.key = ?`
    return ({ value }) =>
      value === '*'
        ? { sql: `EXISTS (${own})`, values: [namespace, key] }
        : { sql: `EXISTS (${own} AND lower(m.value) = ?)`, values: [namespace, key, value.toLowerCase()] }
  }

const orderNameFilter: Filter = ({ value, prefix }) => {
  const text = value.replace(/^#/, '')
  if (prefix) return { sql: `CAST(1000 + n AS TEXT) LIKE ?`, values: [`${text.replaceAll(/\D/g, '')}%`] }
  return /^\d+$/.test(text) ? { sql: 'n = ?', values: [Number(text) - 1000] } : { sql: '0', values: [] }
}

export const orderList: List = {
  table: 'orders',
  key: 'n',
  columns: 'n, body',
  defaultSort: 'PROCESSED_AT',
  sorts: { PROCESSED_AT: 'processed', CREATED_AT: 'created', UPDATED_AT: 'updated', ID: 'n', ORDER_NUMBER: 'n' },
  filters: {
    words: ['email', "'#' || (1000 + n)", 'tags'],
    other: metafieldFilter('Order', `(n + ${ids.order(0)})`),
    known: {
      created_at: dateFilter('created'),
      processed_at: dateFilter('processed'),
      updated_at: dateFilter('updated'),
      status: choiceFilter({
        open: "state = 'open'",
        closed: "state = 'closed'",
        cancelled: "state = 'cancelled'",
        not_closed: "state <> 'closed'",
        any: '1',
      }),
      financial_status: textFilter('financial'),
      fulfillment_status: choiceFilter({
        unshipped: "fulfillment IN ('unfulfilled', 'on_hold')",
        unfulfilled: "fulfillment <> 'fulfilled'",
        partial: "fulfillment = 'partially_fulfilled'",
        shipped: "fulfillment = 'fulfilled'",
        fulfilled: "fulfillment = 'fulfilled'",
        scheduled: '0',
        on_hold: "fulfillment = 'on_hold'",
        request_declined: '0',
      }),
      return_status: choiceFilter({ no_return: '1' }),
      name: orderNameFilter,
      email: wordsFilter('email'),
      customer_id: numberFilter('customer'),
      po_number: textFilter('po'),
      sku: memberFilter('skus'),
      tag: memberFilter('tags'),
      tag_not: memberFilter('tags', true),
      test: flagFilter('test'),
      gateway: memberFilter('gateways'),
      source_name: textFilter('source'),
      location_id: () => ({ sql: '0', values: [] }),
      id: numberFilter('n', (id) => ids.orderPlace(id)),
    },
  },
}

export const productList: List = {
  table: 'products',
  key: 'id',
  columns: '*',
  defaultSort: 'ID',
  sorts: { ID: 'id', UPDATED_AT: 'updated', CREATED_AT: 'created', TITLE: 'title', VENDOR: 'vendor' },
  filters: {
    words: ['title', 'handle', 'vendor'],
    other: metafieldFilter('Product', 'products.id'),
    known: {
      id: numberFilter('id'),
      title: wordsFilter('title'),
      handle: textFilter('handle'),
      vendor: textFilter('vendor'),
      status: textFilter('status'),
      tag: memberFilter('tags'),
      tag_not: memberFilter('tags', true),
      created_at: dateFilter('created'),
      updated_at: dateFilter('updated'),
      sku: ofVariants(wordsFilter('v.sku')),
      barcode: ofVariants(textFilter('v.barcode')),
      product_type: textFilter("json_extract(body, '$.productType')"),
      published_status: choiceFilter({
        published: "EXISTS (SELECT 1 FROM published p WHERE p.owner = 'Product/' || products.id)",
        unpublished: "NOT EXISTS (SELECT 1 FROM published p WHERE p.owner = 'Product/' || products.id)",
        any: '1',
      }),
      collection_id: (term) => {
        const inside = numberFilter('c.collection')(term)
        const own = `SELECT 1 FROM collection_products c WHERE c.product = products.id AND ${inside?.sql ?? ''}`
        return inside && { ...inside, sql: `EXISTS (${own})` }
      },
    },
  },
}

function ofVariants(filter: Filter): Filter {
  return (term) => {
    const inside = filter(term)
    return (
      inside && {
        sql: `EXISTS (SELECT 1 FROM variants v WHERE v.product = products.id AND ${inside.sql})`,
        values: inside.values,
      }
    )
  }
}

export const variantList: List = {
  table: 'variants',
  key: 'id',
  columns: '*',
  defaultSort: 'ID',
  sorts: { ID: 'id', SKU: 'sku', POSITION: 'position' },
  filters: {
    words: ['sku', 'barcode'],
    other: metafieldFilter('ProductVariant', 'variants.id'),
    known: {
      id: numberFilter('id'),
      sku: wordsFilter('sku'),
      barcode: textFilter('barcode'),
      product_id: numberFilter('product'),
      product_status: (term) => {
        const inside = textFilter('p.status')(term)
        return inside && { ...inside, sql: `EXISTS (SELECT 1 FROM products p WHERE p.id = product AND ${inside.sql})` }
      },
      updated_at: dateFilter('updated'),
      option1: textFilter("json_extract(body, '$.options[0].value')"),
    },
  },
}

export const inventoryItemList: List = {
  ...variantList,
  sorts: { ID: 'id' },
  filters: {
    words: ['sku'],
    known: {
      id: numberFilter('id', (id) => ids.variantOfItem(id)),
      sku: wordsFilter('sku'),
      created_at: dateFilter('created'),
      updated_at: dateFilter('updated'),
    },
  },
}

export const customerList: List = {
  table: 'customers',
  key: 'id',
  columns: 'id, body',
  defaultSort: 'ID',
  sorts: { ID: 'id', UPDATED_AT: 'updated', CREATED_AT: 'created', NAME: 'last' },
  filters: {
    words: ['email', 'first', 'last'],
    other: metafieldFilter('Customer', 'customers.id'),
    known: {
      id: numberFilter('id'),
      email: wordsFilter('email'),
      phone: textFilter('phone'),
      first_name: textFilter('first'),
      last_name: textFilter('last'),
      tag: memberFilter('tags'),
      tag_not: memberFilter('tags', true),
      updated_at: dateFilter('updated', true),
      customer_date: dateFilter('created', true),
    },
  },
}

export const companyList: List = {
  table: 'companies',
  key: 'id',
  columns: 'id, body',
  defaultSort: 'ID',
  sorts: { ID: 'id', NAME: 'name', UPDATED_AT: 'updated', CREATED_AT: 'created' },
  filters: {
    words: ['name'],
    other: metafieldFilter('Company', 'companies.id'),
    known: {
      id: numberFilter('id'),
      name: wordsFilter('name'),
      external_id: textFilter('external'),
      updated_at: dateFilter('updated'),
      created_at: dateFilter('created'),
    },
  },
}

export const companyLocationList: List = {
  table: 'company_locations',
  key: 'id',
  columns: 'id, body',
  defaultSort: 'ID',
  sorts: { ID: 'id', NAME: 'name', UPDATED_AT: 'updated', CREATED_AT: 'created' },
  filters: {
    words: ['name'],
    known: {
      id: numberFilter('id'),
      name: wordsFilter('name'),
      external_id: textFilter('external'),
      company_id: numberFilter('company'),
      updated_at: dateFilter('updated'),
      created_at: dateFilter('created'),
    },
  },
}

export const webhookList: List = {
  table: 'hooks',
  key: 'id',
  columns: 'id, topic, uri, created, updated, body',
  defaultSort: 'CREATED_AT',
  sorts: { CREATED_AT: 'created', ID: 'id' },
  filters: {
    words: ['topic'],
    known: {
      id: numberFilter('id'),
      topic: textFilter('topic'),
      uri: textFilter('uri'),
      created_at: dateFilter('created'),
      updated_at: dateFilter('updated'),
    },
  },
}
