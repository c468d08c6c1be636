import { createHmac } from 'node:crypto'
import { Type } from 'typebox'
import { coreNodes } from '../../nodes/core/index.ts'
import type { Connector } from '../../nodes/sdk/connector.ts'
import { defineNode, defineSource, type NodeDefinition } from '../../nodes/sdk/node.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { Registry } from '../api/deps.ts'

const trigger = Type.Optional(Type.Unknown())
const config = Type.Object({ trigger }, { additionalProperties: false })

/** What a shop-like system has been told: its subscriptions, by address. */
export interface FakeShop {
  readonly subscriptions: Map<string, string>
  /** Set: the next calls fail with it. */
  refuse: string | undefined
}

/** A small connector with a shop's webhooks, so that the server's side is tested without any real system. */
export function fakeRegistry(): { registry: Registry; shop: FakeShop } {
  const shop: FakeShop = { subscriptions: new Map(), refuse: undefined }
  const fake: Connector = {
    type: 'fake',
    title: 'Fake shop',
    icon: 'shopping-cart',
    config: Type.Object({ address: Type.Optional(Type.String()) }, { additionalProperties: false }),
    secrets: Type.Object({ token: Type.Optional(Type.String()) }, { additionalProperties: false }),
    open: ({ config: bound, secrets }) => {
      if ((secrets as { token?: string }).token === 'malformed') throw malformedToken()
      return { bound, secrets }
    },
    environment: () => Promise.resolve({ id: 'fake-1', name: 'Fake', sandbox: true }),
    settleSeconds: () => 1,
    test: (client: { secrets: { token?: string } }) =>
      Promise.resolve([{ name: 'Token', ok: client.secrets.token === 'right', detail: 'checked' }]),
    picks: { 'fake.locations': () => Promise.resolve([{ value: 'A', label: 'Amsterdam' }]) },
    fields: (_client, document) =>
      Promise.resolve([{ path: `${document}.name`, label: 'Name', type: 'string', required: true }]),
    webhooks: {
      verify: ({ headers, rawBody }, secret) =>
        headers['x-fake-hmac'] === createHmac('sha256', secret).update(rawBody).digest('base64'),
      deliveryId: ({ headers }) => headers['x-fake-id'] as string | undefined,
      topic: () => 'orders/create',
      subscribe: (_client, { topic, uri }) => {
        if (shop.refuse !== undefined) {
          return Promise.reject(
            new ProblemError({ code: 'shopify.missing-scope', message: shop.refuse, retry: 'after-fix' }),
          )
        }
        shop.subscriptions.set(uri, topic)
        return Promise.resolve({ id: uri, secret: 'shop-secret' })
      },
      unsubscribe: (_client, uri) => {
        shop.subscriptions.delete(uri)
        return Promise.resolve()
      },
    },
    nodes: () => [orders, write],
  }
  const orders = defineSource({
    ...{ type: 'fake.orders', version: 1, kind: 'source', title: 'Orders', description: 'Orders.', icon: 'list' },
    config,
    connects: fake,
    outputs: { out: { title: 'Orders' } },
    triggers: ['schedule', 'webhook', 'manual'],
    records: 'event',
    topics: ['ORDERS_UPDATED'],
    // Never read here: the runner is left out of these tests.
    async *read() {},
    recordOf: (data) => ({ identity: '1', key: '1', keys: [], data }),
  } as const)
  const write = defineNode({
    ...{ type: 'fake.write', version: 1, kind: 'target', title: 'Write', description: 'Writes.', icon: 'pencil' },
    config: Type.Object({}, { additionalProperties: false }),
    connects: fake,
    inputs: ['in'],
    outputs: { written: { title: 'Written' } },
    document: () => 'Thing',
    async *run() {},
  } as const)
  const nodes = new Map<string, NodeDefinition>([...coreNodes, orders, write].map((node) => [node.type, node]))
  const registry: Registry = {
    allNodes: () => [...nodes.values()],
    nodeByType: (type) => nodes.get(type),
    connectorByType: (type) => (type === 'fake' ? fake : undefined),
  }
  return { registry, shop }
}

function malformedToken() {
  const message = 'The token is not one.'
  return new ProblemError({ code: 'fake.token', message, advice: 'Copy it again.', retry: 'after-fix' })
}

/** A flow on the fake shop: orders by the given trigger, written. */
export function fakeFlow(id: string, trigger: object = { type: 'manual' }) {
  return {
    format: 'koppel.flow/1',
    id,
    name: `Flow ${id}`,
    nodes: [
      { id: 'orders', type: 'fake.orders', version: 1, connection: 'shop', config: { trigger } },
      { id: 'map', type: 'core.map', version: 1, config: { fields: [{ to: 'name', expression: 'name' }] } },
      { id: 'write', type: 'fake.write', version: 1, connection: 'shop', config: {} },
    ],
    edges: [
      { from: 'orders.out', to: 'map.in' },
      { from: 'map.out', to: 'write.in' },
    ],
  }
}

/** A flow that anything can be sent to. */
export function hookFlow(id: string) {
  return {
    format: 'koppel.flow/1',
    id,
    name: `Hook ${id}`,
    nodes: [
      { id: 'hook', type: 'core.webhook', version: 1, config: {} },
      { id: 'log', type: 'core.log', version: 1, config: {} },
    ],
    edges: [{ from: 'hook.out', to: 'log.in' }],
  }
}
