import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { untilAborted } from '../../sdk/abort.ts'
import { canonicalJson } from '../../sdk/canonical.ts'
import type { Rec, SourceRecord } from '../../sdk/record.ts'
import { defineSource } from '../../sdk/node.ts'
import type { Delivery } from '../../sdk/source.ts'

const config = Type.Object(
  {
    trigger: Type.Object(
      {
        type: Type.Literal('webhook', { title: 'Type', description: 'Deliveries start the run.', default: 'webhook' }),
      },
      {
        title: 'Start',
        description: 'Each delivery becomes one record.',
        additionalProperties: false,
        default: { type: 'webhook' },
      },
    ),
    identity: Type.String({
      title: 'Identity',
      description:
        'A JSONata expression on the body that gives what the object is known by in the sending system. It must be the ' +
        'same when the object is sent again, so that nothing is written twice.',
      default: 'id',
      minLength: 1,
      'x-widget': 'expression',
    }),
    key: Type.String({
      title: 'Name',
      description: 'A JSONata expression that gives the name under which people look for the record.',
      default: '$string(number ? number : id)',
      minLength: 1,
      'x-widget': 'expression',
    }),
  },
  { additionalProperties: false },
)

/** Takes any JSON that another system sends, signed with the hook's secret. */
export const webhook = defineSource({
  type: 'core.webhook',
  version: 1,
  kind: 'source',
  title: 'Webhook',
  description: 'Takes any JSON that another system sends to the address of this node, signed with its secret.',
  icon: 'webhook',
  outputs: { out: { title: 'Received' } },
  config,
  triggers: ['webhook'],
  records: 'event',
  // Nothing can be read: what was sent is all there is.
  async *read() {},
  async receive(deliveries, ctx) {
    const rows = [
      { to: 'identity', expression: ctx.config.identity },
      { to: 'key', expression: ctx.config.key },
    ]
    const answers = await untilAborted(ctx.signal, ctx.evaluate({ rows }, deliveries.map(provisional)))
    return deliveries.map((delivery, index) => {
      const answer = answers[index]
      return recordFrom(delivery, answer?.ok === true ? (answer.value as Named) : {})
    })
  },
  recordOf(data) {
    const { id } = (typeof data === 'object' && data !== null ? data : {}) as { id?: unknown }
    const identity = scalar(id) ?? createHash('sha256').update(canonicalJson(data)).digest('hex').slice(0, 24)
    return { identity, key: identity, keys: [], data }
  },
})

interface Named {
  readonly identity?: unknown
  readonly key?: unknown
}

/** A delivery that says nothing of itself is known by its own id: odd, but kept. */
function recordFrom(delivery: Delivery, named: Named): SourceRecord {
  const identity = scalar(named.identity) ?? delivery.id
  return { identity, key: scalar(named.key) ?? identity, keys: [], data: delivery.body }
}

/** What expressions see of a delivery before it is a record. */
function provisional(delivery: Delivery): Rec {
  const { id, body } = delivery
  return { id, identity: id, key: id, keys: [], parents: [], data: body }
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
