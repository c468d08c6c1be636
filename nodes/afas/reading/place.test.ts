import { expect, it } from 'vitest'
import { newestIn, placeOf, watermarkAt } from './place.ts'

const settings = { modifiedField: 'Modified', overlapSeconds: 120, sweepAt: '02:00' }
/** 12:30 in Amsterdam. */
const now = new Date('2026-11-24T11:30:00Z')
const watermark = { newest: '2026-11-24T09:00:00', swept: '2026-11-24' }

it('reads on from the newest change, with an overlap', () => {
  const place = placeOf({ watermark }, settings, now)
  expect(place).toEqual({
    after: '',
    since: '2026-11-24T08:58:00',
    until: '',
    began: '2026-11-24T12:30:00',
    ...watermark,
  })
  expect(watermarkAt(place)).toEqual(watermark)
})

it.each([
  ['the first time', {}, settings],
  ['once a day', { watermark: { ...watermark, swept: '2026-11-23' } }, settings],
  ['each time where changes do not show', { watermark }, { ...settings, modifiedField: '' }],
])('reads everything %s', (_, selection, given) => {
  expect(placeOf(selection, given, now)).toMatchObject({ since: '', until: '', newest: '', swept: '2026-11-24' })
})

it('reads everything neither before its time nor where it never is', () => {
  const yesterday = { watermark: { ...watermark, swept: '2026-11-23' } }
  expect(placeOf(yesterday, { ...settings, sweepAt: '13:00' }, now)).toMatchObject({ since: '2026-11-24T08:58:00' })
  expect(placeOf(yesterday, { ...settings, sweepAt: '' }, now)).toMatchObject({ since: '2026-11-24T08:58:00' })
})

it('reads a period that was chosen, by Dutch time', () => {
  expect(placeOf({ since: '2026-06-01T00:00:00Z' }, settings, now)).toMatchObject({
    since: '2026-06-01T02:00:00',
    until: '',
  })
  expect(placeOf({ until: '2026-01-01T00:00:00Z' }, settings, now)).toMatchObject({
    since: '',
    until: '2026-01-01T01:00:00',
  })
})

it('goes on where an interrupted reading was', () => {
  const cursor = { ...placeOf({}, settings, now), after: 'KOF-0007' }
  expect(placeOf({ cursor, watermark }, settings, new Date('2026-11-25T11:30:00Z'))).toBe(cursor)
})

it('leaves to the next reading what changes while this one goes on', () => {
  const place = placeOf({}, settings, now)
  const newest = newestIn([{ Modified: '2026-11-24T12:29:00Z' }, { Modified: '2026-11-24T12:31:00Z' }], 'Modified', '')
  expect(watermarkAt({ ...place, newest })).toEqual({ newest: '2026-11-24T12:30:00', swept: '2026-11-24' })
  expect(newestIn([{ Modified: '2026-11-24T12:29:00Z' }], '', 'before')).toBe('before')
})
