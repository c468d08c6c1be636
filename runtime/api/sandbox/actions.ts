import type { SandboxControl } from '../deps.ts'
import { ask } from './systems.ts'

/** What a person does in AFAS by hand, as its sandbox knows it. */
export const AFAS_ACTIONS = ['stock', 'price', 'ship'] as const
export type AfasAction = (typeof AFAS_ACTIONS)[number]

/** Hands the action on; what the sandbox refuses, such as an article it does not have, is told in its own words. */
export function actInAfas({ afasUrl }: SandboxControl, action: AfasAction, body: object): Promise<unknown> {
  return ask(`${afasUrl}/_sandbox/${action}`, body)
}
