import { existsSync } from 'node:fs'

/** The system's own Chromium: nothing is downloaded. `KOPPEL_CHROMIUM` names another one. */
export const CHROMIUM = process.env['KOPPEL_CHROMIUM'] ?? '/usr/bin/chromium'

/** Without these it spends its time on look-ups that lead nowhere, and does not start as root. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

/** Where there is no Chromium the tests are skipped with a line that says so; in CI that is a failure. */
export function missingChromium(): string | undefined {
  if (existsSync(CHROMIUM)) return undefined
  return `No Chromium at ${CHROMIUM}: the browser tests are skipped. Install it, or set KOPPEL_CHROMIUM.`
}
