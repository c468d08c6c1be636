import { randomUUID } from 'node:crypto'
import { shopDomain } from '../shop-domain.ts'
import type { Shop } from '../shop.ts'
import { signature } from './sign.ts'
import { findSubscription, removeSubscription, subscriptionsTo, type Subscription } from './subscriptions.ts'

/** Waits between tries: Shopify spreads them over four hours, the sandbox over a few minutes. */
const usualPauses = [1000, 2000, 5000, 10_000, 20_000, 40_000, 60_000]
const patience = 5000
const apiVersion = '2026-10'

interface Row {
  readonly id: string
  readonly hook: number
  readonly attempt: number
  readonly due: number
  readonly headers: string
  readonly body: string
}

/** What a delivery meets on its way: the sandbox's own faults may stop it. */
export type Obstacle = () => { readonly kind: string; readonly ms: number } | undefined

const topicName = (topic: string): string => topic.toLowerCase().replace(/_([a-z]+)$/, '/$1')

/**
 * Webhooks on their way out. They lie in the file until they have arrived, so a restarted sandbox goes on with them;
 * after eight failures the subscription is removed, as Shopify removes it.
 */
export class Deliveries {
  readonly #shop: Shop
  readonly #pauses: readonly number[]
  readonly #timers = new Map<string, NodeJS.Timeout>()
  #stopped = false
  obstacle: Obstacle = () => undefined

  constructor(shop: Shop, pauses: readonly number[] = usualPauses) {
    this.#shop = shop
    this.#pauses = pauses
  }

  /** Tells everyone who listens to the topic; the payload is written down as it is at this moment. */
  announce(topic: string, payload: () => object): void {
    const listeners = subscriptionsTo(this.#shop.database, topic)
    if (listeners.length === 0) return
    const event = randomUUID()
    const whole = payload() as Record<string, unknown>
    for (const one of listeners) this.#enqueue(one, event, whole)
  }

  #enqueue(to: Subscription, event: string, whole: Record<string, unknown>): void {
    const id = randomUUID()
    const keep = to.includeFields.length > 0 ? new Set(to.includeFields) : undefined
    const payload = keep ? Object.fromEntries(Object.entries(whole).filter(([name]) => keep.has(name))) : whole
    const body = JSON.stringify(payload)
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Shopify-Captain-Hook',
      'x-shopify-topic': topicName(to.topic),
      'x-shopify-hmac-sha256': signature(body, this.#shop.identity.clientSecret),
      'x-shopify-shop-domain': shopDomain,
      'x-shopify-api-version': apiVersion,
      'x-shopify-webhook-id': id,
      'x-shopify-event-id': event,
      'x-shopify-triggered-at': new Date().toISOString(),
      ...(to.name === null ? {} : { 'x-shopify-name': to.name }),
    }
    this.#shop.database.run(
      'INSERT INTO deliveries (id, hook, attempt, due, headers, body) VALUES (?, ?, 0, ?, ?, ?)',
      id,
      to.id,
      Date.now(),
      JSON.stringify(headers),
      body,
    )
    this.#schedule(id, 0)
  }

  resume(): void {
    for (const row of this.#shop.database.all<Row>('SELECT id, due FROM deliveries')) {
      this.#schedule(row.id, Math.max(0, row.due - Date.now()))
    }
  }

  #schedule(id: string, ms: number): void {
    if (this.#stopped) return
    const timer = setTimeout(() => {
      this.#timers.delete(id)
      void this.#deliver(id)
    }, ms)
    this.#timers.set(id, timer)
  }

  async #deliver(id: string): Promise<void> {
    const { database } = this.#shop
    const row = database.get<Row>('SELECT * FROM deliveries WHERE id = ?', id)
    const to = row && findSubscription(database, row.hook)
    if (!row || !to) return
    const arrived = await this.#post(to.uri, row)
    if (this.#stopped || !database.get('SELECT id FROM deliveries WHERE id = ?', id)) return
    if (arrived !== 'failed') {
      database.run('DELETE FROM deliveries WHERE id = ?', id)
      return
    }
    const ms = this.#pauses[row.attempt]
    if (ms === undefined) {
      removeSubscription(database, to.id)
      return
    }
    database.run('UPDATE deliveries SET attempt = attempt + 1, due = ? WHERE id = ?', Date.now() + ms, id)
    this.#schedule(id, ms)
  }

  async #post(uri: string, row: Row): Promise<'arrived' | 'lost' | 'failed'> {
    const fault = this.obstacle()
    if (fault && fault.ms > 0) await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (fault?.kind === 'drop') return 'lost'
    if (fault && fault.kind !== 'delay' && fault.kind !== 'after-effect') return 'failed'
    try {
      const answer = await fetch(uri, {
        method: 'POST',
        headers: JSON.parse(row.headers) as Record<string, string>,
        body: row.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
      })
      await answer.body?.cancel()
      return answer.ok && fault?.kind !== 'after-effect' ? 'arrived' : 'failed'
    } catch {
      return 'failed'
    }
  }

  /** A reset makes what was on its way news of a shop that is no more. */
  forget(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  stop(): void {
    this.#stopped = true
    this.forget()
  }
}
