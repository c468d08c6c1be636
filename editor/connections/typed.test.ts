import { afterEach, expect, it, vi } from 'vitest'
import { keepTyped, typedBefore } from './typed.ts'

afterEach(() => vi.unstubAllGlobals())

/** What a browser keeps over a reload of the tab. */
function tab(): Map<string, string> {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  return kept
}

it('keeps what was typed over a reload, and never a credential', () => {
  const kept = tab()
  keepTyped('setup-afas', { name: 'Books', config: { member: '12345' }, secrets: { token: 'very-secret' } })
  expect([...kept.values()].join()).not.toContain('very-secret')
  expect(typedBefore('setup-afas')).toEqual({ name: 'Books', config: { member: '12345' }, secrets: {} })
  expect(typedBefore('setup-shopify')).toBeUndefined()
})

it('forgets it once it is sent, and takes what cannot be read for nothing', () => {
  const kept = tab()
  keepTyped('setup-afas', { name: 'Books', config: {}, secrets: {} })
  keepTyped('setup-afas', undefined)
  expect(kept.size).toBe(0)
  kept.set('koppel.typed.setup-afas', '{')
  expect(typedBefore('setup-afas')).toBeUndefined()
})
