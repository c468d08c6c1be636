import { Type, type Static, type TStringOptions } from 'typebox'
import { TriggerSchema } from '../../../flows/schema.ts'
import { OPERATORS, type Condition, type Operator } from '../client/filter.ts'

/** When a source of AFAS starts: it sends no webhooks. */
export function triggerSetting(initial: Static<typeof TriggerSchema>) {
  return Type.Optional(
    Type.Unsafe<Static<typeof TriggerSchema>>({
      ...TriggerSchema,
      title: 'Starts',
      description: 'On a schedule, or by hand only.',
      default: initial,
    }),
  )
}

/** A time of the day on an Amsterdam clock (`02:00`); empty: never. */
export function timeOfDaySetting(title: string, description: string, initial: string) {
  return Type.Optional(
    Type.String({ title, description, default: initial, pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9])?$' }),
  )
}

export const OVERLAP_SECONDS = 120
export const overlapSetting = Type.Optional(
  Type.Integer({
    title: 'Overlap (seconds)',
    description: 'AFAS rounds the moments it shows, so the end of the last reading is read once more.',
    default: OVERLAP_SECONDS,
    minimum: 0,
    maximum: 86_400,
  }),
)

/** A condition on rows of a get-connector; `field` and `value` say more of those two. */
export function conditionSetting(field: TStringOptions = {}, value: TStringOptions = {}) {
  return Type.Object(
    {
      field: Type.String({ title: 'Field', minLength: 1, ...field }),
      operator: Type.Unsafe<Operator>(
        Type.Union(
          Object.keys(OPERATORS).map((name) => Type.Literal(name, { title: name.replaceAll('-', ' ') })),
          { title: 'Comparison', description: 'How they are compared.', default: 'equals' },
        ),
      ),
      value: Type.Optional(
        Type.String({ title: 'Value', description: 'Dates as 2026-11-01T00:00:00, Dutch time.', ...value }),
      ),
    },
    { additionalProperties: false },
  )
}
type GivenCondition = Static<ReturnType<typeof conditionSetting>>

/** What a person filled in, as conditions of a filter. */
export function conditionsOf(given: readonly GivenCondition[] = []): Condition[] {
  return given.map((one) => ({ ...one, value: one.value ?? '' }))
}
