import type { Binary } from '../../sdk/binary.ts'
import type { Logger } from '../../sdk/context.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { withRetries } from '../../sdk/retry.ts'
import { addressOf, type AddressConfig } from './address.ts'
import { oauthAuthoriser, tokenAuthoriser, type Authoriser, type Credentials } from './auth.ts'
import { faultOf, notInAppConnector, type Answer, type Call } from './faults.ts'
import { chunksThatFit, filterQuery, type Filter } from './filter.ts'
import { Http, type Sent } from './http.ts'
import { fileIn } from './image-stream.ts'
import { KeyedLock } from '../../sdk/keyed-lock.ts'
import { limiter, type Limiter } from './limiter.ts'
import { getFieldsOf, metainfoOf, updateObjectOf, type GetField, type Metainfo, type UpdateObject } from './metainfo.ts'
import { resultOf, type WriteResult } from './results.ts'
import { rowsOf, type Row } from './rows.ts'

export interface AfasConfig extends AddressConfig {
  readonly auth?: 'token' | 'oauth'
  readonly language?: string
  readonly timeoutSeconds?: number
  readonly integrationId?: string
  readonly sandbox?: boolean
}

export interface GetQuery {
  readonly filter?: Filter
  /** Field ids, `-` before one for descending. Always given: without an order pages overlap and leave gaps. */
  readonly order: string
  readonly skip?: number
  readonly take?: number
}

/** What AFAS allows at once; more only makes calls wait there, or fail on each other's locks. */
const CALLS_AT_ONCE = 5
const DEFAULT_TAKE = 1000

/** The AFAS REST services: everything that the nodes may ask or send, and nothing about flows. */
export class AfasClient {
  readonly address: string
  /** The built-in stand-in, not an AFAS. */
  readonly sandbox: boolean
  /** For what AFAS itself keeps no unique key of, such as a debtor's e-mail address; holds over all runs on the client. */
  readonly alone = new KeyedLock()
  readonly #http: Http
  readonly #auth: Authoriser
  readonly #limiter: Limiter = limiter(CALLS_AT_ONCE)
  readonly #log: Logger
  readonly #schemas = new Map<string, Promise<UpdateObject>>()

