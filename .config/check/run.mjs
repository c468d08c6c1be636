// `npm run check`: every gate, and for each a canary that proves that the gate still bites. Ends with one line a step.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { canaryTree } from './canary-tree.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const bin = (name) => path.join(root, 'node_modules', '.bin', name)
const ROOMS = ['flows', 'nodes', 'runtime', 'editor']
const shopifySchema = '../shared/data/shopify/admin_2026-10.json.gz'

function run(command, args, cwd = root) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return { ok: result.status === 0, output: `${result.stdout ?? ''}${result.stderr ?? ''}` }
}
const tsx = (script, ...args) => run(process.execPath, ['--import', 'tsx', script, ...args])

/** A gate that must pass on the tree. */
const gates = [
  ['format', () => run(bin('oxfmt'), ['--check', ...ROOMS, 'vite.config.ts'])],
  ['lint', () => run(bin('oxlint'), [...ROOMS, 'vite.config.ts'])],
  ['types and layering', () => run(bin('tsc'), ['-b'])],
  ['dead code', () => run(bin('knip'), ['-c', '.config/knip.json', '--no-progress'])],
  ['generated: flow schema', () => tsx('flows/generate-schema.ts', '--check')],
  ['generated: node manifests', () => tsx('nodes/generate-manifest.ts', '--check')],
  ['generated: migrations', () => tsx('.config/check/migrations.ts')],
  ['install scripts', () => tsx('.config/check/install-scripts.ts')],
]
if (existsSync(path.join(root, shopifySchema))) {
  gates.push(['generated: Shopify schema', () => tsx('nodes/shopify/schema/prune.ts', '--check')])
  gates.push(['generated: AFAS connectors', () => tsx('nodes/afas/schema/condense.ts', '--check')])
}

/** A known-bad file that its gate must refuse, with the words its refusal must hold. */
const canaries = [
  ['format', 'flows/ugly.ts', (tree) => run(bin('oxfmt'), ['--check', 'flows'], tree), ['ugly.ts']],
  [
    'lint',
    'runtime/bad.ts',
    (tree) => run(bin('oxlint'), ['runtime'], tree),
    ['no-console', 'no-explicit-any', 'no-floating-promises', 'no-cycle'],
  ],
  ['lint: focused tests', 'runtime/bad.test.ts', (tree) => run(bin('oxlint'), ['runtime'], tree), ['no-focused-tests']],
  ['lint: layering', 'nodes/afas/leak.ts', (tree) => run(bin('oxlint'), ['nodes'], tree), ['no-restricted-imports']],
  ['types: layering', 'nodes/afas/leak.ts', (tree) => run(bin('tsc'), ['-b', 'nodes'], tree), ['TS6307']],
  ['types: strictness', 'flows/loose.ts', (tree) => run(bin('tsc'), ['-b', 'flows'], tree), ['TS2532', 'TS4111']],
  ['dead code', 'flows/dead.ts', (tree) => run(bin('knip'), ['-c', '.config/knip.json', '--no-progress'], tree), ['dead.ts']],
]

let failed = 0
const report = (name, ok, started, output) => {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (!ok) {
    failed += 1
    console.log(output.split('\n').slice(-60).join('\n'))
  }
}
for (const [name, gate] of gates) {
  const started = Date.now()
  const { ok, output } = gate()
  report(name, ok, started, output)
}
const tree = canaryTree(root)
try {
  for (const [name, , gate, words] of canaries) {
    const started = Date.now()
    const { ok, output } = gate(tree.folder)
    const missing = words.filter((word) => !output.includes(word))
    const bites = !ok && missing.length === 0
    report(`canary: ${name}`, bites, started, `The gate let a known-bad file through (${missing.join(', ')}).\n${output}`)
  }
} finally {
  tree.remove()
}
console.log(failed === 0 ? 'check: all gates passed' : `check: ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
