import { SandboxProblem, type Reset } from './system.ts'

const refuse = (detail: string): never => {
  throw new SandboxProblem(400, 'sandbox.invalid', detail)
}

function readSize(body: Readonly<Record<string, unknown>>, name: 'orders' | 'products' | 'customers') {
  const value = body[name]
  if (value === undefined) return {}
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 5_000_000) return { [name]: value }
  return refuse(`"${name}" must be a whole number from 0 to 5000000`)
}

function readSeed(body: Readonly<Record<string, unknown>>) {
  const { seed } = body
  if (seed === undefined) return {}
  if ((typeof seed === 'number' && Number.isFinite(seed)) || typeof seed === 'string') return { seed }
  return refuse('"seed" must be a number or text')
}

function readCatalogue(body: Readonly<Record<string, unknown>>): Pick<Reset, 'catalogue'> {
  const { catalogue } = body
  if (catalogue === undefined) return {}
  if (catalogue === 'mixed' || catalogue === 'variants') return { catalogue }
  return refuse('"catalogue" must be "mixed" or "variants"')
}

const names = ['seed', 'orders', 'products', 'customers', 'catalogue', 'bucket']

export function readBucket(body: Readonly<Record<string, unknown>>) {
  const { bucket } = body
  if (bucket === undefined) return {}
  const { size, restore } = (typeof bucket === 'object' && bucket !== null ? bucket : {}) as Record<string, unknown>
  if (typeof size === 'number' && size > 0 && typeof restore === 'number' && restore > 0) {
    return { bucket: { size, restore } }
  }
  return refuse('"bucket" must be { "size": …, "restore": … }, both above 0')
}

export function readReset(body: Readonly<Record<string, unknown>>): Reset {
  const stray = Object.keys(body).find((name) => !names.includes(name))
  if (stray !== undefined) refuse(`"${stray}" is not known`)
  return {
    ...readSeed(body),
    ...readSize(body, 'orders'),
    ...readSize(body, 'products'),
    ...readSize(body, 'customers'),
    ...readCatalogue(body),
    ...readBucket(body),
  }
}
