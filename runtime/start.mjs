// Builds what is missing or stale, then starts Koppel in this same process. Plain JavaScript, since it runs
// before anything is compiled.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const build = path.join(root, '.build')
const args = process.argv.slice(2)
const cli = args.includes('--cli')
const bench = args.includes('--bench')
const say = (text) => process.stderr.write(`${text}\n`)

/** A fingerprint of the sources: name, size and time of each file, so an unchanged tree costs a directory walk. */
function fingerprint(rooms, files) {
  const hash = createHash('sha256')
  const visit = (entry) => {
    const stat = statSync(entry, { throwIfNoEntry: false })
    if (!stat) return
    if (stat.isDirectory()) {
      for (const name of readdirSync(entry).sort()) if (name !== 'node_modules') visit(path.join(entry, name))
    } else hash.update(`${path.relative(root, entry)} ${stat.size} ${stat.mtimeMs}\n`)
  }
  for (const entry of [...rooms, ...files]) visit(path.join(root, entry))
  return hash.digest('hex')
}

function step(name, title, rooms, files, work) {
  const stamp = path.join(build, `${name}.stamp`)
  const now = fingerprint(rooms, files)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  const started = Date.now()
  say(`${title} …`)
  rmSync(stamp, { force: true })
  work()
  mkdirSync(build, { recursive: true })
  writeFileSync(stamp, now)
  say(`${title}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

const bin = (name) => path.join(root, 'node_modules', '.bin', name)
const run = (command, parameters) => {
  execFileSync(command, parameters, { cwd: root, stdio: ['ignore', 2, 2] })
}

function buildRuntime() {
  step('runtime', 'Building the runtime', ['flows', 'nodes', 'runtime', '.config'], ['package-lock.json'], () => {
    for (const name of ['flows', 'nodes', 'runtime', 'chunks'])
      rmSync(path.join(build, name), { recursive: true, force: true })
    // Types are checked by `npm run check`; here every program is only put together, which takes seconds.
    run(bin('vite'), ['build', '-c', path.join(root, '.config', 'vite.runtime.mjs'), '--logLevel', 'warn'])
  })
}

function buildEditor() {
  const files = ['vite.config.ts', 'package-lock.json']
  step('editor', 'Building the editor', ['editor', 'flows', 'nodes/sdk'], files, () => {
    run(bin('vite'), ['build', '--logLevel', 'warn'])
  })
}

try {
  buildRuntime()
  if (!cli && !bench && !args.includes('--runtime-only')) buildEditor()
} catch {
  say('Koppel could not be built: the lines above say what is wrong. Run "npm ci" if packages are missing.')
  process.exit(1)
}
if (!args.includes('--build-only')) {
  if (cli) process.argv = [process.argv[0], process.argv[1], ...args.filter((one) => one !== '--cli')]
  const entry = path.join(build, 'runtime', cli ? 'cli.js' : bench ? 'bench/main.js' : 'main.js')
  await import(pathToFileURL(entry).href)
}
