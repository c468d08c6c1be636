import type { Call } from '../../../sdk/sandbox/call-log.ts'
import type { StartedSandbox } from '../../../sdk/sandbox/start-process.ts'
import type { StateDocument } from '../state.ts'

export interface Answered {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

export interface AfasState {
  readonly environment: string
  readonly documents: Readonly<Record<string, readonly StateDocument[]>>
  readonly debtors: readonly {
    id: string
    kind: string
    name: string
    email: string | null
    bcco: string
    blocked: boolean
    contact?: { name: string; email: string | null }
    address?: Record<string, unknown>
    fields: Record<string, unknown>
  }[]
  readonly articles: readonly { ItCd: string; SaPrice: number }[]
  readonly stock: readonly { ItCd: string; warehouse: string; physical: number; reserved: number; available: number }[]
}

export interface Refused {
  readonly externalMessage: string
  readonly errorNumber: number
  readonly profitLogReference: string
}

/** Plain HTTP to a running sandbox, as a client that knows nothing of Koppel would do it. */
export class SandboxCalls {
  readonly #sandbox: Pick<StartedSandbox, 'url'>
  #token = ''

  constructor(sandbox: Pick<StartedSandbox, 'url'>) {
    this.#sandbox = sandbox
  }

  async signIn(): Promise<void> {
    const { token } = (await this.control('credentials')) as { token: string }
    this.#token = Buffer.from(token).toString('base64')
  }

  async call(
    method: string,
    path: string,
    init: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answered> {
    const headers = { authorization: `AfasToken ${this.#token}`, 'content-type': 'application/json', ...init.headers }
    const body =
      init.body === undefined ? undefined : typeof init.body === 'string' ? init.body : JSON.stringify(init.body)
    const answer = await fetch(`${this.#sandbox.url}/ProfitRestServices${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    })
    return { status: answer.status, text: await answer.text(), headers: answer.headers }
  }

  async rows(connector: string, query: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
    const search = new URLSearchParams(query).toString()
    const answer = await this.call('GET', `/connectors/${connector}${search === '' ? '' : `?${search}`}`)
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
    return (JSON.parse(answer.text) as { rows: Record<string, unknown>[] }).rows
  }

  post(connector: string, body: unknown, language?: string): Promise<Answered> {
    return this.call('POST', `/connectors/${connector}`, {
      body,
      ...(language === undefined ? {} : { headers: { 'accept-language': language } }),
    })
  }

  async refused(connector: string, body: unknown, language?: string): Promise<Refused> {
    const answer = await this.post(connector, body, language)
    if (answer.status !== 500) throw new Error(`not refused: ${answer.status} ${answer.text}`)
    return JSON.parse(answer.text) as Refused
  }

  async control(path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(`${this.#sandbox.url}/_sandbox/${path}`, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${text}`)
    return JSON.parse(text)
  }

  async state(): Promise<AfasState> {
    return (await this.control('state')) as AfasState
  }

  async calls(): Promise<Call[]> {
    return (await this.control('calls')) as Call[]
  }
}

interface Line {
  readonly [field: string]: unknown
}

const plainLine: Line = { VaIt: '2', ItCd: 'KOF-0001', BiUn: 'stk', QuUn: 2, Upri: 10 }

/** A sales order as a client sends it; give what matters to the test. */
export function order(
  fields: Record<string, unknown> = {},
  lines: readonly Line[] = [plainLine],
  root = 'FbSales',
): object {
  return {
    [root]: {
      Element: {
        Fields: { DbId: '20001', RfCs: '#1001', Unit: 1, ...fields },
        Objects: { [`${root}Lines`]: { Element: lines.map((line) => ({ Fields: line })) } },
      },
    },
  }
}

export const line = (fields: Line = {}): Line => ({ ...plainLine, ...fields })

/** A new debtor for a person. */
export function person(fields: Record<string, unknown> = {}, relation: Record<string, unknown> = {}): object {
  const address = {
    CoId: 'NL',
    PbAd: false,
    Ad: 'Dorpsweg',
    HmNr: 7,
    HmAd: 'B',
    ZpCd: '1234AB',
    Rs: 'Ede',
    ResZip: false,
  }
  const filled = {
    MatchPer: '7',
    AutoNum: true,
    PadAdr: true,
    FiNm: 'Noor',
    LaNm: 'Bakker',
    EmAd: 'noor@example.test',
    ...fields,
  }
  return {
    KnSalesRelationPer: {
      Element: {
        Fields: { IsDb: true, CuId: 'EUR', PaCd: '14', ...relation },
        Objects: [
          {
            KnPerson: {
              Element: { Fields: filled, Objects: [{ KnBasicAddressAdr: { Element: { Fields: address } } }] },
            },
          },
        ],
      },
    },
  }
}

/** A new debtor for a company, with a contact person. */
export function organisation(fields: Record<string, unknown> = {}, contactEmail = 'inkoop@example.test'): object {
  const filled = {
    MatchOga: '6',
    AutoNum: true,
    PadAdr: true,
    Nm: 'Brasserie De Kade B.V.',
    EmAd: contactEmail,
    ...fields,
  }
  const contact = { MatchPer: '7', AutoNum: true, PadAdr: true, FiNm: 'Daan', Is: 'de', LaNm: 'Vries' }
  return {
    KnSalesRelationOrg: {
      Element: {
        Fields: { IsDb: true, CuId: 'EUR', VaId: 'NL123456789B01' },
        Objects: {
          KnOrganisation: {
            Element: {
              Fields: filled,
              Objects: {
                KnContact: {
                  Element: {
                    Fields: { ViKc: 'PRS', PadAdr: true, EmAd: contactEmail },
                    Objects: { KnPerson: { Element: { Fields: contact } } },
                  },
                },
              },
            },
          },
        },
      },
    },
  }
}
