import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import { parseFlow } from '../flows/parse.ts'
import { resolveSettings } from '../flows/resolve-settings.ts'
import { projectRoot } from '../flows/root.ts'
import type { Flow } from '../flows/schema.ts'
import { templates } from '../flows/templates/index.ts'
import { allNodes, nodeByType } from './index.ts'
import { readyConfig } from './sdk/config.ts'
import { manifestOf } from './sdk/manifest.ts'

const folder = path.join(projectRoot(), 'nodes')

/** Every property of a config schema, however deep, with its place. */
function propertiesOf(schema: unknown, at = '$'): [string, Record<string, unknown>][] {
  const { properties = {}, items, anyOf = [] } = schema as Record<string, never>
  const own = Object.entries(properties as Record<string, Record<string, unknown>>)
  return [
    ...own.flatMap(([name, one]): [string, Record<string, unknown>][] => [
      [`${at}.${name}`, one],
      ...propertiesOf(one, `${at}.${name}`),
    ]),
    ...(items ? propertiesOf(items, `${at}[]`) : []),
    ...(anyOf as unknown[]).flatMap((one) => propertiesOf(one, at)),
  ]
}

describe.each(allNodes().map((node) => [node.type, node] as const))('%s', (type, node) => {
  test('is found by its type and has a family, a title, a sentence and an icon that exists', () => {
    expect(nodeByType(type)).toBe(node)
    expect(node.type).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
    expect(node.description).toMatch(/\.$/)
    const icon = node.icon.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())
    expect(
      existsSync(path.join(projectRoot(), `node_modules/@tabler/icons-react/dist/esm/icons/Icon${icon}.mjs`)),
    ).toBe(true)
  })

  test('works as it comes: its defaults are valid', () => {
    expect(readyConfig(node, { version: node.version, config: {} })).toMatchObject({ ok: true })
  })

  test('names every setting in its form, and explains those of the core', () => {
    const shown = propertiesOf(manifestOf(node).config).filter(([, one]) => one['const'] === undefined)
    const wanted = type.startsWith('core.') ? ['title', 'description'] : ['title']
    const bare = shown.filter(([, one]) => wanted.some((name) => !one[name]))
    expect(bare.map(([at]) => at)).toEqual([])
  })

  test('leads from version 1 to its own without a gap', () => {
    const steps = (node.migrations ?? []).map((one) => one.to)
    expect(steps).toEqual(Array.from({ length: node.version - 1 }, (_, at) => at + 2))
  })
})

test('every node file is registered', () => {
  const files = ['core', 'afas', 'shopify'].flatMap((system) => {
    const nodes = path.join(folder, system, 'nodes')
    const names = readdirSync(nodes, { recursive: true }) as string[]
    return names
      .filter((name) => /(?<!\.test)\.ts$/.test(name))
      .map((name) => readFileSync(path.join(nodes, name), 'utf8'))
  })
  const types = files.flatMap((text) => [...text.matchAll(/^ {2}type: '([a-z]+\.[a-z-]+)'/gm)].map((match) => match[1]))
  expect(new Set(types)).toEqual(new Set(allNodes().map((node) => node.type)))
})

/** Everything in a flow that a person wrote as an expression. */
function expressionsOf(flow: Flow): string[] {
  const found: string[] = []
  JSON.stringify(flow.nodes, (key, value: unknown) => {
    if (key === 'expression' && typeof value === 'string') found.push(value)
    return value
  })
  return found
}

describe.each(templates().map((flow) => [flow.id, flow] as const))('template %s', (_, flow) => {
  test('is a flow of nodes that exist, wired to ports that exist', () => {
    const shape = (type: string) => {
      const node = nodeByType(type)
      return node && manifestOf(node)
    }
    expect(parseFlow(flow, shape)).toMatchObject({ ok: true, missing: [] })
  })

  test('has a valid config in every node on its default settings', () => {
    for (const node of flow.nodes) {
      const definition = nodeByType(node.type)
      const { config, problems } = resolveSettings(node.config, flow.settings)
      expect(problems).toEqual([])
      expect(definition && readyConfig(definition, { version: node.version, config })).toMatchObject({ ok: true })
    }
  })

  test('has expressions that can be read', () => {
    for (const expression of expressionsOf(flow)) expect(() => jsonata(expression)).not.toThrow()
  })
})
