import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../../flows/root.ts'
import { scopes } from '../scopes.ts'

const guide = readFileSync(path.join(projectRoot(), 'nodes/shopify/guide/setup.md'), 'utf8')

it('names every scope, says what it is for, and lists those to paste', () => {
  for (const { handle, purpose } of scopes) expect(guide).toMatch(new RegExp(`\\| \`${handle}\` \\| ${purpose}`))
  const pasted = /```\n(.*)\n```/.exec(guide)?.[1]?.split(',')
  expect(pasted).toEqual(expect.arrayContaining(scopes.filter((one) => one.required).map((one) => one.handle)))
  const known = scopes.map((one) => one.handle)
  expect(guide.match(/\b(read|write)_[a-z_]+/g)?.filter((one) => !known.includes(one))).toEqual([])
})
