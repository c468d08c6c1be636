import { expect, test } from 'vitest'
import { formatSteps, migrateFormat, stepFaults, type FormatStep } from './migrate.ts'

/** Steps as a later Koppel might have them; the released formats have their own fixtures once there are several. */
const steps: readonly FormatStep[] = [
  {
    from: 1,
    up: (flow) => {
      flow['title'] = flow['name']
      delete flow['name']
    },
  },
  { from: 2, up: (flow) => (flow['labels'] = []) },
]

test('a document is brought up step by step, and the one given stays as it is', () => {
  const old = { format: 'koppel.flow/1', name: 'Orders' }
  expect(migrateFormat(old, steps, 3)).toEqual({
    ok: true,
    document: { format: 'koppel.flow/3', title: 'Orders', labels: [] },
  })
  expect(old).toEqual({ format: 'koppel.flow/1', name: 'Orders' })
  const middle = { format: 'koppel.flow/2', title: 'Orders' }
  expect(migrateFormat(middle, steps, 3)).toMatchObject({ document: { title: 'Orders', labels: [] } })
})

test('a newer format is refused by its number', () => {
  expect(migrateFormat({ format: 'koppel.flow/4' }, steps, 3)).toMatchObject({
    ok: false,
    problem: { path: '$.format', code: 'flow.newer-format', message: expect.stringContaining('format 4') as string },
  })
})

test.each([[{ format: 'koppel.flow/0' }], [{ format: 'other/1' }], [{ format: 1 }], [{}], [null], [[]], ['x']])(
  '%j has no format',
  (document) => {
    expect(migrateFormat(document)).toMatchObject({ ok: false, problem: { code: 'flow.unknown-format' } })
  },
)

test('the steps that are there lead to the current format without a gap', () => {
  expect(stepFaults(formatSteps)).toEqual([])
  expect(stepFaults(steps, 3)).toEqual([])
  expect(stepFaults([{ from: 1, up: () => undefined }], 3)).toHaveLength(1)
})
