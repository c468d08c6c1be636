import { setTimeout as delay } from 'node:timers/promises'
import { Type } from 'typebox'
import type { ConformanceCase } from '../../nodes/sdk/conformance/case.ts'
import type { Rule } from '../../nodes/sdk/conformance/fault.ts'
import type { Context } from '../../nodes/sdk/context.ts'
import { eachRecord } from '../../nodes/sdk/lift.ts'
import { defineNode, type NodeDefinition } from '../../nodes/sdk/node.ts'
import type { Rec, SourceRecord } from '../../nodes/sdk/record.ts'
import { passed, settledBy } from '../../nodes/sdk/settle.ts'
import type { Write } from '../../nodes/sdk/write.ts'
import type { Connector } from '../../nodes/sdk/connector.ts'
import type { Outside } from './conformance-outside.ts'
import { Till } from './engine.ts'

const till: Connector = {
  type: 'till',
  title: 'Till',
  icon: 'cash',
  config: Type.Object({}),
  secrets: Type.Object({}),
  open: () => new Till(),
  environment: () => Promise.resolve({ id: 'till-1', name: 'Till', sandbox: true }),
  settleSeconds: () => 0,
  test: () => Promise.resolve([]),
  nodes: () => [],
}

/** A till in memory as the only system. */
export function tillOutside(): Outside {
  const client = new Till()
  return {
    open: () => ({ connector: till, client, config: {} }),
    sent: () => Promise.resolve(client.calls),
    stuck: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

type Run = Extract<NodeDefinition, { kind: 'target' | 'transform' }>['run']

function node(run: Run, more: Partial<NodeDefinition> = {}): NodeDefinition {
  return defineNode({
    ...{ type: 'test.tried', version: 1, kind: 'target', title: 'Tried', icon: 'box' },
    description: 'Books each record.',
    config: Type.Object({ note: Type.Optional(Type.String()) }),
    connects: till,
    inputs: ['in'],
    outputs: { out: { title: 'Out' } },
    run,
    ...(more as object),
  } as const)
}

/** Books each record by the door, as it should be; `write` and `past` change what is done. */
function booking(
  write: (record: Rec, client: Till) => Partial<Write> = () => ({}),
  past?: (client: Till) => Promise<unknown>,
): Run {
  return eachRecord(2, async (record, ctx: Context<unknown, Till>) => {
    const { client } = ctx
    await past?.(client)
    const result = await ctx.write({
      record,
      operation: 'booking',
      kind: 'event',
      payload: record.data,
      findWhen: 'when-ambiguous',
      onExisting: 'skip',
      find: () => client.find(record.identity),
      create: () => client.book(record.identity, record.data),
      ...write(record, client),
    })
    return settledBy(result, record)
  })
}

const records = (): readonly SourceRecord[] =>
  ['1', '2', '3', '4'].map((id) => ({ identity: id, key: `#${id}`, keys: [], data: { id } }))
const tried = (definition: NodeDefinition): ConformanceCase => ({ node: definition, records, writes: true })

/** A node that keeps every rule. */
export const goodNode = tried(node(booking()))

let writings = 0

/** Nodes that each break a rule, and the rule. */
export const badNodes: readonly (readonly [string, Rule, ConformanceCase])[] = [
  [
    'loses a record',
    'every record is settled',
    tried(
      node(async function* (input, ctx) {
        for await (const batch of input) {
          const kept = (async function* () {
            yield await Promise.resolve(batch.filter((record) => record.key !== '#3'))
          })()
          yield* booking()(kept, ctx)
        }
      }),
    ),
  ],
  [
    'writes while it looks',
    'find only reads',
    tried(
      node(booking(({ identity }, client) => ({ find: () => client.book(identity, 'found').then(() => undefined) }))),
    ),
  ],
  [
    'writes past the door',
    'a dry run sends nothing',
    tried(node(booking(undefined, (client) => client.book('past', {})))),
  ],
  [
    'has another name for a record each time',
    'a second run writes nothing',
    tried(node(booking(() => ({ identity: `writing-${(writings += 1)}` })))),
  ],
  [
    'works on when it is asked to stop',
    'ends within a second',
    {
      ...tried(
        node(async function* (input) {
          for await (const batch of input) {
            // Only in the trials that stop it, where records come in rounds: in all others it would be slow for nothing.
            if (batch.some(({ identity }) => /\/\d+$/.test(identity))) await delay(1_300)
            yield batch.map((record) => passed(record))
          }
        }),
      ),
      records: () => records().slice(0, 1),
    },
  ],
  [
    'waits for an expression and hears no abort',
    'ends within a second',
    tried(
      node(async function* (input, ctx) {
        for await (const batch of input) {
          await ctx.evaluate({ expression: 'id' }, batch)
          yield batch.map((record) => passed(record))
        }
      }),
    ),
  ],
  [
    'has no defaults',
    'defaults are valid',
    tried(node(booking(), { config: Type.Object({ account: Type.String() }) })),
  ],
  [
    'leaves a version out',
    'migrations have no gap',
    tried(node(booking(), { version: 3, migrations: [{ to: 3, up: () => undefined }] })),
  ],
]
