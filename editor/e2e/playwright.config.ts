import os from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { CHROMIUM, CHROMIUM_ARGS } from './chromium.ts'

/** Real Chromium, the real server, fresh data. One worker: the server and its two sandboxes are one world. */
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  outputDir: path.join(os.tmpdir(), 'koppel-e2e'),
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // CI adds the counts up over several runs.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : [['list']],
  forbidOnly: process.env['CI'] === 'true',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    colorScheme: 'light',
    launchOptions: { executablePath: CHROMIUM, args: [...CHROMIUM_ARGS] },
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
  },
})
