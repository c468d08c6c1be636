import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../../flows/root.ts'
import { guideText } from './guide-text.ts'

/** `node --import tsx nodes/afas/guide/generate.ts` writes `get-connectors.md` anew out of `koppel-connectors.json`. */
writeFileSync(path.join(projectRoot(), 'nodes', 'afas', 'guide', 'get-connectors.md'), guideText())
