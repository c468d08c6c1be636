import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Flow } from '../../../flows/schema.ts'
import { problemOf } from '../../../nodes/sdk/problem.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { ControlStore } from '../../store/control/index.ts'
import type { FlowRow } from '../../store/control/flows.ts'
import { hookSecretPlace, type HookRow } from '../../store/control/hooks.ts'
import type { Clients, OpenConnection } from '../connections/clients.ts'
import type { Registry } from '../deps.ts'
import { sourcesOf, type Source } from '../flows/triggers.ts'
import { fail } from '../problems.ts'

interface SubscriptionDeps {
  readonly store: ControlStore
  readonly registry: Registry
  readonly clients: Clients
  readonly secrets: Secrets
  readonly address: () => string
  readonly clock: () => number
  readonly log: Logger
}

/** The addresses of webhook sources, and the subscriptions in other systems that lead to them. */
export function createSubscriptions(deps: SubscriptionDeps) {
  const { store, registry, clients, secrets, clock, log } = deps
  const url = (hook: Pick<HookRow, 'id'>) => `${deps.address()}/hooks/${hook.id}`

  function webhookSources(flow: FlowRow): Map<string, Source> {
    const published = flow.publishedVersion === null ? undefined : store.flows.version(flow.id, flow.publishedVersion)
    const documents = [published?.document, flow.document].filter((text) => text !== undefined)
    const found = new Map<string, Source>()
    for (const text of documents) {
      for (const source of sourcesOf(JSON.parse(text) as Flow, registry)) {
        if (source.trigger.type === 'webhook' && !found.has(source.node.id)) found.set(source.node.id, source)
      }
    }
    return found
  }

  async function connectionOf(flow: FlowRow, source: Source): Promise<OpenConnection> {
    const slot = source.node.connection
    const id = slot === undefined ? undefined : flow.connections[slot]
    if (id === undefined) {
      throw fail(409, 'flow.connection-missing', `The node "${source.node.id}" has no connection.`, {
        advice: `Choose a connection for "${slot ?? source.node.id}" in the flow's settings, then enable it again.`,
      })
    }
    return clients.open(id)
  }

  async function subscribe(flow: FlowRow, hook: HookRow, source: Source): Promise<void> {
    const { row, connector, client } = await connectionOf(flow, source)
    const topic =
      (source.trigger.type === 'webhook' ? source.trigger.topic : undefined) ?? source.definition.topics?.[0]
    if (!connector.webhooks || topic === undefined) return
    // Bound to another shop since: the one before is not to ring any more.
    if (hook.connection !== null && hook.connection !== row.id) await unsubscribe(hook)
    const { secret } = await connector.webhooks.subscribe(client, { topic, uri: url(hook) })
    rememberSecret(hook, secret)
    store.hooks.change(hook.id, { connection: row.id, subscribedAt: clock(), problem: null })
  }

  /** A changed secret keeps the earlier one valid: deliveries signed with it may be on their way. */
  function rememberSecret(hook: HookRow, secret: string): void {
    const place = hookSecretPlace(hook.id)
    const current = store.hooks.get(hook.id)?.secret ?? null
    if (current !== null && secrets.open(current, place) === secret) return
    store.hooks.change(hook.id, { secret: secrets.seal(secret, place), previousSecret: current })
  }

  async function unsubscribe(hook: HookRow): Promise<void> {
    if (hook.connection === null) return
    try {
      const { connector, client } = await clients.open(hook.connection)
      await connector.webhooks?.unsubscribe(client, url(hook))
      store.hooks.change(hook.id, { connection: null, subscribedAt: null, problem: null })
    } catch (error) {
      // The other system is away: what it still sends is kept and not worked, since the flow is off.
      const { flow, id } = hook
      log.warn({ flow, hook: id, problem: problemOf(error).code }, 'a subscription could not be removed')
    }
  }

  return {
    url,
    ofFlow: (flow: string) =>
      store.hooks.ofFlow(flow).map((hook) => ({ node: hook.node, url: url(hook), hasSecret: hook.secret !== null })),
    rememberSecret,
    /** Gives each webhook source of the draft and the published version its address, and drops those of none. */
    async sync(flow: FlowRow): Promise<void> {
      const wanted = webhookSources(flow)
      for (const hook of store.hooks.ofFlow(flow.id)) {
        const source = wanted.get(hook.node)
        if (source && systemOf(source) === hook.system) continue
        await unsubscribe(hook)
        store.hooks.remove(hook.id)
      }
      for (const [node, { definition }] of wanted) {
        if (store.hooks.ofNode(flow.id, node)) continue
        const id = randomBytes(18).toString('base64url')
        store.hooks.add({
          id,
          flow: flow.id,
          node,
          system: definition.connects?.type ?? 'core',
          createdAt: clock(),
        })
      }
    },
    /** Makes or repairs all subscriptions of a flow; throws the first that fails, after noting it. */
    async make(flow: FlowRow): Promise<void> {
      const sources = webhookSources(flow)
      for (const hook of store.hooks.ofFlow(flow.id)) {
        const source = sources.get(hook.node)
        if (!source?.definition.connects) continue
        try {
          await subscribe(flow, hook, source)
        } catch (error) {
          store.hooks.change(hook.id, { problem: JSON.stringify(problemOf(error)) })
          throw error
        }
      }
    },
    async remove(flow: string): Promise<void> {
      for (const hook of store.hooks.ofFlow(flow)) await unsubscribe(hook)
    },
  }
}

/** Who signs the deliveries: the connector's system, or anyone with our own kind of signature. */
function systemOf(source: Source): string {
  return source.definition.connects?.type ?? 'core'
}
export type Subscriptions = ReturnType<typeof createSubscriptions>
