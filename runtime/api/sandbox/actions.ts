import { Type, type TObject } from 'typebox'
import { Strict } from '../schemas.ts'
import type { SandboxControl } from '../deps.ts'
import { ask } from './systems.ts'

const Quantity = Type.Optional(Type.Number())
const Whole = Type.Optional(Type.Integer())
const Price = Type.Number({ minimum: 0 })
const Code = Type.String({ minLength: 1, maxLength: 100 })
const Text = Type.Optional(Type.String({ maxLength: 10_000 }))
const Flag = Type.Optional(Type.Boolean())
/** Some lines of an order, each with how many of it; without them all that is open. */
const Part = <Line extends TObject>(line: Line) => Type.Optional(Type.Array(line, { minItems: 1, maxItems: 500 }))
const Sent = { order: Code, tracking: Type.Optional(Code), carrier: Type.Optional(Code) }

/**
 * What a person does by hand in the two systems, as their sandboxes know it. Each says what may be given; the rest, such
 * as an article that is not there, is the sandbox's to judge, and told in its own words.
 */
export const ACTS = {
  afas: {
    stock: Strict({
      ItCd: Code,
      warehouse: Type.Optional(Code),
      dimension1: Type.Optional(Code),
      dimension2: Type.Optional(Code),
      physical: Quantity,
      available: Quantity,
      reserved: Quantity,
      onOrder: Quantity,
    }),
    price: Strict({ ItCd: Code, price: Price }),
    article: Strict({ ItCd: Code, description: Text, text: Text, blocked: Flag, price: Type.Optional(Price) }),
    'new-article': Strict({ ItCd: Code, description: Text }),
    ship: Strict({ ...Sent, lines: Part(Strict({ guid: Code, quantity: Type.Number({ exclusiveMinimum: 0 }) })) }),
  },
  shopify: {
    inventory: Strict({ sku: Code, location: Type.Optional(Code), available: Whole, tracked: Flag }),
    products: Strict({
      sku: Code,
      title: Text,
      description: Text,
      price: Type.Optional(Price),
      status: Type.Optional(Code),
    }),
    fulfil: Strict({ ...Sent, lines: Part(Strict({ id: Code, quantity: Type.Integer({ minimum: 1 }) })) }),
    hold: Strict({ order: Code, release: Flag }),
    pay: Strict({ order: Code }),
    cancel: Strict({ order: Code }),
    refund: Strict({ order: Code }),
  },
} as const

export type ActSystem = keyof typeof ACTS

/** Hands the action on to the sandbox of that system. */
export function act(sandbox: SandboxControl, system: ActSystem, action: string, body: object): Promise<unknown> {
  const url = system === 'afas' ? sandbox.afasUrl : sandbox.shopifyUrl
  return ask(`${url}/_sandbox/${action}`, body)
}
