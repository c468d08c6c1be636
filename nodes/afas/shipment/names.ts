import { Type, type Static } from 'typebox'
import { KOPPEL } from '../koppel.ts'

const { connector: _slips, ...slip } = KOPPEL.shipments
const { connector: _lines, ...line } = KOPPEL.shipmentLines
const { connector: _orderLines, ...orderLine } = KOPPEL.orderLines
const known = { slips: slip, lines: line, 'order-lines': orderLine } as const

export const FieldNamesSchema = Type.Array(
  Type.Object(
    {
      of: Type.Union(
        [
          Type.Literal('slips', { title: 'Packing slips' }),
          Type.Literal('lines', { title: 'Lines of packing slips' }),
          Type.Literal('order-lines', { title: 'Lines of orders' }),
        ],
        { title: 'Get-connector', default: 'slips' },
      ),
      field: Type.String({ title: 'In the guide', description: 'Such as SlipNumber.', minLength: 1 }),
      name: Type.String({ title: 'In your AFAS', minLength: 1 }),
    },
    { additionalProperties: false },
  ),
  {
    title: 'Fields that are called otherwise',
    description: 'Where your get-connectors use other field ids than the guide. All others keep their name.',
    default: [],
  },
)
type FieldNames = Static<typeof FieldNamesSchema>

type Named<Fields> = { readonly [name in keyof Fields]: string }

/** What the fields that are read are called in this environment. */
export interface Names {
  readonly slip: Named<typeof slip>
  readonly line: Named<typeof line>
  readonly orderLine: Named<typeof orderLine>
}

export function namesOf(given: FieldNames): Names {
  const renamed = <Fields extends Record<string, string>>(
    fields: Fields,
    of: FieldNames[number]['of'],
  ): Named<Fields> => {
    const own = new Map(given.filter((one) => one.of === of).map((one) => [one.field, one.name]))
    return Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, own.get(field) ?? field]),
    ) as Named<Fields>
  }
  return {
    slip: renamed(slip, 'slips'),
    line: renamed(line, 'lines'),
    orderLine: renamed(orderLine, 'order-lines'),
  }
}

/** Names that the guide does not have: a typing error would quietly rename nothing. */
export function unknownNames(given: FieldNames): readonly { readonly path: string; readonly message: string }[] {
  return given.flatMap(({ of, field }, at) =>
    Object.values<string>(known[of]).includes(field)
      ? []
      : [{ path: `/fieldNames/${at}/field`, message: `The guide has no field ${field} there.` }],
  )
}
