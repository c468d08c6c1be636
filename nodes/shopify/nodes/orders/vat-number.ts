import type { RawOrder } from '../../client/documents/raw-order.ts'

/** Names under which shops and their apps keep a VAT number, without case, blanks and punctuation. */
const NAMES = new Set([
  'vat',
  'vatid',
  'vatno',
  'vatnr',
  'vatnumber',
  'euvat',
  'euvatnumber',
  'btw',
  'btwid',
  'btwnr',
  'btwnummer',
  'btwidentificatienummer',
  'ustid',
  'ustidnr',
  'tvanumber',
  'numerotva',
  'taxid',
  'taxnumber',
  'taxregistrationid',
])

/**
 * Shopify has no field for the VAT number of a Dutch, Belgian or German buyer. Looked for, in this order: the tax
 * registration of the company location that bought, the customer's tax id, an attribute of the order, a metafield of
 * the order, one of the customer, a localised field.
 */
export function vatNumberOf(order: RawOrder): string | null {
  const candidates = [
    order.purchasingEntity?.location?.taxSettings.taxRegistrationId,
    order.customer?.taxSettings?.taxId,
    named(order.customAttributes),
    named(order.metafields.nodes),
    named(order.customer?.metafields.nodes ?? []),
    named(order.localizedFields.nodes),
  ]
  return candidates.map((text) => text?.trim()).find((text) => text) ?? null
}

function named(fields: readonly { key: string; value: string | null }[]): string | undefined {
  return fields.find(({ key }) => NAMES.has(key.toLowerCase().replaceAll(/[^a-z]/g, '')))?.value ?? undefined
}
