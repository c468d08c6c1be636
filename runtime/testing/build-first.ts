import { execFileSync } from 'node:child_process'

/** Tests start real processes from the compiled runtime: it must be there and fresh before the first of them. */
export default function buildFirst(): void {
  execFileSync(process.execPath, ['runtime/start.mjs', '--build-only', '--runtime-only'], { stdio: 'inherit' })
}
