// How the programs of the runtime are built. Each is one entry at the path of its source; what they share, the packages
// of npm included, is in a few chunks: a process then reads some ten files at its start and not 1,400. Nothing is
// minified, so that a stack trace names functions as they are called in the sources.
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Programs, and the modules that tests load into a process of plain Node. */
const ENTRIES = [
  'runtime/main',
  'runtime/cli',
  'runtime/bench/main',
  'runtime/runner/main',
  'runtime/evaluator/child',
  'runtime/evaluator/watch',
  'runtime/evaluator/evaluator',
  'nodes/afas/sandbox/main',
  'nodes/afas/sandbox/start',
  'nodes/shopify/sandbox/main',
]
/** With machine code of their own, which they look for beside themselves. */
const NATIVE = ['better-sqlite3', '@node-rs/argon2']

export default {
  root,
  configFile: false,
  publicDir: false,
  ssr: { target: 'node', noExternal: true, external: NATIVE },
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    outDir: path.join(root, '.build'),
    // The built editor lives there too.
    emptyOutDir: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(ENTRIES.map((entry) => [entry, path.join(root, `${entry}.ts`)])),
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
}
