import { expect, it } from 'vitest'
import { without } from './sent-before.ts'
import { fingerprint, inputOf, shownTracking, trackingOf } from './tracking.ts'
import { wantedOf } from './wanted.ts'

const record = (fulfilment: object) => ({
  ...{ id: 'r', identity: 'r', key: '5001', keys: [], parents: [] },
  data: { fulfilment },
})
const wantedLines = (...lines: readonly object[]) => wantedOf(record({ order: 'gid', lines }) as never).lines

it.each([
  ['one number', { number: ' 3SA ' }, { number: '3SA' }],
  ['several parcels', { number: '3SA; 3SB,3SC', company: 'DPD' }, { company: 'DPD', numbers: ['3SA', '3SB', '3SC'] }],
  ['a link', { url: 'https://t.example/1' }, { url: 'https://t.example/1' }],
  [
    'several and a link',
    { number: 'A B', url: 'https://t.example/1' },
    { numbers: ['A', 'B'], urls: ['https://t.example/1'] },
  ],
])('sends tracking as Shopify takes it: %s', (_, given, sent) => {
  const tracking = trackingOf(given)
  expect(tracking && inputOf(tracking)).toEqual(sent)
})

it('has no tracking without a number or a link', () => {
  expect(trackingOf({ company: 'PostNL', number: ' ' })).toBeUndefined()
  expect(fingerprint(undefined)).toBe('')
})

it('knows a tracking again in the shop, whatever link the shop made of it', () => {
  const ours = trackingOf({ number: '3SA 3SB', company: 'PostNL' })
  const infos = ['3SA', '3SB'].map((number) => ({ company: 'PostNL', number, url: `https://postnl.example/${number}` }))
  expect(fingerprint(shownTracking(infos))).toBe(fingerprint(ours))
  expect(fingerprint(shownTracking(infos.slice(1)))).not.toBe(fingerprint(ours))
  const link = [{ company: null, number: null, url: 'https://t.example/1' }]
  expect(fingerprint(shownTracking(link))).toBe(fingerprint(trackingOf({ url: 'https://t.example/1' })))
})

it('takes what came back off what left of the same article', () => {
  const back = [
    { sku: 'KOF', quantity: 3 },
    { sku: 'kof', quantity: -1 },
    { sku: 'THE', quantity: -2 },
    { sku: 'MOK', quantity: 1 },
  ]
  expect(wantedLines(...back)).toEqual([
    { sku: 'KOF', quantity: 2 },
    { sku: 'MOK', quantity: 1 },
  ])
})

it('takes off what was sent before, from the line that was meant first', () => {
  const wanted = [
    { sku: 'KOF', quantity: 2 },
    { sku: 'KOF', quantity: 2, lineItem: 'b' },
  ]
  const sent = [
    { lineItem: 'b', sku: 'kof', quantity: 2 },
    { lineItem: 'a', sku: 'KOF', quantity: 1 },
  ]
  expect(without(wanted, sent)).toEqual([{ sku: 'KOF', quantity: 1 }])
})
