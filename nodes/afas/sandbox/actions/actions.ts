import type { SandboxSystem } from '../../../sdk/sandbox/system.ts'
import type { Auth } from '../auth.ts'
import type { SandboxDatabase } from '../database.ts'
import { changeArticle } from './article.ts'
import { checkNames, invalid, numberIn, textIn, textsIn, type Body } from './body.ts'
import { changeDebtor } from './debtor.ts'
import { makeArticle } from './new-article.ts'
import { changeSlip, noteTracking, ship } from './ship.ts'
import { setPrice, setStock } from './stock-and-price.ts'

/** Whether get-connectors on stock show what is nowhere: many leave such rows out. Shown after a reset. */
function setStockConnectors(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['emptyRows'])
  const emptyRows = textIn(body, 'emptyRows')
  if (emptyRows !== 'shown' && emptyRows !== 'left out') return invalid('"emptyRows" must be "shown" or "left out"')
  db.set('emptyStock', emptyRows)
  return { emptyRows }
}

/** Settings of the app connector that an administrator has, for trying what a client makes of them. */
function setAppConnector(auth: Auth, blocked: Set<string>, body: Body): object {
  checkNames(body, ['allowFrom', 'tokenSeconds', 'blockedConnectors'])
  const ranges = textsIn(body, 'allowFrom')
  if (ranges) auth.allowFrom(ranges)
  const names = textsIn(body, 'blockedConnectors')
  if (names) {
    blocked.clear()
    for (const name of names) blocked.add(name.toLowerCase())
  }
  const seconds = numberIn(body, 'tokenSeconds')
  if (seconds !== undefined) auth.tokensLast(seconds)
  return { ok: true }
}

/** What the bookkeeper closed: periods as `2026-01`, journals that somebody else is working in. */
function setBookkeeping(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['closedPeriods', 'lockedJournals'])
  for (const name of ['closedPeriods', 'lockedJournals']) {
    const list = textsIn(body, name)
    if (list) db.set(name, JSON.stringify(list))
  }
  return { ok: true }
}

export function makeActions(db: SandboxDatabase, auth: Auth, blocked: Set<string>): SandboxSystem['actions'] {
  return {
    debtor: (body) => changeDebtor(db, body),
    ship: (body) => ship(db, body),
    tracking: (body) => noteTracking(db, body),
    slip: (body) => changeSlip(db, body),
    stock: (body) => setStock(db, body),
    price: (body) => setPrice(db, body),
    article: (body) => changeArticle(db, body),
    'new-article': (body) => makeArticle(db, body),
    'app-connector': (body) => setAppConnector(auth, blocked, body),
    'stock-connectors': (body) => setStockConnectors(db, body),
    bookkeeping: (body) => setBookkeeping(db, body),
  }
}