  constructor(config: AfasConfig, secrets: Credentials, log: Logger) {
    this.address = addressOf(config)
    this.sandbox = config.sandbox === true
    this.#log = log
    this.#http = new Http({
      base: this.address,
      timeoutMs: (config.timeoutSeconds ?? 120) * 1000,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate, br',
        'accept-language': config.language ?? 'nl-nl',
        ...(config.integrationId ? { integrationid: config.integrationId } : {}),
      },
    })
    this.#auth = this.#authoriser(config, secrets)
  }

  /** Rows of a get-connector, one page. */
  async rows(connector: string, query: GetQuery, signal?: AbortSignal): Promise<readonly Row[]> {
    const answer = await this.#read(connector, `/connectors/${encodeURIComponent(connector)}${queryOf(query)}`, signal)
    return rowsOf(answer.text, connector)
  }

  /** All rows that answer a query, page by page, in its order. */
  async *pages(connector: string, query: GetQuery, signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    const take = query.take ?? DEFAULT_TAKE
    for (let skip = query.skip ?? 0; ; skip += take) {
      const rows = await this.rows(connector, { ...query, skip, take }, signal)
      if (rows.length > 0) yield rows
      if (rows.length < take) return
    }
  }

  /**
   * All rows whose field has one of these values, in as few calls as the length of a query allows. Where many rows may
   * share a value, `order` says by what else they are told apart.
   */
  async lookUp(
    connector: string,
    field: string,
    values: readonly string[],
    signal?: AbortSignal,
    order: string = field,
  ): Promise<readonly Row[]> {
    const query = (chunk: readonly string[]): GetQuery => ({
      filter: chunk.map((value) => [{ field, operator: 'equals', value }]),
      order,
      take: DEFAULT_TAKE,
      skip: 0,
    })
    const chunks = this.split([...new Set(values)], query)
    const found = await Promise.all(
      chunks.map(async (chunk) => {
        const rows: Row[] = []
        for await (const page of this.pages(connector, query(chunk), signal)) rows.push(...page)
        return rows
      }),
    )
    return found.flat()
  }

  /** Cuts values so that the query for each part is not too long for AFAS. */
  split(values: readonly string[], query: (values: readonly string[]) => GetQuery): readonly (readonly string[])[] {
    return chunksThatFit(values, (chunk) => queryOf(query(chunk)))
  }

  /** Writes a new object. Never repeated here: whether it was done is the engine's question to settle. */
  insert(connector: string, document: unknown): Promise<WriteResult> {
    return this.#write('POST', connector, document)
  }

  /** Changes the object whose key is in the document. */
  update(connector: string, document: unknown): Promise<WriteResult> {
    return this.#write('PUT', connector, document)
  }

  /** An image by its id, in its original size, as a stream. */
  image(id: string, signal: AbortSignal): Promise<Binary> {
    const call: Call = { method: 'GET', name: 'ImageConnector' }
    const path = `/ImageConnector/${encodeURIComponent(id)}?format=0`
    return withRetries(() => this.#limiter.run(() => this.#stream(call, { path, signal }), signal), {
      signal,
      onRetry: (problem, attempt, waitMs) =>
        this.#log.debug('AFAS image asked again', { id, attempt, waitMs, problem }),
    })
  }

  async version(signal?: AbortSignal): Promise<string> {
    const answer = await this.#read('ProfitVersion', '/ProfitVersion', signal)
    return /"version"\s*:\s*"([^"]*)"/.exec(answer.text)?.[1] ?? ''
  }

  async metainfo(signal?: AbortSignal): Promise<Metainfo> {
    return metainfoOf((await this.#read('metainfo', '/metainfo', signal)).text)
  }

  async getFields(connector: string, signal?: AbortSignal): Promise<readonly GetField[]> {
    const answer = await this.#read(connector, `/metainfo/get/${encodeURIComponent(connector)}`, signal)
    return getFieldsOf(answer.text)
  }

  /** The description of an update-connector, remembered while the client is open. */
  updateSchema(connector: string, signal?: AbortSignal): Promise<UpdateObject> {
    const known = this.#schemas.get(connector)
    if (known) return known
    const asked = this.#read(connector, `/metainfo/update/${encodeURIComponent(connector)}`, signal).then((answer) =>
      updateObjectOf(JSON.parse(answer.text)),
    )
    this.#schemas.set(connector, asked)
    asked.catch(() => this.#schemas.delete(connector))
    return asked
  }

  close(): Promise<void> {
    return this.#http.close()
  }

  #authoriser(config: AfasConfig, secrets: Credentials): Authoriser {
    if (config.auth !== 'oauth') return tokenAuthoriser(secrets.token)
    const call: Call = { method: 'GET', name: 'oauth/token' }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return oauthAuthoriser(
      secrets,
      (body) => this.#http.send({ ...call, method: 'POST' }, { path: '/oauth/token', headers, body }),
      () => performance.now(),
    )
  }

  async #stream(call: Call, sent: Sent): Promise<Binary> {
    const authorization = await this.#token()
    const headers = { ...sent.headers, authorization }
    let answer = await this.#http.stream(call, { ...sent, headers })
    if ('status' in answer && answer.status === 401 && this.#auth.renew(authorization)) {
      answer = await this.#http.stream(call, { ...sent, headers: { ...headers, authorization: await this.#token() } })
    }
    if ('status' in answer) throw faultOf(call, answer)
    return fileIn(call.name, answer)
  }

  #read(name: string, path: string, signal: AbortSignal | undefined): Promise<Answer> {
    return withRetries(() => this.#call({ method: 'GET', name }, { path, signal }), {
      signal: signal ?? NEVER,
      onRetry: (problem, attempt, waitMs) => this.#log.debug('AFAS read repeated', { name, attempt, waitMs, problem }),
    })
  }

  async #write(method: 'POST' | 'PUT', connector: string, document: unknown): Promise<WriteResult> {
    const path = `/connectors/${encodeURIComponent(connector)}`
    const headers = { 'content-type': 'application/json;charset=utf-8' }
    const answer = await this.#call({ method, name: connector }, { path, headers, body: JSON.stringify(document) })
    return resultOf(answer.text)
  }

  /** One call in its turn; a 401 gets one more try with a fresh token, since nothing was done. */
  async #call(call: Call, sent: Sent): Promise<Answer> {
    const answer = await this.#limiter.run(() => this.#authorised(call, sent), sent.signal)
    if (answer.status >= 200 && answer.status < 300) return answer
    const fault = faultOf(call, answer)
    if (mayBeMissing(answer, sent.path) && (await this.#isMissing(call))) throw notInAppConnector(call)
    throw fault
  }

  async #authorised(call: Call, sent: Sent): Promise<Answer> {
    const authorization = await this.#token()
    const answer = await this.#http.send(call, { ...sent, headers: { ...sent.headers, authorization } })
    if (answer.status !== 401 || !this.#auth.renew(authorization)) return answer
    const renewed = await this.#token()
    return this.#http.send(call, { ...sent, headers: { ...sent.headers, authorization: renewed } })
  }

  /** Without a token nothing was sent yet, whatever happened to the request for one. */
  async #token(): Promise<string> {
    try {
      return await this.#auth.header()
    } catch (error) {
      if (error instanceof ProblemError) throw new ProblemError({ ...error.problem, effect: 'none' }, { cause: error })
      throw error
    }
  }

  /** A connector outside the app connector is refused like a wrong token, or like wrong data: the metainfo tells. */
  async #isMissing(call: Call): Promise<boolean> {
    try {
      const answer = await this.#limiter.run(() =>
        this.#authorised({ method: 'GET', name: 'metainfo' }, { path: '/metainfo' }),
      )
      if (answer.status !== 200) return false
      const { getConnectors, updateConnectors } = metainfoOf(answer.text)
      const names = call.method === 'GET' ? [...getConnectors, ...updateConnectors] : updateConnectors
      return !names.some((name) => name.id.toLowerCase() === call.name.toLowerCase())
    } catch {
      return false
    }
  }
}

const NEVER = new AbortController().signal
/** "Not supported, or not authorised", but also other things; see the reference on error numbers. */
const NOT_SUPPORTED = -2147180996

function mayBeMissing(answer: Answer, path: string): boolean {
  if (!/^\/(connectors|metainfo\/)/.test(path)) return false
  return answer.status === 401 || answer.status === 404 || answer.text.includes(String(NOT_SUPPORTED))
}

function queryOf(query: GetQuery): string {
  const parts = [`skip=${query.skip ?? 0}`, `take=${query.take ?? DEFAULT_TAKE}`]
  parts.push(`orderbyfieldids=${query.order.split(',').map(encodeURIComponent).join(',')}`)
  const filter = filterQuery(query.filter ?? [])
  if (filter !== '') parts.push(filter)
  return `?${parts.join('&')}`
}
