import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { icons } from './node-icon.tsx'

it('has the icon of every node that comes with Koppel', () => {
  const manifests = JSON.parse(readFileSync(path.join(projectRoot(), 'nodes', 'manifest.json'), 'utf8')) as {
    icon: string
  }[]
  expect(manifests.map(({ icon }) => icon).filter((icon) => !Object.hasOwn(icons, icon))).toEqual([])
})
