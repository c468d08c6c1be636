import { describe, expect, it } from 'vitest'
import { connectors } from '../../nodes/index.ts'
import type { ConnectorView } from './connection-shapes.ts'
import { bodyOf, configSchema, isComplete, secretFields, splitFields, startOf, type Filled } from './form-state.ts'
import { systemForm } from './systems.ts'

const connectorOf = (type: string): ConnectorView => {
  const found = connectors.find((one) => one.type === type)
  return JSON.parse(JSON.stringify(found)) as ConnectorView
}
const afas = connectorOf('afas')
const shopify = connectorOf('shopify')
const filled = (change: Partial<Filled>): Filled => ({ name: 'AFAS', config: {}, secrets: {}, ...change })
const names = (config: Filled['config'], stored: string[] = [], refused: string[] = []) =>
  secretFields(afas, config, stored, refused).map(({ name, required }) => `${name}${required ? '*' : ''}`)

it.each(connectors.map((one) => one.type))('the words for %s name fields that its connector has', (type) => {
  const connector = connectorOf(type)
  const known = Object.keys(connector.config['properties'] as object)
  const secrets = Object.keys(connector.secrets['properties'] as object)
  const form = systemForm(type)
  expect(known).toEqual(
    expect.arrayContaining([...(form.main ?? []), ...form.required({}), ...Object.keys(form.start)]),
  )
  for (const auth of ['token', 'oauth', 'client-credentials']) {
    expect(secrets).toEqual(expect.arrayContaining(Object.keys(form.secrets?.({ auth }) ?? {})))
  }
})

describe('what is asked for', () => {
  it('follows the way to sign in', () => {
    expect(names({})).toEqual(['token*'])
    expect(names({ auth: 'oauth' })).toEqual(['clientId*', 'clientSecret*'])
  })
  it('is not asked again when it is stored, and is when the server wants it', () => {
    expect(names({}, ['token'])).toEqual(['token'])
    expect(names({}, ['token', 'clientId'], ['token', 'clientId'])).toEqual(['token*', 'clientId*'])
  })
  it('has the rare settings apart', () => {
    const { main, more } = splitFields(afas)
    expect(main).toEqual(['participant', 'environment', 'auth'])
    expect(more).toContain('baseUrl')
    expect(more).not.toContain('participant')
  })
  it('needs the participant unless an address is given', () => {
    expect(configSchema(afas, {})['required']).toEqual(['participant'])
    expect(configSchema(afas, { baseUrl: 'http://127.0.0.1' })['required']).toEqual([])
  })
})

describe('a form', () => {
  const complete = (config: Filled['config'], secrets: Filled['secrets']) =>
    isComplete(afas, filled({ config, secrets }), secretFields(afas, config, [], []))

  it('is complete with what the system needs, in its form', () => {
    expect(complete({ participant: '12345' }, { token: 'x' })).toBe(true)
    expect(complete({ participant: '1234' }, { token: 'x' })).toBe(false)
    expect(complete({ participant: '12345' }, {})).toBe(false)
    expect(complete({}, { token: 'x' })).toBe(false)
  })
  it('sends only what is shown and filled in', () => {
    const config = { auth: 'oauth' }
    const typed = filled({ name: ' A ', config, secrets: { token: 'left over', clientId: ' id ', clientSecret: '' } })
    expect(bodyOf(typed, secretFields(afas, config, [], []))).toEqual({
      name: 'A',
      config,
      secrets: { clientId: 'id' },
    })
  })
  it('begins with how new apps of Shopify sign in', () => {
    expect(startOf(shopify, undefined).config).toEqual({ auth: 'client-credentials' })
  })
})

it('says where a connection leads', () => {
  expect(systemForm('afas').leadsTo({ participant: '12345', environment: 'test' })).toBe('12345.resttest.afas.online')
  expect(systemForm('afas').leadsTo({ baseUrl: 'http://localhost:1/rest' })).toBe('localhost:1')
  expect(systemForm('shopify').leadsTo({ shop: 'a.myshopify.com' })).toBe('a.myshopify.com')
})
