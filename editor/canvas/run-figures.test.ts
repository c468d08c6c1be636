import { expect, it } from 'vitest'
import { withPending } from './run-figures.tsx'

const counts = { read: 10, created: 3, updated: 0, skipped: 2, parked: 1, pending: 0 }

it('counts what is read and not settled as pending, so that the sum holds at every moment', () => {
  const shown = withPending({ counts, status: 'running' })
  expect(shown.pending).toBe(4)
  expect(shown.created + shown.updated + shown.skipped + shown.parked + shown.pending).toBe(shown.read)
})

it('never shows fewer than none', () => {
  expect(withPending({ counts: { ...counts, read: 5 }, status: 'running' }).pending).toBe(0)
})
