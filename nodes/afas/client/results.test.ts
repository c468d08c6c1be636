import { expect, test } from 'vitest'
import { resultOf, resultsOf } from './results.ts'

test.each([
  ['with results', '{"results":{"FbSales":{"OrNu":"60012345"}}}', { OrNu: '60012345' }],
  ['without', '{"FbSales":{"OrNu":60012345}}', { OrNu: '60012345' }],
  ['as a list', '[{"results":{"FbSales":[{"OrNu":"1"},{"OrNu":"2"}]}}]', { OrNu: '1' }],
  ['under another root', '{"FiEntryPar":{"EnNo":"7","UnId":1}}', { EnNo: '7', UnId: '1' }],
  ['empty', '', {}],
  ['not JSON', '<html>', {}],
])('an answer %s is read', (_, text, result) => {
  expect(resultOf(text)).toEqual(result)
})

test('several elements give several results', () => {
  expect(resultsOf('{"results":{"FbSales":[{"OrNu":"1"},{"OrNu":"2"}]}}')).toEqual([{ OrNu: '1' }, { OrNu: '2' }])
})
