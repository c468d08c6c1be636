import type { FieldSchema } from '../schema/schema.ts'

/** The fields that a consultant added to the articles of this environment for the webshop, by what they hold. */
export const articleFields = {
  parentItem: 'U1C7E9A3B5D0F4286A9C1E3F5B7D9A024',
  parentDescription: 'U2D8F0B4C6E1A4397B0D2F4A6C8E0B135',
  webshop: 'U3E9A1C5D7F2B44A8C1E3A5B7D9F1C246',
  productType: 'U4F0B2D6E8A3C45B9D2F4B6C8E0A2D357',
  material: 'U5A1C3E7F9B4D46CAE3A5C7D9F1B3E468',
  colour: 'U6B2D4F8A0C5E47DBF4B6D8E0A2C4F579',
  size: 'U7C3E5A9B1D6F48ECA5C7E9F1B3D5A68A',
  version: 'U8D4F6B0C2E7A49FDB6D8F0A2C4E6B79B',
  brand: 'U9E5A7C1D3F8B4A0EC7E9A1B3D5F7C8AC',
  deliveryTime: 'U0F6B8D2E4A9C4B1FD8F0B2C4E6A8D9BD',
} as const

export type ArticleField = keyof typeof articleFields

export const articleFieldSchemas: Readonly<Record<string, FieldSchema>> = {
  [articleFields.parentItem]: { type: 'string', label: 'Hoofdartikel', length: 40 },
  [articleFields.parentDescription]: { type: 'string', label: 'Omschrijving hoofdartikel', length: 100 },
  [articleFields.webshop]: { type: 'boolean', label: 'Tonen in webshop' },
  [articleFields.productType]: { type: 'string', label: 'Soort product', length: 80 },
  [articleFields.material]: { type: 'string', label: 'Materiaal', length: 80 },
  [articleFields.colour]: { type: 'string', label: 'Kleur', length: 40 },
  [articleFields.size]: { type: 'string', label: 'Maat', length: 40 },
  [articleFields.version]: { type: 'string', label: 'Uitvoering', length: 80 },
  [articleFields.brand]: { type: 'string', label: 'Merk', length: 80 },
  [articleFields.deliveryTime]: { type: 'string', label: 'Levertijd', length: 80 },
}

/** Fields of their own that the bookkeepers of this environment added to debtors. */
export const debtorFields = {
  costCentre: 'U1A7C3E5B9D2F4A60B8D1F3C5E7A9B024',
  costUnit: 'U2B8D4F6C0E3A4B71C9E2A4D6F8B0C135',
  vatGroup: 'U3C9E5A7D1F4B4C82D0F3B5E7A9C1D246',
  region: 'U4D0F6B8E2A5C4D93E1A4C6F8B0D2E357',
} as const

export const debtorFieldSchemas: Readonly<Record<string, FieldSchema>> = {
  [debtorFields.costCentre]: { type: 'string', label: 'Kostenplaats webshop', length: 16 },
  [debtorFields.costUnit]: { type: 'string', label: 'Kostendrager webshop', length: 16 },
  [debtorFields.vatGroup]: { type: 'string', label: 'Btw-tariefgroep webshop', length: 3 },
  [debtorFields.region]: { type: 'string', label: 'Regio', length: 40 },
}
