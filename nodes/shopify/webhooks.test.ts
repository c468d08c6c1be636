import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { webhooks } from './webhooks.ts'

const secret = 'shpss_1234'
const rawBody = Buffer.from('{"id":1,"admin_graphql_api_id":"gid://shopify/Order/1","name":"#1001"}')
const sign = (body: Buffer, key = secret) => createHmac('sha256', key).update(body).digest('base64')
const request = (body: Buffer, signature: string | undefined) => ({
  rawBody: body,
  headers: {
    ...(signature === undefined ? {} : { 'x-shopify-hmac-sha256': signature }),
    'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    'x-shopify-topic': 'orders/paid',
  },
})

describe('a delivery', () => {
  it('signed with the secret is believed', () => {
    expect(webhooks.verify(request(rawBody, sign(rawBody)), secret)).toBe(true)
  })

  it('is refused when any one bit of its body is another', () => {
    const signature = sign(rawBody)
    for (let bit = 0; bit < rawBody.length * 8; bit++) {
      const changed = Buffer.from(rawBody)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(webhooks.verify(request(changed, signature), secret)).toBe(false)
    }
  })

  it('is refused when any one bit of its signature is another', () => {
    const signature = Buffer.from(sign(rawBody))
    for (let bit = 0; bit < signature.length * 8; bit++) {
      const changed = Buffer.from(signature)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(webhooks.verify(request(rawBody, changed.toString('latin1')), secret)).toBe(false)
    }
  })

  it.each([
    ['no signature', undefined],
    ['an empty one', ''],
    ['half of one', sign(rawBody).slice(0, 20)],
    ['one in hexadecimal', createHmac('sha256', secret).update(rawBody).digest('hex')],
    ['one of another secret', sign(rawBody, 'other')],
    ['one with blanks', ` ${sign(rawBody)}`],
  ])('with %s is refused', (_name, signature) => {
    expect(webhooks.verify(request(rawBody, signature), secret)).toBe(false)
  })

  it('is refused while no secret is stored, also when it was signed with none', () => {
    expect(webhooks.verify(request(rawBody, sign(rawBody, '')), '')).toBe(false)
  })

  it('of the same JSON written otherwise is refused', () => {
    const pretty = Buffer.from(JSON.stringify(JSON.parse(rawBody.toString()), null, 2))
    expect(webhooks.verify(request(pretty, sign(rawBody)), secret)).toBe(false)
  })

  it('says which it is and what of', () => {
    expect(webhooks.deliveryId(request(rawBody, ''))).toBe('b54557e4-bdd9-4b37-8a5f-bf7d70bcd043')
    expect(webhooks.topic(request(rawBody, ''))).toBe('ORDERS_PAID')
  })
})
