import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

// A table that was changed without a migration would work on new installations and break every other.
const FOLDER = 'runtime/store/migrations/sqlite'
let drift = 0
for (const name of readdirSync(FOLDER)) {
  const out = mkdtempSync(path.join(tmpdir(), 'koppel-migrations-'))
  cpSync(path.join(FOLDER, name), out, { recursive: true })
  const config = path.join(out, 'drizzle.config.json')
  writeFileSync(config, JSON.stringify({ dialect: 'sqlite', schema: `./runtime/store/tables/${name}.ts`, out: path.relative('.', out) }))
  const before = readdirSync(out).filter((file) => file.endsWith('.sql')).length
  execFileSync('node_modules/.bin/drizzle-kit', ['generate', '--config', path.relative('.', config)], { stdio: 'pipe' })
  const after = readdirSync(out).filter((file) => file.endsWith('.sql')).length
  rmSync(out, { recursive: true, force: true })
  if (after === before) continue
  drift += 1
  process.stderr.write(`${name}: the tables differ from the migrations; run drizzle-kit generate with .config/drizzle/${name}.ts\n`)
}
process.exit(drift === 0 ? 0 : 1)
