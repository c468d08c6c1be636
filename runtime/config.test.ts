import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, isLoopback, readConfig } from './config.ts'

describe('the environment', () => {
  it('may be empty', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4680,
      dataDir: path.resolve('data'),
      secretKey: undefined,
      secretKeyFile: path.resolve('.koppel/secret.key'),
      adminToken: undefined,
      publicUrl: undefined,
      trustProxy: false,
      databaseUrl: undefined,
      sandbox: undefined,
      demo: true,
      afasSandboxPort: 4681,
      shopifySandboxPort: 4682,
    })
  })

  it('is read as it says', () => {
    const config = readConfig({
      KOPPEL_PORT: '0',
      KOPPEL_SANDBOX: '0',
      KOPPEL_DEMO: '0',
      KOPPEL_PUBLIC_URL: 'https://koppel.example.nl/',
      KOPPEL_TRUST_PROXY: '10.0.0.0/8, 127.0.0.1',
    })
    expect(config).toMatchObject({ port: 0, sandbox: false, demo: false, publicUrl: 'https://koppel.example.nl' })
    expect(config.trustProxy).toEqual(['10.0.0.0/8', '127.0.0.1'])
  })

  it.each([
    ['KOPPEL_PORT', '70000'],
    ['KOPPEL_PORT', '46x'],
    ['KOPPEL_SANDBOX', 'maybe'],
    ['KOPPEL_PUBLIC_URL', 'koppel.example.nl'],
    ['KOPPEL_PUBLIC_URL', 'ftp://koppel.example.nl'],
    ['KOPPEL_TRUST_PROXY', 'true'],
    ['KOPPEL_ADMIN_TOKEN', 'short'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })

  it('knows which hosts only this machine reaches', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1', 'localhost'].every(isLoopback)).toBe(true)
    expect(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.nl'].some(isLoopback)).toBe(false)
  })
})
