import type { SandboxControl } from '../deps.ts'
import { ask } from './systems.ts'

export type Preset = 'lost-answers' | '503' | 'slow' | 'off'

interface Rule {
  readonly match: { readonly method?: string }
  readonly kind: 'status' | 'delay' | 'after-effect'
  readonly rate: number
  readonly status?: number
  readonly ms?: number
}

/** Each system's word for a call that writes. */
const WRITES = { afas: 'POST', shopify: 'mutation' } as const

/** Long enough to watch each record go by, short enough that nobody looks for the switch. */
const SLOW_MS = 500

/** Mischief in words that a person knows: the answer to a write gets lost, a system says 503, everything is slow. */
function rules(preset: Preset, system: keyof typeof WRITES): Rule[] {
  const write = { method: WRITES[system] }
  if (preset === 'lost-answers') return [{ match: write, kind: 'after-effect', rate: 0.4 }]
  if (preset === '503') return [{ match: {}, kind: 'status', status: 503, rate: 0.3 }]
  return preset === 'slow' ? [{ match: {}, kind: 'delay', ms: SLOW_MS, rate: 1 }] : []
}

/** The preset that is on; the sandboxes know rules, the strip knows names. */
export function createFaults() {
  let current: Preset = 'off'
  return {
    current: () => current,
    async set(sandbox: SandboxControl, preset: Preset): Promise<void> {
      await ask(`${sandbox.afasUrl}/_sandbox/faults`, { rules: rules(preset, 'afas') })
      await ask(`${sandbox.shopifyUrl}/_sandbox/faults`, { rules: rules(preset, 'shopify') })
      current = preset
    },
  }
}
