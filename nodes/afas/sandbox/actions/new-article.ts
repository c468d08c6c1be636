import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import type { SandboxDatabase } from '../database.ts'
import { localTime } from '../local-time.ts'
import { checkNames, numberIn, textIn, type Body } from './body.ts'

/** `POST /_sandbox/new-article`: somebody makes an item by hand, in pieces and at the high rate, without stock. */
export function makeArticle(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['ItCd', 'description', 'price'])
  const code = textIn(body, 'ItCd').trim()
  if (code === '') throw new SandboxProblem(400, 'sandbox.invalid', '"ItCd" must not be empty')
  if (db.get('SELECT 1 FROM article WHERE code = ?', code)) {
    throw new SandboxProblem(409, 'sandbox.exists', `There is an article ${code} already`)
  }
  const description = textIn(body, 'description', code)
  const now = localTime(Date.now())
  const own = { unit: 'stk', vat_group: '1', price: numberIn(body, 'price') ?? 0, blocked: 0, fields: '{}' }
  db.insert('article', { code, description, ...own, created: now, modified: now })
  return { ItCd: code }
}
