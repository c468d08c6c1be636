/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { SlowFirst } from './runtime/testing/slow-first.ts'

const report = process.env['KOPPEL_TEST_REPORT']

/**
 * One configuration for the editor's bundle and for the tests. Test projects: `node` (unit and API, no processes of
 * ours), `process` (real server, runner, sandboxes), `volume` (large figures, run by `npm run test:volume`).
 */
export default defineConfig({
  root: 'editor',
  plugins: [react()],
  build: { outDir: '../.build/editor', emptyOutDir: true, chunkSizeWarningLimit: 900 },
  server: {
    proxy: {
      // Not the editor's own folder of that name.
      '^/api/(?!.*\\.tsx?(\\?|$))': { target: 'http://127.0.0.1:4680', ws: true },
      '/health': 'http://127.0.0.1:4680',
    },
  },
  test: {
    root: '.',
    // Most of a test's time is waiting for other processes.
    maxWorkers: 2,
    // Modules are loaded once a worker and not once a file, which was half of the time. Tests keep no state in them.
    isolate: false,
    sequence: { sequencer: SlowFirst },
    // CI adds the counts up over several runs.
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{flows,nodes,runtime,editor}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.{process,volume}.test.ts', 'editor/e2e/**', '**/node_modules/**', '.build/**'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          globalSetup: ['runtime/testing/build-first.ts'],
          include: ['{flows,nodes,runtime}/**/*.process.test.ts'],
          exclude: ['**/node_modules/**', '.build/**'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'volume',
          globalSetup: ['runtime/testing/build-first.ts'],
          include: ['{flows,nodes,runtime}/**/*.volume.test.ts'],
          exclude: ['**/node_modules/**', '.build/**'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
