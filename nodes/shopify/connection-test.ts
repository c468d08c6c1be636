import type { Check } from '../sdk/connector.ts'
import { problemOf } from '../sdk/problem.ts'
import type { UsedNode } from '../sdk/used-node.ts'
import type { ShopifyClient } from './client/client.ts'
import { ACCESS, SHOP } from './client/documents/shop.ts'
import { flowsNeeding, missingScopes, type Scope } from './scopes.ts'

/** Clocks further apart than this make "changed since" unreliable for a person who reads times. */
const CLOCK_MS = 120_000

/** What can be known of a connection without changing anything; stops at the first thing that all else needs. */
export async function testConnection(
  client: ShopifyClient,
  signal: AbortSignal,
  used: readonly UsedNode[] = [],
): Promise<readonly Check[]> {
  // Somebody waits for the answer: once more is enough.
  const shop = await client.run(SHOP, {}, signal, 2).catch((error: unknown) => problemOf(error))
  if ('code' in shop) {
    const { code, message, advice } = shop
    const refused = code === 'shopify.unauthorised' || code === 'shopify.missing-scope'
    const failed: Check = {
      name: refused ? 'Credentials' : 'Shop can be reached',
      ok: false,
      detail: message,
      ...(advice ? { advice } : {}),
    }
    const reached: Check = { name: 'Shop can be reached', ok: true, detail: `${client.config.shop} answers.` }
    return refused ? [reached, failed] : [failed]
  }
  return [
    { name: 'Shop can be reached', ok: true, detail: `${shop.shop.name} (${shop.shop.myshopifyDomain})` },
    { name: 'Credentials', ok: true, detail: 'The access token is accepted.' },
    ...(await scopeChecks(client, used, signal)),
    versionCheck(client),
    clockCheck(client),
    webhookCheck(client),
  ]
}

/**
 * What the flows on this connection need must be granted; the rest is told. While no flow uses it nobody knows what it is for:
 * then what orders need is asked for, since an app without that was most likely made with a slip.
 */
async function scopeChecks(client: ShopifyClient, used: readonly UsedNode[], signal: AbortSignal): Promise<Check[]> {
  const { currentAppInstallation } = await client.run(ACCESS, {}, signal)
  const missing = missingScopes(currentAppInstallation.accessScopes.map((scope) => scope.handle))
  const needed = (scope: Scope) => (used.length === 0 ? scope.required : flowsNeeding(scope, used).length > 0)
  const required = missing.filter(needed)
  const others = missing.filter((scope) => !needed(scope))
  const forWhat = (scope: Scope) => {
    const flows = flowsNeeding(scope, used)
    return `${scope.handle} (${scope.purpose}${flows.length > 0 ? `; needed for ${flows.join(', ')}` : ''})`
  }
  const list = (some: readonly Scope[]) => some.map(forWhat).join(', ')
  const checks: Check[] = [
    required.length === 0
      ? {
          name: 'Access scopes',
          ok: true,
          detail: `All that ${used.length === 0 ? 'orders need' : 'the flows on it need'} is granted.`,
        }
      : {
          name: 'Access scopes',
          ok: false,
          detail: `Missing: ${list(required)}`,
          advice: `Give the app ${required.map((scope) => scope.handle).join(', ')} and install it in the shop again.`,
        },
  ]
  if (others.length > 0) {
    checks.push({
      name: 'Optional access scopes',
      ok: true,
      detail: `Not granted: ${list(others)}`,
      advice: 'Needed only for what is named here.',
    })
  }
  return checks
}

function versionCheck(client: ShopifyClient): Check {
  const { apiVersion } = client.config
  const served = client.servedVersion ?? 'unknown'
  if (served === apiVersion) return { name: 'API version', ok: true, detail: `Shopify serves ${served}.` }
  return {
    name: 'API version',
    ok: false,
    detail: `Asked for ${apiVersion}, Shopify serves ${served}.`,
    advice:
      'The version asked for has expired or does not exist. Set the API version of the connection to a supported one.',
  }
}

function clockCheck(client: ShopifyClient): Check {
  const seconds = Math.round(client.clockAheadMs / 1000)
  const ok = Math.abs(client.clockAheadMs) < CLOCK_MS
  if (ok) return { name: 'Clock', ok, detail: 'This machine and Shopify agree on the time.' }
  const advice = 'Let this machine keep its time by NTP.'
  return { name: 'Clock', ok, detail: `Shopify’s clock differs by ${seconds} seconds.`, advice }
}

function webhookCheck(client: ShopifyClient): Check {
  if (client.secrets.clientSecret) return { name: 'Webhooks', ok: true, detail: 'Deliveries can be verified.' }
  return {
    name: 'Webhooks',
    ok: true,
    detail: 'No client secret is stored: flows that start on a webhook cannot be enabled; schedules work.',
    advice: 'Copy the client secret (API secret key) of the app into the connection.',
  }
}
