import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { readyConfig } from '../../../sdk/config.ts'
import { markOrder } from '../mark-order/mark-order.ts'
import { OrdersConfigSchema, startOf } from './config.ts'
import { orders } from './orders.ts'
import { plainName, searchByNames, searchOf } from './search.ts'

describe('the search', () => {
  it('joins its conditions, in UTC and in quotes', () => {
    const search = searchOf({
      statuses: ['PAID', 'PARTIALLY_PAID'],
      updatedFrom: new Date('2026-11-01T00:10:00.500+01:00'),
      processedFrom: new Date('2026-10-01T00:00:00Z'),
    })
    expect(search).toBe(
      "updated_at:>='2026-10-31T23:10:00Z' AND processed_at:>='2026-10-01T00:00:00Z' AND (financial_status:paid OR financial_status:partially_paid)",
    )
  })

  it('of nothing is empty, and one status needs no brackets', () => {
    expect(searchOf({})).toBe('')
    expect(searchOf({ statuses: ['PAID'] })).toBe('financial_status:paid')
  })

  it('asks for names with and without the sign, and lets nobody out of the quotes', () => {
    expect(searchByNames(['1001'])).toBe("(name:'1001' OR name:'#1001')")
    expect(searchByNames(["1' OR status:open"])).toContain("name:'1\\' OR status:open'")
  })

  it('compares names as people mean them', () => {
    expect(plainName(' #EN1001 ')).toBe(plainName('en1001'))
    expect(plainName('#1001')).not.toBe(plainName('#10010'))
  })
})

describe('a cut-over date', () => {
  it.each([
    ['2026-01-15', '2026-01-14T23:00:00.000Z'],
    ['2026-07-15', '2026-07-14T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['2026-11-01T12:00:00Z', '2026-11-01T12:00:00.000Z'],
  ])('%s begins at %s', (date, moment) => {
    expect(startOf(date)?.toISOString()).toBe(moment)
  })

  it('that is none is refused', () => {
    expect(startOf('next week')).toBeUndefined()
    expect(startOf('2026-13-01')).toBeUndefined()
  })
})

describe('the settings', () => {
  it.each([
    {},
    { trigger: { type: 'webhook', topic: 'ORDERS_PAID' }, statuses: ['PAID'], pageSize: 244 },
    { trigger: { type: 'schedule', cron: '0 6 * * *', timeZone: 'Europe/Amsterdam' }, excludeTags: ['AFAS'] },
  ])('%o are valid', (config) => {
    expect(Value.Check(OrdersConfigSchema, config)).toBe(true)
  })

  it.each([
    { statuses: ['paid'] },
    { trigger: { type: 'schedule', every: '15 minutes' } },
    { trigger: { type: 'sometimes' } },
    { pageSize: 245 },
    { pagesize: 5 },
  ])('%o are not', (config) => {
    expect(Value.Check(OrdersConfigSchema, config)).toBe(false)
  })

  it('are complete with their defaults', () => {
    const ready = readyConfig(orders, { version: 1, config: { trigger: { type: 'manual' } } })
    expect(ready).toMatchObject({ ok: true, config: { trigger: { type: 'manual' }, pageSize: 50, overlapMinutes: 10 } })
    expect(readyConfig(orders, { version: 1, config: { cutOver: 'soon' } })).toMatchObject({ ok: false })
    const number = { namespace: 'koppel', key: 'afas_number' }
    expect(readyConfig(markOrder, { version: 1, config: {} })).toMatchObject({
      ok: true,
      config: { metafield: number },
    })
    expect(readyConfig(markOrder, { version: 1, config: { tag: '', metafield: false } })).toMatchObject({ ok: false })
  })

  it('are plain JSON for the editor, with their defaults', () => {
    const schema = JSON.parse(JSON.stringify(OrdersConfigSchema)) as {
      properties: Record<string, { default?: unknown }>
    }
    expect(schema.properties['trigger']?.default).toEqual({ type: 'schedule', every: '15m' })
    expect(schema.properties['statuses']).toMatchObject({
      type: 'array',
      items: { enum: expect.arrayContaining(['PAID']) },
    })
  })
})
