import { canonicalJson } from '../../sdk/canonical.ts'
import type { Found } from '../../sdk/write.ts'

/**
 * For steps that are done in several calls. When the answer to making something was lost, what is found is taken for done:
 * so while it is only half there, nothing is found, and the step goes on with what is missing.
 */
export function foundWhole(found: Found, payload: unknown): Found | undefined {
  return canonicalJson(found.current) === canonicalJson(payload) ? found : undefined
}
