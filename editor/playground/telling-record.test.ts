import { expect, test } from 'vitest'
import { tellingRecord } from './sandbox-queries.ts'

const record = (id: string, status: string) => ({ id, status, flow: 'f', key: '#1' })

test('where it was written tells most, a sweep that met it again least', () => {
  expect(tellingRecord([record('c', 'skipped'), record('b', 'created'), record('a', 'parked')])?.id).toBe('b')
  expect(tellingRecord([record('c', 'skipped'), record('a', 'parked')])?.id).toBe('a')
  expect(tellingRecord([record('c', 'skipped')])?.id).toBe('c')
  expect(tellingRecord([])).toBeUndefined()
})
