import { createHmac } from 'node:crypto'

/** How Shopify signs a delivery: over the raw bytes, with the app's client secret. */
export function signature(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64')
}
