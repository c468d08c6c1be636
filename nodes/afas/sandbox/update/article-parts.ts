import { createHash, randomUUID } from 'node:crypto'
import { pictureType } from '../images/picture.ts'
import { Refusal } from '../refusal.ts'
import type { Made, WriteContext } from './context.ts'
import { requireFilled, textOf, type Element } from './element.ts'
import type { Scalar } from './scalar.ts'

/** Every change of what belongs to an article moves the article's own time of change. */
export function touchArticle({ db, now }: WriteContext, code: string): void {
  db.run('UPDATE article SET modified = ? WHERE code = ?', now, code)
}

function knownArticle({ db }: WriteContext, code: string): string {
  const row = db.get<{ code: string }>('SELECT code FROM article WHERE code = ?', code)
  if (!row) throw new Refusal('not-found', { field: 'ItCd', value: code })
  return row.code
}

const places = ['', '1', '2', '3', '4', '5', '6']

/** The files of an article: the first and six more, each in its own place, a new one instead of the one before. */
export function saveFiles({ db, now }: WriteContext, code: string, element: Element): void {
  for (const [n, place] of places.entries()) {
    const file = textOf(element, `FileStream${place}`)
    if (file === '') continue
    const name = textOf(element, `FileName${place}`)
    if (name === '') throw new Refusal('mandatory', { field: `FileName${place}` })
    if (!pictureType(Buffer.from(file, 'base64'))) {
      throw new Refusal('invalid', { field: `FileStream${place}`, value: name })
    }
    db.run(
      "DELETE FROM article_image WHERE item = ? AND sequence = ? AND dimension1 = '' AND dimension2 = ''",
      code,
      n + 1,
    )
    db.insert('article_image', {
      item: code,
      dimension1: '',
      dimension2: '',
      sequence: n + 1,
      file_name: name,
      image: createHash('md5').update(randomUUID()).digest('hex').toUpperCase(),
      content: null,
      width: 0,
      height: 0,
      file,
      modified: now,
    })
  }
}

/** The fields that stay with the article: files lie elsewhere. */
export const withoutFiles = (fields: Readonly<Record<string, Scalar>>): Record<string, Scalar> =>
  Object.fromEntries(Object.entries(fields).filter(([id]) => !/^File(Name|Stream)\d?$/.test(id)))

export const salesPrices = {
  insert: (context: WriteContext, element: Element): Made => {
    requireFilled(element)
    const code = knownArticle(context, textOf(element, 'ItCd'))
    const priceList = textOf(element, 'PrLi')
    if (priceList === '') throw new Refusal('mandatory', { field: 'PrLi' })
    const end = textOf(element, 'DaEn')
    context.db.insert('price', {
      item: code,
      dimension1: textOf(element, 'StL1'),
      dimension2: textOf(element, 'StL2'),
      price_list: priceList,
      unit: textOf(element, 'BiUn'),
      quantity: Number(element.fields['Am'] ?? 0),
      price: Number(element.fields['Pric'] ?? 0),
      currency: textOf(element, 'CuId'),
      start: textOf(element, 'DaBg'),
      until: end === '' ? null : end,
      modified: context.now,
    })
    touchArticle(context, code)
    return {}
  },
}

export const productGroupLines = {
  insert: (context: WriteContext, element: Element): Made => {
    requireFilled(element)
    const item = knownArticle(context, textOf(element, 'ItCd'))
    const group = textOf(element, 'PrGr')
    const row = context.db.get<{ code: string }>('SELECT code FROM category WHERE code = ?', group)
    if (!row) throw new Refusal('not-found', { field: 'PrGr', value: group })
    if (context.db.get('SELECT 1 FROM article_category WHERE item = ? AND category = ?', item, row.code)) {
      throw new Refusal('exists', { field: 'ItCd', value: item })
    }
    context.db.insert('article_category', { item, category: row.code, modified: context.now })
    touchArticle(context, item)
    return {}
  },
}

export const productGroups = {
  insert: (context: WriteContext, element: Element): Made => {
    requireFilled(element)
    const code = textOf(element, 'PrGr')
    if (context.db.get('SELECT 1 FROM category WHERE code = ?', code)) {
      throw new Refusal('exists', { field: 'PrGr', value: code })
    }
    const title = textOf(element, 'Ds') || code
    const blocked = element.fields['Bl'] === true ? 1 : 0
    context.db.insert('category', { code, title, parent: null, blocked, modified: context.now })
    return {}
  },
  update: (context: WriteContext, element: Element): Made => {
    const code = textOf(element, 'PrGr')
    const row = context.db.get<{ id: number }>('SELECT id FROM category WHERE code = ?', code)
    if (!row) throw new Refusal('not-found', { field: 'PrGr', value: code })
    const title = textOf(element, 'Ds')
    context.db.update('category', row.id, {
      ...(title === '' ? {} : { title }),
      ...(element.fields['Bl'] === undefined ? {} : { blocked: element.fields['Bl'] === true ? 1 : 0 }),
      modified: context.now,
    })
    for (const { item } of context.db.all<{ item: string }>(
      'SELECT item FROM article_category WHERE category = ?',
      code,
    )) {
      touchArticle(context, item)
    }
    return {}
  },
}
