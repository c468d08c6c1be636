import { startAfasSandbox } from '../sandbox/start.ts'
import type { Logger } from '../../sdk/context.ts'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { AfasClient, type AfasConfig } from '../client/client.ts'
import type { Credentials } from '../client/auth.ts'

/** What went over the line, as the sandbox counted it. */
export interface SeenCall {
  readonly method: string
  readonly operation: string
  readonly outcome: string
}

interface State {
  readonly environment: string
  readonly documents: Readonly<
    Record<string, readonly { id: string; fields: Record<string, unknown>; lines: unknown[] }[]>
  >
  readonly debtors: readonly { id: string; kind: string; name: string; email: string | null; contact?: unknown }[]
  readonly articles: readonly { ItCd: string }[]
}

export const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined }

/** The real sandbox as a process of its own, and clients on it. */
export class TestSandbox {
  readonly #started: StartedSandbox
  readonly #clients: AfasClient[] = []
  #given: { config: AfasConfig; secrets: Credentials } & Required<Omit<Credentials, 'token'>> = {
    config: {},
    secrets: {},
    clientId: '',
    clientSecret: '',
  }

  private constructor(started: StartedSandbox) {
    this.#started = started
  }

  static async start(reset: { products?: number; customers?: number } = {}): Promise<TestSandbox> {
    const sandbox = new TestSandbox(await startAfasSandbox({ port: 0 }))
    await sandbox.#started.reset(reset)
    sandbox.#given = await sandbox.#get('credentials')
    return sandbox
  }

  get url(): string {
    return this.#started.url
  }

  get credentials() {
    return this.#given
  }

  client(config: AfasConfig = {}, secrets: Credentials = this.#given.secrets): AfasClient {
    const client = new AfasClient({ ...this.#given.config, ...config }, secrets, silent)
    this.#clients.push(client)
    return client
  }

  state(): Promise<State> {
    return this.#get('state')
  }

  async calls(): Promise<readonly SeenCall[]> {
    return this.#get('calls')
  }

  reset(body: { products?: number; customers?: number } = {}): Promise<void> {
    return this.#started.reset(body)
  }

  faults(...rules: object[]): Promise<unknown> {
    return this.control('faults', { rules })
  }

  async control(name: string, body: object): Promise<unknown> {
    const answer = await fetch(`${this.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json().catch(() => undefined)
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()))
    await this.#started.stop()
  }

  async #get<T>(name: string): Promise<T> {
    return (await fetch(`${this.url}/_sandbox/${name}`)).json() as Promise<T>
  }
}
