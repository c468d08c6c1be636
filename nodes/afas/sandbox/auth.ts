import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'
import type { SystemRequest } from '../../sdk/sandbox/system.ts'
import type { SandboxDatabase } from './database.ts'

const base64url = (value: string | Buffer): string => Buffer.from(value).toString('base64url')

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The app connector of this environment: its token, its OAuth client and where it may be called from. */
export class Auth {
  readonly #db: SandboxDatabase
  #allowed: BlockList | undefined
  #seconds = 3600

  constructor(db: SandboxDatabase) {
    this.#db = db
    const secrets = { token: 32, clientSecret: 24, jwtKey: 32, clientId: 8 }
    for (const [name, size] of Object.entries(secrets)) {
      if (db.setting(name) === undefined) db.set(name, randomBytes(size).toString('hex').toUpperCase())
    }
  }

  /** As AFAS shows it, once: the whole XML. */
  get token(): string {
    return `<token><version>1</version><data>${this.#setting('token')}</data></token>`
  }

  get client(): { clientId: string; clientSecret: string } {
    return { clientId: this.#setting('clientId'), clientSecret: this.#setting('clientSecret') }
  }

  /** CIDR ranges that may call; none means everywhere. */
  allowFrom(ranges: readonly string[] | undefined): void {
    if (!ranges || ranges.length === 0) {
      this.#allowed = undefined
      return
    }
    const list = new BlockList()
    for (const range of ranges) {
      const [address = '', bits] = range.split('/')
      const family = isIPv6(address) ? 'ipv6' : 'ipv4'
      list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
    }
    this.#allowed = list
  }

  tokensLast(seconds: number): void {
    this.#seconds = seconds
  }

  isRefusedAddress(address: string): boolean {
    const plain = address.replace(/^::ffff:/, '')
    return this.#allowed !== undefined && !this.#allowed.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
  }

  isAuthorised(request: SystemRequest): boolean {
    const header = request.headers['authorization']
    const match = typeof header === 'string' ? /^(AfasToken|Bearer)\s+(\S+)$/i.exec(header.trim()) : null
    const given = match?.[2] ?? ''
    if (match?.[1]?.toLowerCase() === 'bearer') return this.#isValidAccessToken(given)
    return match !== null && this.#isAppToken(Buffer.from(given, 'base64').toString('utf8'))
  }

  /** `POST /oauth/token`: the answer's status and body. */
  grant(body: string): { status: number; body: object } {
    const form = new URLSearchParams(body)
    const { clientId, clientSecret } = this.client
    if (form.get('grant_type') !== 'client_credentials')
      return { status: 400, body: { error: 'unsupported_grant_type' } }
    const known =
      sameText(form.get('client_id') ?? '', clientId) && sameText(form.get('client_secret') ?? '', clientSecret)
    if (!known) return { status: 400, body: { error: 'invalid_client' } }
    const access = { token_type: 'Bearer', expires_in: this.#seconds, refresh_token: null }
    return { status: 200, body: { access_token: this.#accessToken(), ...access } }
  }

  #isAppToken(xml: string): boolean {
    const data = /^\s*<token>\s*<version>1<\/version>\s*<data>([0-9a-f]{64})<\/data>\s*<\/token>\s*$/i.exec(xml)?.[1]
    return data !== undefined && sameText(data.toUpperCase(), this.#setting('token'))
  }

  #accessToken(): string {
    const now = Math.floor(Date.now() / 1000)
    const head = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }))
    const claims = {
      sub: this.client.clientId,
      iat: now,
      exp: now + this.#seconds,
      jti: randomBytes(8).toString('hex'),
    }
    const content = `${head}.${base64url(JSON.stringify(claims))}`
    return `${content}.${this.#signature(content)}`
  }

  #isValidAccessToken(token: string): boolean {
    const [head = '', claims = '', signature = ''] = token.split('.')
    if (!sameText(signature, this.#signature(`${head}.${claims}`))) return false
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { exp: number }
    return exp > Date.now() / 1000
  }

  #signature(content: string): string {
    return createHmac('sha256', this.#setting('jwtKey')).update(content).digest('base64url')
  }

  #setting(name: string): string {
    return this.#db.setting(name) ?? ''
  }
}
