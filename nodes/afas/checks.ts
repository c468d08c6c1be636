import type { Check } from '../sdk/connector.ts'
import { problemOf } from '../sdk/problem.ts'
import type { AfasClient } from './client/client.ts'
import type { Metainfo } from './client/metainfo.ts'
import { GET_CONNECTORS, UPDATE_CONNECTORS } from './koppel.ts'

const GUIDE = 'The AFAS guide shows how, step by step.'

/** Can AFAS be reached, does the token work, and does its app connector hold what the bundled flows need? */
export async function testConnection(client: AfasClient, signal: AbortSignal): Promise<readonly Check[]> {
  const version = await tried('Address', async () => {
    const found = await client.version(signal)
    return `AFAS Profit ${found} answers at ${client.address}.`
  })
  let info: Metainfo | undefined
  const token = await tried('Token', async () => {
    info = await client.metainfo(signal)
    return `Environment ${info.environment}, app connector ${info.appName || 'without a name'}.`
  })
  return info ? [version, token, ...connectorChecks(info)] : [version, token]
}

function connectorChecks(info: Metainfo): readonly Check[] {
  const given = new Set([...info.getConnectors, ...info.updateConnectors].map((one) => one.id.toLowerCase()))
  return [
    ...UPDATE_CONNECTORS.map((name) => presence(name, 'update-connector', given)),
    ...GET_CONNECTORS.map((name) => presence(name, 'get-connector', given)),
  ]
}

function presence(name: string, kind: string, given: ReadonlySet<string>): Check {
  if (given.has(name.toLowerCase())) return { name, ok: true, detail: `The ${kind} ${name} is there.` }
  const first = kind === 'get-connector' ? 'Import it into AFAS if it is not there yet, and add it' : 'Add it'
  return {
    name,
    ok: false,
    detail: `The ${kind} ${name} is not in the app connector.`,
    advice: `${first} to the app connector in AFAS. ${GUIDE}`,
  }
}

async function tried(name: string, ask: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await ask() }
  } catch (error) {
    const { message, advice } = problemOf(error)
    return { name, ok: false, detail: message, advice: advice ?? GUIDE }
  }
}
