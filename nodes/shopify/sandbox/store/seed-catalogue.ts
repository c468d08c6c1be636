import type { Shop } from '../shop.ts'
import { seedCustomers } from './seed-customers.ts'
import { seedProducts } from './seed-products.ts'

export function seedCatalogue(shop: Shop): void {
  seedProducts(shop)
  seedCustomers(shop)
}
