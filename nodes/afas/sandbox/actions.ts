import { SandboxProblem, type SandboxSystem } from '../../sdk/sandbox/system.ts'
import type { Auth } from './auth.ts'
import type { SandboxDatabase } from './database.ts'
import { localTime } from './local-time.ts'

type Body = Readonly<Record<string, unknown>>

const invalid = (message: string): never => {
  throw new SandboxProblem(400, 'sandbox.invalid', message)
}

function checkNames(body: Body, known: readonly string[]): void {
  const stray = Object.keys(body).find((name) => !known.includes(name))
  if (stray !== undefined) invalid(`"${stray}" is not known; known are ${known.join(', ')}`)
}

function textIn(body: Body, name: string, otherwise?: string): string {
  const value = body[name] ?? otherwise
  return typeof value === 'string' ? value : invalid(`"${name}" must be text`)
}

function numberIn(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value
  return invalid(`"${name}" must be a number`)
}

function articleCode(db: SandboxDatabase, body: Body): string {
  const code = textIn(body, 'ItCd')
  const article = db.get<{ code: string }>('SELECT code FROM article WHERE code = ?', code)
  if (!article) throw new SandboxProblem(404, 'sandbox.not-found', `There is no article ${code}`)
  return article.code
}

/** Counting stock: sets what is given and leaves the rest. `available` is set by what is held back. */
function setStock(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['ItCd', 'warehouse', 'dimension1', 'dimension2', 'physical', 'available', 'reserved', 'onOrder'])
  const place = [
    articleCode(db, body),
    textIn(body, 'warehouse', 'W1'),
    textIn(body, 'dimension1', ''),
    textIn(body, 'dimension2', ''),
  ]
  const now = localTime(Date.now())
  return db.transaction(() => {
    db.run(
      `INSERT INTO stock (item, warehouse, dimension1, dimension2, physical, held, reserved, on_order, modified)
       VALUES (?, ?, ?, ?, 0, 0, 0, 0, ?) ON CONFLICT DO NOTHING`,
      ...place,
      now,
    )
    const where = 'item = ? AND warehouse = ? AND dimension1 = ? AND dimension2 = ?'
    type Row = { id: number; physical: number; held: number; reserved: number; on_order: number }
    const row = db.get<Row>(`SELECT * FROM stock WHERE ${where}`, ...place) as Row
    const available = numberIn(body, 'available')
    const physical = numberIn(body, 'physical') ?? (available === undefined ? row.physical : available + row.held)
    const held = available === undefined ? row.held : physical - available
    const reserved = numberIn(body, 'reserved') ?? row.reserved
    const onOrder = numberIn(body, 'onOrder') ?? row.on_order
    db.update('stock', row.id, { physical, held, reserved, on_order: onOrder, modified: now })
    return { ItCd: place[0], warehouse: place[1], physical, available: physical - held, reserved, onOrder }
  })
}

function setPrice(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['ItCd', 'price'])
  const code = articleCode(db, body)
  const price = numberIn(body, 'price')
  if (price === undefined) return invalid('"price" is missing')
  db.run('UPDATE article SET price = ?, modified = ? WHERE code = ?', price, localTime(Date.now()), code)
  return { ItCd: code, price }
}

/** Settings of the app connector that an administrator has, for trying what a client makes of them. */
function setAppConnector(auth: Auth, blocked: Set<string>, body: Body): object {
  checkNames(body, ['allowFrom', 'tokenSeconds', 'blockedConnectors'])
  const texts = (name: string): string[] | undefined => {
    const list = body[name]
    if (list === undefined) return undefined
    const isTexts = Array.isArray(list) && list.every((one) => typeof one === 'string')
    return isTexts ? (list as string[]) : invalid(`"${name}" must be a list of text`)
  }
  const ranges = texts('allowFrom')
  if (ranges) auth.allowFrom(ranges)
  const names = texts('blockedConnectors')
  if (names) {
    blocked.clear()
    for (const name of names) blocked.add(name.toLowerCase())
  }
  const seconds = numberIn(body, 'tokenSeconds')
  if (seconds !== undefined) auth.tokensLast(seconds)
  return { ok: true }
}

export function makeActions(db: SandboxDatabase, auth: Auth, blocked: Set<string>): SandboxSystem['actions'] {
  return {
    stock: (body) => setStock(db, body),
    price: (body) => setPrice(db, body),
    'app-connector': (body) => setAppConnector(auth, blocked, body),
    ship: () => {
      throw new SandboxProblem(501, 'sandbox.not-yet', 'Shipping is not in this sandbox yet: nothing was changed')
    },
  }
}
