import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookRequest } from '../../../nodes/sdk/connector.ts'

/** The generic signed webhook: `X-Koppel-Signature: sha256=<hex>` over the raw body, `X-Koppel-Delivery: <id>`. */
export const genericWebhooks = {
  verify({ headers, rawBody }: WebhookRequest, secret: string): boolean {
    const given = headers['x-koppel-signature']
    if (typeof given !== 'string' || !/^sha256=[0-9a-f]{64}$/i.test(given)) return false
    const expected = createHmac('sha256', secret).update(rawBody).digest()
    return timingSafeEqual(Buffer.from(given.slice(7), 'hex'), expected)
  },
  deliveryId({ headers }: WebhookRequest): string | undefined {
    const id = headers['x-koppel-delivery']
    return typeof id === 'string' && id !== '' ? id : undefined
  },
  topic: (_request: WebhookRequest): string | undefined => undefined,
}
