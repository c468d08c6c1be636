import { expect, it } from 'vitest'
import path from 'node:path'
import { projectRoot } from '../../flows/root.ts'
import { problemsIn } from '../sdk/conformance/problems-in.ts'

/**
 * The nodes that belong to no system, by code: how it is tried again and whose matter it is. Decide for a new one: `later` says that it passes by
 * itself, and ten records in a row with it stop the run as if the system were down, unless it is one `record`'s matter (the system
 * answered); `system` stops the run at once, since no other record would fare better. The rest parks its record.
 */
const DECIDED: Readonly<Record<string, string>> = {
  '? in http/problems.ts': 'after-fix system',
  'expression.failed': 'after-fix',
  'expression.limit': 'after-fix',
  'expression.syntax': 'after-fix',
  'expression.target': 'after-fix',
  'expression.timeout': 'after-fix',
  'group.no-key': 'after-fix',
  'group.too-large': 'after-fix',
  'http.no-path': 'after-fix',
  'http.no-place': 'after-fix',
  'http.not-found': 'after-fix',
  'http.not-json': 'after-fix',
  'http.outside': 'after-fix',
  'http.paging': 'after-fix system',
  'http.redirected': 'after-fix',
  'http.rejected': 'after-fix',
  'http.too-large': 'after-fix',
  'http.unauthorised': 'after-fix system',
  'http.unavailable': 'later',
  'join.list-too-long': 'after-fix system',
  'lookup.no-place': 'after-fix',
  'split.no-part': 'after-fix',
  'split.same-part': 'after-fix',
  'valuemap.missing': 'after-fix',
  'valuemap.unknown': 'after-fix',
}

it('every problem is somebody’s matter, and that was decided', () => {
  expect(problemsIn(path.join(projectRoot(), 'nodes/core'))).toEqual(DECIDED)
})
