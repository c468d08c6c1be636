import { createHash } from 'node:crypto'
import type { Secrets, ShopifyConfig } from '../config.ts'
import { RateBudget } from './rate-budget.ts'

const budgets = new Map<string, WeakRef<RateBudget>>()

/**
 * The budget of an app in a shop. Shopify keeps one bucket for both together, however many connections lead there: a
 * second one to the same shop, or the client that a changed connection gets while runs still hold the old one, would
 * otherwise each reckon with the whole of it and be throttled.
 */
export function sharedBudget(config: ShopifyConfig, secrets: Secrets): RateBudget {
  const app = config.auth === 'client-credentials' ? secrets.clientId : secrets.accessToken
  const name = [config.sandboxUrl ?? '', config.shop, config.auth, app ?? ''].join('\n')
  const key = createHash('sha256').update(name).digest('hex')
  const known = budgets.get(key)?.deref()
  if (known) return known
  const made = new RateBudget()
  budgets.set(key, new WeakRef(made))
  return made
}
