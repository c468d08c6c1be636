import { lookup as resolve, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { mayConnect, type Allowed } from './allow.ts'

const CONNECT_MS = 10_000

/** The name or number leads to where nobody may call from here. */
export class BlockedAddress extends Error {
  readonly code = 'BLOCKED_ADDRESS'
  constructor(host: string) {
    super(`${host} leads to an address inside this network`)
  }
}

/**
 * An agent that connects to public addresses and allowed ones only. Names are judged by what they resolve to, for each
 * connection anew, and the address that was really connected to is looked at once more before anything is sent: a name that
 * changes its mind in between gains nothing.
 */
export function guardedAgent(allowed: Allowed, resolveName: typeof resolve = resolve): Agent {
  const connect = buildConnector({ timeout: CONNECT_MS, lookup: guardedLookup(allowed, resolveName) } as object)
  return new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(options, callback) {
      const host = options.hostname.replace(/^\[|\]$/g, '')
      // A number in the address is not looked up at all. Octal and other odd forms are normal ones by now: URLs are read that way.
      if (isIP(host) !== 0 && !mayConnect(allowed, host, host)) return callback(new BlockedAddress(host), null)
      connect(options, (...answer) => {
        const [error, socket] = answer
        if (error || !socket || mayConnect(allowed, host, socket.remoteAddress ?? '')) return callback(...answer)
        socket.destroy()
        callback(new BlockedAddress(host), null)
      })
    },
  })
}

function guardedLookup(allowed: Allowed, resolveName: typeof resolve): LookupFunction {
  return (host, options, callback) => {
    resolveName(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const open = error ? [] : found.filter(({ address }) => mayConnect(allowed, host, address))
      const [first] = open
      if (error ?? !first) return callback(error ?? new BlockedAddress(host), '')
      if (options.all === true) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}
