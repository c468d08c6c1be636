import { Type, type Static } from 'typebox'

/** What every look-up node can be told; a connector adds where it looks. */
export const lookUpSettings = {
  value: Type.Optional(
    Type.String({
      title: 'Look up',
      description: 'A JSONata expression on the record that gives what to look for.',
      default: 'sku',
      minLength: 1,
      'x-widget': 'expression',
    }),
  ),
  many: Type.Optional(
    Type.Boolean({
      title: 'It is a list',
      description:
        'The expression gives several values, such as the SKUs of all lines: the field then has an entry for each of them, ' +
        'by its value. Empty ones are passed over.',
      default: false,
    }),
  ),
  to: Type.Optional(
    Type.String({
      title: 'Write to field',
      description: 'The field of the record that takes what was found, with dots for fields inside fields.',
      default: 'found',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*$',
    }),
  ),
  notFound: Type.Optional(
    Type.Union(
      [
        Type.Literal('park', { title: 'Park the record' }),
        Type.Literal('go-on', { title: 'Go on without' }),
        Type.Literal('skip', { title: 'Leave by "Not found"' }),
      ],
      {
        title: 'When nothing is found',
        description: 'What leaves by "Not found" is skipped when nothing is connected there.',
        default: 'park',
      },
    ),
  ),
  severalFound: Type.Optional(
    Type.Union(
      [Type.Literal('park', { title: 'Park the record' }), Type.Literal('list', { title: 'Take all, as a list' })],
      {
        title: 'When several are found',
        description: 'With a list the field is always one, also of a single one.',
        default: 'park',
      },
    ),
  ),
  keepMinutes: Type.Optional(
    Type.Integer({
      title: 'Ask again after (minutes)',
      description: 'How long what was found counts within a run. 0: it is asked for anew for each batch of records.',
      default: 15,
      minimum: 0,
      maximum: 1440,
    }),
  ),
  keepMost: Type.Optional(
    Type.Integer({
      title: 'Remember at most',
      description: 'Values whose answer is kept in memory during a run; the one unused for longest goes first.',
      default: 5000,
      minimum: 1,
      maximum: 50_000,
    }),
  ),
}

const whole = Type.Object(lookUpSettings)
export type LookUpSettings = Static<typeof whole>
