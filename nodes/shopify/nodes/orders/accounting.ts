import type { RawMetafield, RawOrder } from '../../client/documents/raw-order.ts'
import { fieldIn } from '../../customers/metafields.ts'

/** What the bookkeeping knows of a buyer, as "Customers to Shopify" keeps it with the customer or the company location. */
export interface OrderAccounting {
  /** The number of the debtor that the buyer is, or is a contact of. */
  readonly debtor: string | null
  /** The AFAS environment that number is of. */
  readonly environment: string | null
  /** The debtor is a company, and the buyer somebody who buys for it. */
  readonly company: boolean
  readonly classification: string | null
  readonly taxCode: string | null
  /** Country and rate that the tax code is for, `NL 21`; the country alone when nobody knew the rate. */
  readonly taxCodeFor: string | null
  readonly revenueAccount: string | null
  readonly costCentre: string | null
  readonly costUnit: string | null
}

/** A company that buys is described by its location, anybody else by themselves. Null: nothing is known. */
export function accountingOf({ purchasingEntity, customer }: RawOrder): OrderAccounting | null {
  const location = purchasingEntity?.location
  const fields = (location ?? customer)?.metafields.nodes ?? []
  const own = text(fields, 'afas_debtor')
  const company = own === null ? text(fields, 'company_debtor') : null
  const known = {
    debtor: own ?? company,
    environment: text(fields, 'afas_environment'),
    classification: text(fields, 'classification'),
    taxCode: text(fields, 'tax_code'),
    taxCodeFor: text(fields, 'tax_code_for'),
    revenueAccount: text(fields, 'revenue_account'),
    costCentre: text(fields, 'cost_centre'),
    costUnit: text(fields, 'cost_unit'),
  }
  if (Object.values(known).every((value) => value === null)) return null
  return { ...known, company: location !== undefined || company !== null }
}

function text(fields: readonly RawMetafield[], key: string): string | null {
  return fieldIn(fields, `koppel.${key}`)?.trim() || null
}
