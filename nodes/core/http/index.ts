import type { NodeDefinition } from '../../sdk/node.ts'
import { httpGet } from '../nodes/http-get.ts'
import { httpSend } from '../nodes/http-send.ts'
import { httpSystem } from './connector.ts'

export const httpNodes: readonly NodeDefinition[] = [httpGet, httpSend]

/** Any web service, with its nodes: what the registry takes. */
export const http: typeof httpSystem = { ...httpSystem, nodes: () => httpNodes }
