import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Known-bad files, one fault each; the words beside them in run.mjs say what must be noticed. */
const FILES = {
  'flows/ugly.ts': `export const   ugly = { a:1,b : 2 };\n`,
  'flows/loose.ts': `export const loose = (list: string[], map: Record<string, string>) => list[0].length + map.name.length\n`,
  'flows/dead.ts': `export const dead = 1\n`,
  'runtime/secret.ts': `export const secret = 1\n`,
  'runtime/main.ts': `import { bad } from './bad.ts'\nbad()\n`,
  'runtime/bad.ts': [
    `import { other } from './other.ts'`,
    `export function bad(): void {`,
    `  const value: any = other`,
    `  console.log(value)`,
    `  Promise.resolve(1)`,
    `}`,
    ``,
  ].join('\n'),
  'runtime/other.ts': `import { bad } from './bad.ts'\nexport const other = (): void => bad()\n`,
  'runtime/bad.test.ts': `import { expect, it } from 'vitest'\nit.only('is focused', () => expect(1).toBe(1))\n`,
  'nodes/afas/leak.ts': `import { secret } from '../../runtime/secret.ts'\nexport const leak = secret\n`,
}

/** A small project under the same rules as this one, full of faults. */
export function canaryTree(root) {
  const folder = mkdtempSync(path.join(tmpdir(), 'koppel-canaries-'))
  for (const name of ['.config', '.oxlintrc.json', '.oxfmtrc.json', 'package.json', 'vite.config.ts']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  }
  for (const room of ['flows', 'nodes', 'runtime']) {
    mkdirSync(path.join(folder, room))
    cpSync(path.join(root, room, 'tsconfig.json'), path.join(folder, room, 'tsconfig.json'))
  }
  cpSync(path.join(root, 'tsconfig.json'), path.join(folder, 'tsconfig.json'))
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
