import { createRandom, type Random } from './random.ts'

/** One call as a system counts it: AFAS the connector and the HTTP method, Shopify each root field and query or mutation. */
export interface Operation {
  readonly method: string
  readonly operation: string
}

export type FaultKind = 'status' | 'delay' | 'drop' | 'after-effect' | 'throttle'

export interface FaultRule {
  readonly match: { readonly operation?: string; readonly method?: string }
  readonly kind: FaultKind
  readonly rate: number
  readonly status?: number
  readonly ms?: number
  readonly times?: number
}

export interface Fault {
  readonly kind: FaultKind
  readonly status: number
  readonly ms: number
}

export class FaultRulesInvalid extends Error {}

const kinds: readonly string[] = ['status', 'delay', 'drop', 'after-effect', 'throttle']
const known: readonly string[] = ['match', 'kind', 'rate', 'status', 'ms', 'times']

type Plain = Record<string, unknown>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

function optionalNumber(rule: Plain, name: string, low: number, high: number): number | undefined {
  const value = rule[name]
  if (value === undefined) return undefined
  if (typeof value === 'number' && value >= low && value <= high) return value
  throw new FaultRulesInvalid(`"${name}" must be a number from ${low} to ${high}`)
}

function readMatch(value: unknown): FaultRule['match'] {
  if (value === undefined) return {}
  if (!isPlain(value)) throw new FaultRulesInvalid('"match" must be an object')
  const match: { operation?: string; method?: string } = {}
  for (const [name, text] of Object.entries(value)) {
    if (name !== 'operation' && name !== 'method') throw new FaultRulesInvalid(`"match.${name}" is not known`)
    if (typeof text !== 'string') throw new FaultRulesInvalid(`"match.${name}" must be text`)
    match[name] = text
  }
  return match
}

function readRule(value: unknown): FaultRule {
  if (!isPlain(value)) throw new FaultRulesInvalid('a rule must be an object')
  const stray = Object.keys(value).find((name) => !known.includes(name))
  if (stray !== undefined) throw new FaultRulesInvalid(`"${stray}" is not known`)
  const kind = value['kind']
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    throw new FaultRulesInvalid(`"kind" must be one of ${kinds.join(', ')}`)
  }
  const status = optionalNumber(value, 'status', 400, 599)
  const ms = optionalNumber(value, 'ms', 0, 3_600_000)
  const times = optionalNumber(value, 'times', 0, Number.MAX_SAFE_INTEGER)
  return {
    match: readMatch(value['match']),
    kind: kind as FaultKind,
    rate: optionalNumber(value, 'rate', 0, 1) ?? 1,
    ...(status === undefined ? {} : { status }),
    ...(ms === undefined ? {} : { ms }),
    ...(times === undefined ? {} : { times }),
  }
}

export function readFaultRules(body: unknown): FaultRule[] {
  const rules = isPlain(body) ? body['rules'] : undefined
  if (!Array.isArray(rules)) throw new FaultRulesInvalid('"rules" must be a list')
  return rules.map((rule) => readRule(rule))
}

const same = (wanted: string | undefined, actual: string): boolean =>
  wanted === undefined || wanted.toLowerCase() === actual.toLowerCase()

interface Armed {
  readonly rule: FaultRule
  readonly random: Random
  left: number
}

/** The faults that are switched on. The first rule that matches, has times left and wins its draw decides. */
export class Faults {
  #armed: Armed[] = []

  set(rules: readonly FaultRule[]): void {
    this.#armed = rules.map((rule, index) => ({
      rule,
      random: createRandom('faults', index),
      left: rule.times ?? Number.POSITIVE_INFINITY,
    }))
  }

  list(): (FaultRule & { left?: number })[] {
    return this.#armed.map(({ rule, left }) => (Number.isFinite(left) ? { ...rule, left } : rule))
  }

  next(calls: readonly Operation[]): Fault | undefined {
    for (const armed of this.#armed) {
      const { match, kind, rate, status, ms } = armed.rule
      const hit = calls.some((call) => same(match.operation, call.operation) && same(match.method, call.method))
      if (!hit || armed.left < 1 || armed.random.next() >= rate) continue
      armed.left -= 1
      return { kind, status: status ?? (kind === 'after-effect' ? 500 : 503), ms: ms ?? (kind === 'delay' ? 1000 : 0) }
    }
    return undefined
  }
}
