import { expect, it } from 'vitest'
import path from 'node:path'
import { projectRoot } from '../../flows/root.ts'
import { problemsIn } from '../sdk/conformance/problems-in.ts'

/**
 * What goes wrong with AFAS, by code: how it is tried again and whose matter it is. Decide for a new one: `later` says that it passes by
 * itself, and ten records in a row with it stop the run as if the system were down, unless it is one `record`'s matter (the system
 * answered); `system` stops the run at once, since no other record would fare better. The rest parks its record.
 */
const DECIDED: Readonly<Record<string, string>> = {
  '? in client/faults.ts': 'after-fix',
  'afas.address': 'after-fix system',
  'afas.connector-missing': 'after-fix system',
  'afas.document-type': 'after-fix system',
  'afas.key-not-unique': 'after-fix system',
  'afas.line-without-sku': 'after-fix',
  'afas.no-document': 'after-fix',
  'afas.no-email': 'after-fix',
  'afas.no-item-code': 'after-fix system',
  'afas.no-number': 'later record',
  'afas.no-reference': 'after-fix',
  'afas.no-stock-record': 'after-fix',
  'afas.no-vat-account': 'after-fix',
  'afas.not-a-number': 'after-fix system',
  'afas.other-document': 'after-fix',
  'afas.rejected': 'after-fix',
  'afas.several-debtors': 'after-fix',
  'afas.unauthorised': 'after-fix system',
  'afas.unavailable': 'later | later system?',
  'afas.unknown-article': 'after-fix',
  'afas.unknown-debtor': 'after-fix system',
  'afas.unknown-field': 'after-fix system',
  'engine.total-differs': 'after-fix',
  'lookup.too-many-found': 'after-fix',
}

it('every problem is somebody’s matter, and that was decided', () => {
  expect(problemsIn(path.join(projectRoot(), 'nodes/afas'))).toEqual(DECIDED)
})
