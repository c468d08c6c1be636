import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Flow } from '../../../flows/schema.ts'
import { stringifyFlow } from '../../../flows/stringify.ts'
import type { Registry } from '../deps.ts'
import { checkFlow, invalidFlow } from './check.ts'

export interface FlowBody {
  readonly flow: Flow
  /** As the flow file is kept: JSON text. */
  readonly document: string
  readonly connections: Readonly<Record<string, string>> | undefined
}

const bindings = Compile(Type.Record(Type.String(), Type.String()))
/** What an answer holds besides the flow file: may come back as it was given, and changes nothing. */
const READ_ONLY = ['revision', 'enabled', 'publishedVersion', 'hooks']

/** A flow file with `connections`, as POST and PUT take it. Throws `flow.invalid` with every problem. */
export function readFlowBody(body: unknown, registry: Registry): FlowBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidFlow([{ path: '$', message: 'must be a flow file: a JSON object' }])
  }
  const { connections, ...document } = body as Record<string, unknown>
  for (const name of READ_ONLY) delete document[name]
  if (connections !== undefined && !bindings.Check(connections)) {
    throw invalidFlow([{ path: '$.connections', message: 'must give each slot the id of a connection' }])
  }
  const checked = checkFlow(document, registry)
  if (!checked.ok) throw invalidFlow(checked.problems)
  return { flow: checked.flow, document: stringifyFlow(checked.flow), connections }
}
