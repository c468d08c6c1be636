import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './root.ts'
import { FlowSchema } from './schema.ts'

// Writes flows/flow.schema.json, for editors and other programs; with --check it fails when the file is stale.
const file = path.join(projectRoot(), 'flows', 'flow.schema.json')
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Koppel flow',
  ...(JSON.parse(JSON.stringify(FlowSchema)) as object),
}
const text = `${JSON.stringify(schema, null, 2)}\n`

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('flows/flow.schema.json is stale: run "node --import tsx flows/generate-schema.ts"\n')
    process.exit(1)
  }
} else writeFileSync(file, text)
