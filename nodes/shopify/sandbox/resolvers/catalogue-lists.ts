import type { List } from '../graphql/lists.ts'
import { choiceFilter, dateFilter, numberFilter, textFilter, wordsFilter } from '../search/filters.ts'

export const collectionList: List = {
  table: 'collections',
  key: 'id',
  columns: '*',
  defaultSort: 'ID',
  sorts: { ID: 'id', TITLE: 'title', UPDATED_AT: 'updated' },
  filters: {
    words: ['title', 'handle'],
    known: {
      id: numberFilter('id'),
      title: wordsFilter('title'),
      handle: textFilter('handle'),
      updated_at: dateFilter('updated'),
      collection_type: choiceFilter({
        custom: "json_extract(body, '$.rules') IS NULL",
        smart: "json_extract(body, '$.rules') IS NOT NULL",
      }),
      product_id: (term) => {
        const inside = numberFilter('c.product')(term)
        if (!inside) return undefined
        const sql = `EXISTS (SELECT 1 FROM collection_products c WHERE c.collection = collections.id AND ${inside.sql})`
        return { ...inside, sql }
      },
    },
  },
}

export const fileList: List = {
  table: 'files',
  key: 'id',
  columns: '*',
  defaultSort: 'ID',
  sorts: { ID: 'id', CREATED_AT: 'created', UPDATED_AT: 'updated', FILENAME: 'name' },
  filters: {
    words: ['name', 'alt'],
    known: {
      id: numberFilter('id'),
      filename: textFilter('name'),
      status: textFilter('status'),
      media_type: choiceFilter({ image: '1', mediaimage: '1' }),
      created_at: dateFilter('created'),
      updated_at: dateFilter('updated'),
      used_in: choiceFilter({
        product: 'EXISTS (SELECT 1 FROM product_media m WHERE m.file = files.id)',
        none: 'NOT EXISTS (SELECT 1 FROM product_media m WHERE m.file = files.id)',
      }),
    },
  },
}
