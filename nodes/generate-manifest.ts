import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../flows/root.ts'
import { allNodes } from './index.ts'
import { manifestOf } from './sdk/manifest.ts'

// Writes nodes/manifest.json, in which every change of a node's contract shows; with --check it fails when it is stale.
const file = path.join(projectRoot(), 'nodes', 'manifest.json')
const text = `${JSON.stringify(allNodes().map(manifestOf), null, 2)}\n`

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('nodes/manifest.json is stale: run "node --import tsx nodes/generate-manifest.ts"\n')
    process.exit(1)
  }
} else writeFileSync(file, text)
