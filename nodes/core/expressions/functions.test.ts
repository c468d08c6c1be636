import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../../../flows/root.ts'
import { afasDateTime, isoFromAfas } from './dates.ts'
import { expressionFunctions, functionHelp } from './functions.ts'
import { jsonataCompiler } from './jsonata.ts'
import { excludeVat, sumMoney, vatIn } from './money.ts'

const scope = {
  settings: {},
  valueMaps: {
    paymentMethods: { title: 'Payment methods', rows: [['ideal', 'ID'] as const] },
    locations: {
      rows: [
        ['W1', 'Magazijn Amersfoort'] as const,
        ['W2', 'Magazijn Amersfoort'] as const,
        ['WINKEL', 'Winkel Utrecht'] as const,
        ['OUD', ''] as const,
      ],
    },
  },
}
const record = { id: '1', identity: 'i', key: '#1', keys: [], data: {} }

async function evaluate(expression: string, data: unknown = { gateway: 'ideal' }): Promise<unknown> {
  return await jsonataCompiler(scope)(expression)(data, { record })
}

describe('the library', () => {
  test.each(functionHelp.filter((one) => one.example.includes(' = ')).map((one) => [one.example]))(
    'the example %s holds',
    async (example) => {
      expect(await evaluate(example)).toBe(true)
    },
  )

  test.each(expressionFunctions.map((one) => [one.name]))('$%s of nothing is nothing', async (name) => {
    expect(await evaluate(`$${name}(missing, 1)`).catch(() => evaluate(`$${name}(missing)`))).toSatisfy(
      (value) => value === undefined || value === false,
    )
  })

  test('stands in the README as it is', () => {
    const readme = readFileSync(path.join(projectRoot(), 'nodes', 'core', 'README.md'), 'utf8')
    for (const one of functionHelp) {
      expect(readme).toContain(`| \`${one.signature}\` | ${one.description} | \`${one.example}\` |`)
    }
  })

  test('names are unique', () => {
    const names = functionHelp.map((one) => one.name)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('amounts', () => {
  test('floating point does not leak', async () => {
    expect(await evaluate('$sumMoney([0.1, 0.2])')).toBe(0.3)
    expect(await evaluate('$cents(1.005)')).toBe(101)
    expect(await evaluate('$round2(-1.005)')).toBe(-1.01)
    expect(await evaluate('$cents("8.2e1")')).toBe(8200)
  })

  test('what is no amount is a problem that says so', async () => {
    await expect(evaluate('$cents("12,50")')).rejects.toMatchObject({
      problem: { code: 'expression.failed', message: '"12,50" is not an amount.' },
    })
  })

  test('VAT and what is left of the amount make the whole, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.constantFrom(0, 6, 9, 19, 20, 21, 5.5),
        (c, vat) => {
          const amount = c / 100
          expect(sumMoney([excludeVat(amount, vat), vatIn(amount, vat)])).toBe(amount === 0 ? 0 : amount)
        },
      ),
    )
  })
})

describe('dates', () => {
  const amsterdam = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Amsterdam',
    dateStyle: 'short',
    timeStyle: 'medium',
  })

  test('Amsterdam time is what the time zone data say, in every hour since 1997', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1997, 0), max: Date.UTC(2037, 0) }), (moment) => {
        const iso = new Date(moment).toISOString()
        expect(afasDateTime(iso)).toBe(amsterdam.format(moment).replace(' ', 'T'))
      }),
      { numRuns: 500 },
    )
  })

  test('back and forth is the same moment, but for the hour that comes twice', () => {
    for (let moment = Date.UTC(2026, 0); moment < Date.UTC(2027, 0); moment += 3_600_000) {
      const iso = new Date(moment).toISOString().replace('.000Z', 'Z')
      const back = isoFromAfas(afasDateTime(iso))
      const twice = moment >= Date.UTC(2026, 9, 25, 0) && moment < Date.UTC(2026, 9, 25, 2)
      if (!twice) expect(back).toBe(iso)
    }
  })

  test('a time with its own offset is read with it', async () => {
    expect(await evaluate('$afasDateTime("2026-01-01T00:30:00+05:30")')).toBe('2025-12-31T20:00:00')
    expect(await evaluate('$afasDate("2026-02-29")').catch((error: unknown) => error)).toMatchObject({
      problem: { code: 'expression.failed' },
    })
  })
})

describe('value maps', () => {
  test('what a map leads to comes once each, in the order of the rows', async () => {
    expect(await evaluate('$mapTargets("paymentMethods")')).toEqual(['ID'])
    expect(await evaluate('$mapFields("paymentMethods", { "ideal": 5, "other": 6, "none": null })')).toEqual([
      { name: 'ID', value: 5 },
    ])
    await expect(evaluate('$mapTargets("nonsense")')).rejects.toMatchObject({ problem: { code: 'valuemap.unknown' } })
  })

  test('a text matches exactly first, then whatever its case', async () => {
    expect(await evaluate('$mapValue("paymentMethods", " iDEAL ")')).toBe('ID')
    expect(await evaluate('$mapValue("paymentMethods", missing)')).toBeUndefined()
  })

  test('an unknown value names the map and the value', async () => {
    await expect(evaluate('$mapValue("paymentMethods", "klarna")')).rejects.toMatchObject({
      problem: { code: 'valuemap.missing', details: { map: 'paymentMethods', value: 'klarna' } },
    })
    await expect(evaluate('$mapValue("constructor", "x")')).rejects.toMatchObject({
      problem: { code: 'valuemap.unknown' },
    })
  })
})
