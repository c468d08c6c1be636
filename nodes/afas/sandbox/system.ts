import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Answer, Exchange, Reset, SandboxSystem, SystemRequest } from '../../sdk/sandbox/system.ts'
import { makeActions } from './actions/actions.ts'
import { Auth } from './auth.ts'
import { SandboxDatabase } from './database.ts'
import type { GetConnector } from './get/definition.ts'
import { koppelConnectors } from './get/koppel.ts'
import { answerImage } from './images/image-connector.ts'
import { answerRows } from './get/rows.ts'
import { standardConnectors } from './get/standard.ts'
import { labelIn } from './labels.ts'
import { describeEnvironment, describeGet, describeUpdate } from './metainfo.ts'
import { languageOf, Refusal, type Language } from './refusal.ts'
import { seedDatabase } from './seed.ts'
import { stateOf } from './state.ts'
import { UpdateSchema } from './update/schema.ts'
import { Writes } from './update/write.ts'

const base = '/profitrestservices'
/** Of the whole query string, with its question mark. */
const longestSearch = 2049
const version = '25.1.3'

const headers = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store, no-cache',
  'access-control-allow-origin': '*',
}

const answerJson = (body: unknown, status = 200): Answer => ({ status, headers, body: JSON.stringify(body) })
const nothing = (status: number): Answer => ({ status, headers: { 'cache-control': 'no-store, no-cache' } })

/** The address behind the base path, or nothing when it is another address. */
function segmentsOf(path: string): string[] | undefined {
  if (path.toLowerCase() !== base && !path.toLowerCase().startsWith(`${base}/`)) return undefined
  try {
    return path
      .slice(base.length + 1)
      .split('/')
      .filter((part) => part !== '')
      .map((part) => decodeURIComponent(part))
  } catch {
    return undefined
  }
}

/** AFAS Profit's REST services over a database of its own. Calls are worked one after another, so that more than
 * the five that AFAS allows at once simply wait for each other. */
export class AfasSystem implements SandboxSystem {
  readonly actions: SandboxSystem['actions']
  readonly #db: SandboxDatabase
  readonly #auth: Auth
  readonly #updates = new UpdateSchema()
  readonly #gets: readonly GetConnector[]
  readonly #writes: Writes
  readonly #blocked = new Set<string>()
  #turn = 0

