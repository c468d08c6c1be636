import { expect, it } from 'vitest'
import { wholeList, type ListPage } from './whole-list.ts'

const page = (nodes: readonly number[], endCursor: string | null): ListPage<number> => ({
  nodes,
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
})

it('reads a list to its end, page behind page, and as far as it goes when what it belongs to is gone', async () => {
  const asked: string[] = []
  const pages: Readonly<Record<string, ListPage<number>>> = { a: page([3, 4], 'b'), b: page([5], null) }
  const next = (after: string) => {
    asked.push(after)
    return Promise.resolve(pages[after])
  }
  expect(await wholeList(page([1, 2], 'a'), next)).toEqual([1, 2, 3, 4, 5])
  expect(asked).toEqual(['a', 'b'])
  expect(await wholeList(page([1], null), next)).toEqual([1])
  expect(await wholeList(page([1], 'gone'), next)).toEqual([1])
  expect(asked).toEqual(['a', 'b', 'gone'])
})
