/** A company as a mapping makes it, and what its node does with it in the sandbox. */
import type { Wrote } from '../../../sdk/context.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import type { Reference } from '../../../sdk/write.ts'
import { contextFor, type OpenSandbox } from '../testing.ts'
import { setCompany } from './set-company.ts'

export const place = (address1: string) => ({ address1, zip: '6711 AA', city: 'Ede', countryCode: 'NL' })
export const ina = { number: '1', email: 'Ina@firma.example', firstName: 'Ina', lastName: 'Inkoop', title: 'Inkoper' }
export const kees = {
  number: '2',
  email: 'kees@firma.example',
  lastName: 'de Kok',
  phone: '06-12345678',
  country: 'NL',
}
export const firma = {
  number: '20001',
  name: 'Firma B.V.',
  locations: [
    { number: '20001', taxNumber: 'NL1', address: place('Kade 1'), metafields: { koppel: { cost_centre: 'WEB' } } },
    { number: '20001-5', name: 'Filiaal', address: place('Laan 2') },
  ],
  contacts: [ina, kees, { firstName: 'Lot', lastName: 'Zonder' }],
}

export async function writeCompany(
  sandbox: OpenSandbox,
  document: object,
  known?: Partial<Wrote>,
  config: object = {},
) {
  const { context, logged, results } = contextFor(sandbox.client, config as Parameters<typeof contextFor>[1])
  const record = { id: 'r', identity: '20001', key: '20001', keys: [], parents: [], data: document }
  const wrote = (operation: string) =>
    operation === 'company' && known
      ? { state: 'done', own: true, flow: 'flow', thisRun: false, finished: true, ...known }
      : undefined
  const input = (async function* () {
    yield await Promise.resolve([record] as never)
  })()
  const outcomes: Outcome[] = []
  const alarms: (boolean | undefined)[] = []
  const noticing: typeof context.write = (one) => {
    alarms.push(one.guard?.alarming)
    return context.write(one)
  }
  const used = { ...context, wrote, write: noticing }
  for await (const some of setCompany.run(input, used as never)) outcomes.push(...some)
  const [result] = results
  const reference: Reference | undefined = result?.kind === 'written' ? result.reference : undefined
  return { outcomes, logged, reference, alarms }
}
