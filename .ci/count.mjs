// Adds up what the test runners counted. A report that is missing, or a step that failed without a failed test, counts
// as one failure: a run that died half-way must not look green.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const [folder, steps] = process.argv.slice(2)
const read = (name) => {
  try {
    return JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
  } catch {
    return undefined
  }
}
let passed = 0
let failed = 0
let missing = 0
for (const name of ['tests.json', 'volume.json']) {
  const report = read(name)
  if (!report) missing += 1
  passed += report?.numPassedTests ?? 0
  failed += report?.numFailedTests ?? 0
}
const browser = read('browser.json')
if (!browser) missing += 1
passed += browser?.stats?.expected ?? 0
failed += (browser?.stats?.unexpected ?? 0) + (browser?.stats?.flaky ?? 0)
if (missing > 0) console.log(`${missing} test reports are missing`)
failed += missing
if (failed === 0 && Number(steps) > 0) failed = Number(steps)
if (passed === 0) failed = Math.max(failed, 1)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