  constructor(dataFile: string | undefined) {
    this.#db = new SandboxDatabase(dataFile)
    this.#auth = new Auth(this.#db)
    this.#gets = [...koppelConnectors(), ...standardConnectors(this.#updates.gets)]
    this.#writes = new Writes(this.#db, this.#updates)
    this.actions = makeActions(this.#db, this.#auth, this.#blocked)
    if (this.#db.setting('environment') === undefined) this.reset({})
  }

  open(request: SystemRequest): Exchange {
    const segments = segmentsOf(request.path)
    const [first = '', second = ''] = segments ?? []
    const isToken = first.toLowerCase() === 'oauth'
    const operation = first.toLowerCase() === 'connectors' ? second : first
    return {
      calls: isToken || segments === undefined ? [] : [{ method: request.method, operation }],
      perform: () => compressed(request, this.#answer(request, segments)),
      throttled: () => nothing(429),
      fault: (status) =>
        status === 503
          ? answerJson({ error: { code: '503', message: 'Service unavailable' }, retry_after: 1 }, 503)
          : nothing(status),
    }
  }

  reset(reset: Reset): void {
    seedDatabase(this.#db, reset)
    this.#db.set('closedPeriods', '[]')
    this.#db.set('lockedJournals', '[]')
    this.#auth.allowFrom(undefined)
    this.#auth.tokensLast(3600)
    this.#blocked.clear()
  }

  state(): object {
    return stateOf(this.#db)
  }

  credentials(url: string): object {
    const baseUrl = `${url}/ProfitRestServices`
    const { token, client } = this.#auth
    return {
      type: 'afas',
      config: { baseUrl, auth: 'token', sandbox: true },
      secrets: { token },
      url: baseUrl,
      token,
      ...client,
    }
  }

  close(): void {
    this.#db.close()
  }

  #answer(request: SystemRequest, segments: string[] | undefined): Answer {
    if (!segments) return nothing(404)
    if (request.search.length > longestSearch) return nothing(404)
    if (this.#auth.isRefusedAddress(request.remoteAddress)) return nothing(403)
    const [area = '', ...rest] = segments
    if (area.toLowerCase() === 'oauth') return this.#token(request, rest)
    if (!this.#auth.isAuthorised(request)) return nothing(401)
    const language = languageOf(request.headers['accept-language'])
    try {
      return this.#route(request, area.toLowerCase(), rest, language)
    } catch (error) {
      return this.#failed(error, language)
    }
  }

  #token(request: SystemRequest, rest: string[]): Answer {
    if (rest[0]?.toLowerCase() !== 'token') return nothing(404)
    if (request.method !== 'POST') return nothing(400)
    const { status, body } = this.#auth.grant(request.body.toString('utf8'))
    return answerJson(body, status)
  }

  #route(request: SystemRequest, area: string, rest: string[], language: Language): Answer {
    const reads = request.method === 'GET'
    if (area === 'connectors' && rest.length > 0) return this.#connector(request, rest)
    if (area === 'profitversion' && rest.length === 0) return reads ? answerJson({ version }) : nothing(400)
    if (area === 'imageconnector' && rest.length === 1) return reads ? this.#image(rest, request) : nothing(400)
    if (area === 'metainfo') return reads ? this.#metainfo(rest, language) : nothing(400)
    return nothing(404)
  }

  #image([id = '']: string[], request: SystemRequest): Answer {
    const image = answerImage(this.#db, id, request.search)
    return image ? answerJson(image) : nothing(404)
  }

  #metainfo(rest: string[], language: Language): Answer {
    const [kind = '', id = ''] = rest
    if (rest.length === 0) {
      return answerJson(describeEnvironment(this.#db.setting('environment') ?? '', this.#updates, this.#gets))
    }
    if (kind.toLowerCase() === 'get') {
      const connector = this.#findGet(id)
      return connector ? answerJson(describeGet(connector, language)) : nothing(401)
    }
    if (kind.toLowerCase() !== 'update') return nothing(404)
    const found = this.#updates.find(id)
    if (!found) throw new Refusal('unsupported', { value: id })
    return answerJson(describeUpdate(found, this.#updates, language))
  }

  #findGet(id: string): GetConnector | undefined {
    return this.#gets.find((one) => one.id.toLowerCase() === id.toLowerCase())
  }

  /** A get-connector outside the app connector is a 401, an update-connector a refusal: both are seen in practice. */
  #connector(request: SystemRequest, [id = '', ...rest]: string[]): Answer {
    const { method } = request
    if (method === 'GET') {
      const connector = rest.length === 0 ? this.#findGet(id) : undefined
      if (!connector) return nothing(401)
      if (this.#blocked.has(connector.id.toLowerCase())) throw new Refusal('connector-blocked')
      this.#turn = (this.#turn + 1) % 997
      return { status: 200, headers, body: answerRows(this.#db, connector, request.search, this.#turn) }
    }
    if (method !== 'POST' && method !== 'PUT' && method !== 'DELETE') return nothing(400)
    let body: unknown
    try {
      if (method !== 'DELETE') body = JSON.parse(request.body.toString('utf8'))
    } catch {
      return answerJson({ message: 'Invalid json' }, 400)
    }
    const text = this.#writes.carryOut({ method, connector: id, rest, body })
    return { status: method === 'DELETE' ? 200 : 201, headers, body: text }
  }

  #failed(error: unknown, language: Language): Answer {
    if (!(error instanceof Refusal)) {
      // A mistake of the sandbox itself: never shown as a refusal, which would say that nothing was done.
      process.stderr.write(`afas sandbox: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`)
      return nothing(500)
    }
    const label = (field: string): string => labelIn(language, field, this.#published(field))
    return answerJson(
      {
        externalMessage: error.text(language, label),
        errorNumber: error.errorNumber,
        profitLogReference: randomBytes(16).toString('hex').toUpperCase(),
      },
      500,
    )
  }

  #published(field: string): string | undefined {
    for (const name of ['FbSales', 'FbSalesLines', 'KnOrganisation', 'KnPerson', 'KnBasicAddressAdr']) {
      const label = this.#updates.shape(name).fields[field]?.label
      if (label !== undefined) return label
    }
    return undefined
  }
}

/** Profit compresses what a client can read compressed; small answers are not worth it. */
function compressed(request: SystemRequest, answer: Answer): Answer {
  const accepts = String(request.headers['accept-encoding'] ?? '')
  if (answer.body === undefined || answer.body.length < 4096 || !/\bgzip\b/.test(accepts)) return answer
  return {
    ...answer,
    headers: { ...answer.headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
    body: gzipSync(answer.body, { level: 1 }),
  }
}
