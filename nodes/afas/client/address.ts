import { ProblemError } from '../../sdk/problem.ts'

export interface AddressConfig {
  readonly baseUrl?: string
  readonly participant?: string
  readonly environment?: 'production' | 'test' | 'accept'
}

const HOSTS = { production: 'rest', test: 'resttest', accept: 'restaccept' } as const

/** The address of the REST services, without a slash at its end. Plain http is for this machine only. */
export function addressOf(config: AddressConfig): string {
  const given = config.baseUrl?.trim()
  if (given) return checked(given)
  if (config.participant) {
    const host = `${config.participant}.${HOSTS[config.environment ?? 'production']}.afas.online`
    return `https://${host}/ProfitRestServices`
  }
  throw problem('The AFAS participant number is missing.', 'Fill in the five digits of your AFAS environment.')
}

function checked(address: string): string {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw problem(
      'The AFAS address is not a web address.',
      'It looks like https://12345.rest.afas.online/ProfitRestServices.',
    )
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw problem('The AFAS address carries more than an address.', 'Leave out user names, questions marks and hashes.')
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw problem('The AFAS address is not encrypted.', 'Use https. Plain http is only accepted on this machine.')
  }
  // People copy the address without the path that every AFAS has.
  const path = url.pathname.replace(/\/+$/, '')
  return `${url.origin}${path === '' ? '/ProfitRestServices' : path}`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

function problem(message: string, advice: string): ProblemError {
  return new ProblemError({ code: 'afas.address', message, advice, retry: 'after-fix', scope: 'system' })
}
