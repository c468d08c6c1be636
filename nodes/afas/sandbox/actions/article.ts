import { createHash, randomUUID } from 'node:crypto'
import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import { articleFields, type ArticleField } from '../custom-fields.ts'
import type { SandboxDatabase, Value } from '../database.ts'
import { localTime } from '../local-time.ts'
import { checkNames, invalid, isBody, numberIn, textIn, textsIn, type Body } from './body.ts'

interface ArticleRow {
  readonly id: number
  readonly code: string
  readonly fields: string
}

const columns: Readonly<Record<string, string>> = {
  description: 'description',
  shortText: 'extra',
  barcode: 'barcode',
  group: 'grp',
}
const known = [
  'ItCd',
  ...Object.keys(columns),
  'text',
  'price',
  'blocked',
  'attributes',
  'categories',
  'image',
  'variant',
]
const attributeNames = Object.keys(articleFields) as ArticleField[]

const flag = (value: unknown, name: string): number =>
  typeof value === 'boolean' ? Number(value) : invalid(`"${name}" must be true or false`)

/** Custom fields by what they hold; null empties one. */
function attributesIn(body: Body): Record<string, Value | boolean> {
  const given = body['attributes'] ?? {}
  if (!isBody(given)) return invalid('"attributes" must be an object')
  checkNames(given, attributeNames)
  const fields: Record<string, Value | boolean> = {}
  for (const name of attributeNames) {
    const value = given[name]
    if (value === undefined) continue
    const fits = value === null || (name === 'webshop' ? typeof value === 'boolean' : typeof value === 'string')
    if (!fits) invalid(`"${name}" must be ${name === 'webshop' ? 'true or false' : 'text'}`)
    fields[articleFields[name]] = value as Value | boolean
  }
  return fields
}

function setCategories(db: SandboxDatabase, item: string, codes: readonly string[], at: string): void {
  const stray = codes.find((code) => !db.get('SELECT 1 FROM category WHERE code = ?', code))
  if (stray !== undefined) throw new SandboxProblem(404, 'sandbox.not-found', `There is no product group ${stray}`)
  for (const row of db.all<{ id: number; category: string }>('SELECT * FROM article_category WHERE item = ?', item)) {
    if (!codes.includes(row.category)) db.run('DELETE FROM article_category WHERE id = ?', row.id)
  }
  for (const category of codes) {
    const sql = 'INSERT INTO article_category (item, category, modified) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
    db.run(sql, item, category, at)
  }
}

interface ImageRow {
  readonly id: number
  readonly sequence: number
}

/** Another picture has another id, as it would when somebody uploads one. */
const newPicture = () => {
  const content = randomUUID()
  return { content, image: createHash('md5').update(content).digest('hex').toUpperCase(), width: 500, height: 500 }
}

function changeImage(db: SandboxDatabase, item: string, what: string, at: string): void {
  const images = db.all<ImageRow>('SELECT id, sequence FROM article_image WHERE item = ? ORDER BY sequence', item)
  const [first] = images
  if (what === 'add') {
    const sequence = (images.at(-1)?.sequence ?? 0) + 1
    const place = { item, dimension1: '', dimension2: '', sequence, file_name: `${item}_${sequence}.png`, file: null }
    db.insert('article_image', { ...place, ...newPicture(), modified: at })
  } else if (!first) throw new SandboxProblem(404, 'sandbox.not-found', `${item} has no image`)
  else if (what === 'replace') db.update('article_image', first.id, { ...newPicture(), file: null, modified: at })
  else if (what === 'remove') db.run('DELETE FROM article_image WHERE id = ?', first.id)
  else invalid('"image" must be "add", "replace" or "remove"')
}

function changeVariant(db: SandboxDatabase, item: string, given: unknown, at: string): void {
  if (!isBody(given)) return invalid('"variant" must be an object')
  checkNames(given, ['dimension1', 'dimension2', 'blocked', 'barcode', 'price'])
  const place = [item, textIn(given, 'dimension1'), textIn(given, 'dimension2', '')]
  const row = db.get<{ id: number }>(
    'SELECT id FROM article_dimension WHERE item = ? AND dimension1 = ? AND dimension2 = ?',
    ...place,
  )
  if (!row) throw new SandboxProblem(404, 'sandbox.not-found', `There is no combination ${place.join(' ')}`)
  const price = numberIn(given, 'price')
  db.update('article_dimension', row.id, {
    ...(given['blocked'] === undefined ? {} : { blocked: flag(given['blocked'], 'blocked') }),
    ...(given['barcode'] === undefined ? {} : { barcode: textIn(given, 'barcode') }),
    ...(price === undefined ? {} : { price }),
    modified: at,
  })
}

function ownColumns(body: Body): Record<string, Value> {
  const row: Record<string, Value> = {}
  for (const [name, column] of Object.entries(columns)) {
    if (body[name] !== undefined) row[column] = body[name] === null ? null : textIn(body, name)
  }
  const price = numberIn(body, 'price')
  if (price !== undefined) row['price'] = price
  if (body['blocked'] !== undefined) row['blocked'] = flag(body['blocked'], 'blocked')
  return row
}

/**
 * `POST /_sandbox/article`: what a person changes on an item. The time of change of the article moves with everything,
 * as it does when its form is saved.
 */
export function changeArticle(db: SandboxDatabase, body: Body): object {
  checkNames(body, known)
  const code = textIn(body, 'ItCd')
  const row = db.get<ArticleRow>('SELECT id, code, fields FROM article WHERE code = ?', code)
  if (!row) throw new SandboxProblem(404, 'sandbox.not-found', `There is no article ${code}`)
  const modified = localTime(Date.now())
  return db.transaction(() => {
    const text = body['text'] === undefined ? {} : { Rm: body['text'] === null ? null : textIn(body, 'text') }
    const fields = { ...(JSON.parse(row.fields) as object), ...text, ...attributesIn(body) }
    db.update('article', row.id, { ...ownColumns(body), fields: JSON.stringify(fields), modified })
    const categories = textsIn(body, 'categories')
    if (categories) setCategories(db, row.code, categories, modified)
    if (body['image'] !== undefined) changeImage(db, row.code, textIn(body, 'image'), modified)
    if (body['variant'] !== undefined) changeVariant(db, row.code, body['variant'], modified)
    return { ItCd: row.code, modified }
  })
}
