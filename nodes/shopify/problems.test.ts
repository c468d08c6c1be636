import { expect, it } from 'vitest'
import path from 'node:path'
import { projectRoot } from '../../flows/root.ts'
import { problemsIn } from '../sdk/conformance/problems-in.ts'

/**
 * What goes wrong with Shopify, by code: how it is tried again and whose matter it is. Decide for a new one: `later` says that it passes by
 * itself, and ten records in a row with it stop the run as if the system were down, unless it is one `record`'s matter (the system
 * answered); `system` stops the run at once, since no other record would fare better. The rest parks its record.
 */
const DECIDED: Readonly<Record<string, string>> = {
  '? in client/files.ts': 'later',
  '? in nodes/find-order/find-order.ts': 'after-fix',
  '? in nodes/set-stock/sending.ts': 'later record',
  'shopify.bulk-busy': 'later',
  'shopify.bulk-failed': 'later',
  'shopify.bulk-incomplete': 'later',
  'shopify.bulk-stuck': 'later',
  // Looked up before it counts as anything: its effect is not known.
  'shopify.bulk-unanswered': 'later',
  'shopify.company-taken': 'after-fix',
  'shopify.configuration': 'after-fix system',
  'shopify.currency-differs': 'after-fix system',
  'shopify.customer-hidden': 'later record',
  'shopify.customer-taken': 'later record',
  'shopify.duplicate-sku': 'after-fix',
  'shopify.email-changed': 'after-fix',
  'shopify.email-taken': 'after-fix',
  'shopify.fraction': 'after-fix',
  'shopify.fulfilled-more': 'after-fix',
  'shopify.fulfilment-cancelled': 'after-fix',
  'shopify.image-refused': 'after-fix',
  'shopify.image-too-large': 'after-fix',
  'shopify.images-pending': 'later record',
  'shopify.line-not-in-order': 'after-fix',
  'shopify.missing-scope': 'after-fix system',
  'shopify.more-than-ordered': 'after-fix',
  'shopify.no-customer': 'after-fix',
  'shopify.no-email': 'after-fix',
  'shopify.no-images': 'after-fix',
  'shopify.no-number': 'after-fix',
  'shopify.no-order': 'after-fix',
  'shopify.no-product': 'after-fix',
  'shopify.no-sku': 'after-fix',
  'shopify.not-a-stock': 'after-fix',
  'shopify.not-an-image': 'after-fix',
  'shopify.not-an-order': 'never',
  'shopify.not-found': 'after-fix system',
  'shopify.not-ready': 'later record',
  'shopify.not-searchable': 'after-fix system',
  'shopify.not-stocked': 'after-fix',
  'shopify.on-hold': 'later record',
  'shopify.options-differ': 'after-fix',
  'shopify.order-cancelled': 'after-fix',
  'shopify.order-gone': 'never',
  'shopify.other-definition': 'after-fix system',
  'shopify.other-order': 'after-fix',
  'shopify.refused': 'after-fix system',
  'shopify.rejected': 'after-fix | later',
  'shopify.same-email': 'after-fix',
  'shopify.several-companies': 'after-fix',
  'shopify.several-orders': 'after-fix',
  'shopify.several-products': 'after-fix',
  'shopify.sku-changed': 'after-fix',
  'shopify.throttled': 'later',
  'shopify.too-costly': 'after-fix',
  'shopify.unauthorised': 'after-fix system',
  'shopify.unavailable': 'later | later system',
  'shopify.unknown-location': 'after-fix system',
  'shopify.unknown-publication': 'after-fix system',
  'shopify.unknown-sku': 'after-fix',
  'shopify.user-errors': 'after-fix',
  'shopify.webhook-secret-missing': 'after-fix',
}

it('every problem is somebody’s matter, and that was decided', () => {
  expect(problemsIn(path.join(projectRoot(), 'nodes/shopify'))).toEqual(DECIDED)
})
