import { expect, test } from 'vitest'
import { resolveSettings, settingValues } from './resolve-settings.ts'
import type { FlowSettings } from './schema.ts'

const settings: FlowSettings = {
  schema: {
    type: 'object',
    properties: { statuses: { type: 'array', default: ['PAID'] }, cutOver: { type: 'string' }, unit: { default: 1 } },
  },
  values: { unit: 2, extra: 'x' },
}

test('a reference becomes what was filled in, else the default, at any depth', () => {
  const config = { unit: { $setting: 'unit' }, deep: { list: [{ $setting: 'statuses' }, 'b'] }, plain: { a: 1 } }
  expect(resolveSettings(config, settings)).toEqual({
    config: { unit: 2, deep: { list: [['PAID'], 'b'] }, plain: { a: 1 } },
    problems: [],
  })
})

test('a setting without a value leaves its key out; one that does not exist is a problem', () => {
  const config = { cutOver: { $setting: 'cutOver' }, a: [{ b: { $setting: 'nope' } }], c: { $setting: 'constructor' } }
  const result = resolveSettings(config, settings)
  expect(result.config).toEqual({ a: [{}] })
  expect(result.problems.map((one) => one.path)).toEqual(['$.a[0].b', '$.c'])
})

test('what only looks like a reference is left alone', () => {
  const config = { a: { $setting: 'unit', other: 1 }, b: { $setting: 5 } }
  expect(resolveSettings(config, settings)).toEqual({ config, problems: [] })
})

test('a default is not shared: changing one resolved config changes no other', () => {
  const first = resolveSettings({ s: { $setting: 'statuses' } }, settings).config['s'] as string[]
  first.push('PENDING')
  expect(resolveSettings({ s: { $setting: 'statuses' } }, settings).config['s']).toEqual(['PAID'])
  expect(settingValues(undefined)).toEqual({})
})
