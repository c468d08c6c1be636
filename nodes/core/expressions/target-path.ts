/** One step of a row's `to`: a field, or a field that is a list. */
export interface Step {
  readonly name: string
  readonly list: boolean
}

const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])
const MAX_STEPS = 32

/**
 * Reads a row's `to`: names parted by dots, `[]` behind a name that is a list. A name may hold anything but dots and
 * brackets (AFAS has `@DbId`). Answers a sentence when it cannot be read.
 *
 * @example
 * readTargetPath('FbSales.Element.Lines[].Fields.ItCd')
 */
export function readTargetPath(to: string): readonly Step[] | string {
  const parts = to.split('.')
  if (parts.length > MAX_STEPS) return `the path has more than ${MAX_STEPS} steps`
  const steps: Step[] = []
  for (const part of parts) {
    const list = part.endsWith('[]')
    const name = (list ? part.slice(0, -2) : part).trim()
    if (name === '') return 'the path has an empty step'
    if (/[[\]]/.test(name)) return 'only [] at the end of a step marks a list'
    if (RESERVED.has(name)) return `"${name}" is a reserved name`
    steps.push({ name, list })
  }
  return steps
}
