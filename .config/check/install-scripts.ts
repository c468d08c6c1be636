import { readFileSync } from 'node:fs'

// Which packages may run a program while they are installed: exactly these, each known to need it.
const ALLOWED = ['better-sqlite3', 'esbuild']

interface Lock {
  packages: Record<string, { hasInstallScript?: boolean }>
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { allowScripts?: Record<string, boolean> }
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
const approved = Object.keys(manifest.allowScripts ?? {}).toSorted()
const faults: string[] = []
if (JSON.stringify(approved) !== JSON.stringify(ALLOWED)) {
  faults.push(`allowScripts in package.json is ${approved.join(', ')}; expected ${ALLOWED.join(', ')}.`)
}
const versions = JSON.parse(readFileSync('node_modules/jsonata/package.json', 'utf8')) as { version: string }
const [major = 0, minor = 0, patch = 0] = versions.version.split('.').map(Number)
if (major * 10_000 + minor * 100 + patch < 20_202) {
  faults.push(`jsonata ${versions.version} lets expressions run code; 2.2.2 or newer is needed.`)
}
for (const [name, entry] of Object.entries(lock.packages)) {
  const short = name.slice(name.lastIndexOf('node_modules/') + 'node_modules/'.length)
  // fsevents is for another system and never installed here.
  if (entry.hasInstallScript && !ALLOWED.includes(short) && short !== 'fsevents') faults.push(`${short} wants to run a script when it is installed.`)
}
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exit(faults.length === 0 ? 0 : 1)
