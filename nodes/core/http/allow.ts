import ipaddr from 'ipaddr.js'

/** Which hosts beyond the public internet may be called: names as they stand in an address, and ranges of addresses. */
export interface Allowed {
  readonly hosts: ReadonlySet<string>
  readonly ranges: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]
}

/** Reads `KOPPEL_HTTP_ALLOW`: host names, addresses and CIDR ranges, with commas or spaces between. */
export function readAllowed(text: string | undefined): Allowed {
  const hosts = new Set<string>()
  const ranges: (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[] = []
  for (const entry of (text ?? '').split(/[\s,]+/).filter((one) => one !== '')) {
    if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry))
    else if (ipaddr.isValid(entry)) ranges.push(wholeAddress(entry))
    else hosts.add(entry.toLowerCase())
  }
  return { hosts, ranges }
}

function wholeAddress(text: string): readonly [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/**
 * Whether this address may be connected to under this name. By itself only what is routed on the public internet may: not this
 * machine, not the network it stands in, not the metadata service of a cloud, nor a form of IPv6 that carries one of these.
 */
export function mayConnect(allowed: Allowed, host: string, address: string): boolean {
  if (allowed.hosts.has(host.toLowerCase())) return true
  if (!ipaddr.isValid(address)) return false
  return isPublic(ipaddr.process(address)) || isNamed(allowed, address)
}

/** The part of IPv6 that is given out on the internet; beyond it stand, among others, the old forms that carry an IPv4 address (`::7f00:1`). */
const GIVEN_OUT = ipaddr.parseCIDR('2000::/3')
/** Looks public and is not: where a cloud machine asks its host for its keys. */
const CLOUD_HOSTS = new Set(['168.63.129.16'])

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast' || CLOUD_HOSTS.has(address.toString())) return false
  return address.kind() === 'ipv4' || address.match(GIVEN_OUT)
}

/** Whether the operator named this host: its name, or an address in one of the ranges. */
export function isNamed({ hosts, ranges }: Allowed, host: string): boolean {
  if (hosts.has(host.toLowerCase())) return true
  if (!ipaddr.isValid(host)) return false
  const parsed = ipaddr.process(host)
  return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits))
}
