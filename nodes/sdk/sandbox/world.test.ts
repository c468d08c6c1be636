import { expect, test } from 'vitest'
import { createRandom } from './random.ts'
import { locations, makeWorld, startingStock, warehouses } from './world.ts'

const world = makeWorld({ seed: 1, products: 400, customers: 600 })

test('the same seed is the same world, another seed another', () => {
  expect(makeWorld({ seed: 1, products: 400, customers: 600 })).toEqual(world)
  expect(makeWorld({ seed: 2, products: 400, customers: 600 }).articles).not.toEqual(world.articles)
})

test('a larger world begins with the smaller one', () => {
  const small = makeWorld({ seed: 1, products: 40, customers: 60 })
  expect(world.articles.slice(0, 40)).toEqual(small.articles)
  expect(world.customers.slice(0, 60)).toEqual(small.customers)
})

test('one e-mail address is one customer, case-blind, also where names repeat', () => {
  for (const seed of [1, 2, 'x']) {
    const { customers } = makeWorld({ seed, products: 0, customers: 5000 })
    expect(new Set(customers.map((one) => one.email.toLowerCase())).size).toBe(5000)
    expect(customers.some((one) => one.email !== one.email.toLowerCase())).toBe(true)
  }
})

test('codes and barcodes are unique, and the smallest shop has each kind of article', () => {
  expect(new Set(world.articles.map((one) => one.sku)).size).toBe(400)
  const barcodes = world.articles.flatMap((one) =>
    (one.variants.length > 0 ? one.variants : [one]).map(({ barcode }) => barcode),
  )
  expect(new Set(barcodes).size).toBe(barcodes.length)
  for (const seed of [1, 2, 3, 4, 5]) {
    const { articles, orderable, onlyInShop } = makeWorld({ seed, products: 10, customers: 0 })
    expect(onlyInShop.length).toBeGreaterThan(0)
    expect(articles.some((one) => one.inAfas && !one.inShop)).toBe(true)
    expect(new Set(orderable.map((one) => one.vatRate)).size).toBe(3)
  }
})

test('prices with and without VAT agree', () => {
  for (const { priceIncl, priceExcl, vatRate } of world.articles) {
    expect(Math.round(priceExcl * (100 + vatRate))).toBe(priceIncl)
  }
})

test('barcodes have the check digit of EAN-13', () => {
  for (const { barcode } of world.articles) {
    const sum = Array.from(barcode).reduce(
      (total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3),
      0,
    )
    expect([barcode.length, sum % 10]).toEqual([13, 0])
  }
})

test('companies and people from each country, with the forms of their addresses', () => {
  expect(new Set(world.customers.map((one) => one.address.country))).toEqual(
    new Set(['NL', 'BE', 'DE', 'FR', 'GB', 'US']),
  )
  const additions = new Set(world.customers.map((one) => one.address.addition.replaceAll(/\d+/g, '0')))
  for (const form of ['', 'bus 0', 'bis', 'a', '0']) expect(additions).toContain(form)
  for (const one of world.customers) {
    expect(one.kind === 'organisation').toBe(one.company !== '')
    if (one.kind === 'person') expect(one.vatNumber).toBe('')
    expect(one.address.line1.length).toBeLessThanOrEqual(60)
  }
})

test('warehouses and locations do not depend on the seed, and each warehouse has a location', () => {
  expect(warehouses.map((one) => one.code)).toEqual(['W1', 'W2', 'WINKEL'])
  const names: readonly string[] = locations.map((one) => one.name)
  expect(warehouses.filter((one) => !names.includes(one.location))).toEqual([])
  expect(startingStock(1, 'KOF-0001', 'W1')).toBe(startingStock(1, 'KOF-0001', 'W1'))
})

test('streams of random numbers are even and do not follow each other', () => {
  const random = createRandom(1, 'a')
  const bins = Array.from({ length: 10 }, () => 0)
  for (let n = 0; n < 100_000; n++) {
    const bin = random.int(10)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  const firsts = Array.from({ length: 1000 }, (_, n) => createRandom(n, 'a').next())
  const mean = firsts.reduce((sum, one) => sum + one, 0) / 1000
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05)
  expect(createRandom(1, 'a', 'b').next()).not.toBe(createRandom(1, 'ab').next())
})
