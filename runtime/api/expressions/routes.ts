import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { functionHelp } from '../../../nodes/core/expressions/functions.ts'
import { ValueMapSchema } from '../../../flows/schema.ts'
import { fail, failWith } from '../problems.ts'
import { JsonObject, Strict } from '../schemas.ts'
import type { Services } from '../services.ts'

const Text = Type.String({ maxLength: 20_000 })
const Row = Strict({ to: Type.String({ maxLength: 500 }), expression: Text })
const RecordView = Type.Object({
  id: Type.Optional(Type.String()),
  identity: Type.Optional(Type.String()),
  key: Type.Optional(Type.String()),
  keys: Type.Optional(Type.Array(Type.Object({ type: Type.String(), value: Type.String() }))),
})
/** A map may come as it stands in a flow file, or with its rows alone. */
const PartialMap = Type.Partial(ValueMapSchema)

const Evaluate = Strict({
  expression: Type.Optional(Text),
  rows: Type.Optional(Type.Array(Row, { maxItems: 2000 })),
  input: Type.Optional(Type.Unknown()),
  record: Type.Optional(RecordView),
  settings: Type.Optional(JsonObject),
  valueMaps: Type.Optional(Type.Record(Type.String(), PartialMap)),
})

/** Previews go through the same child that runs use, so there is one truth. */
export const expressionRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/expressions/evaluate',
      { config: { access: 'viewer' }, schema: { body: Evaluate } },
      async (request) => {
        const { expression, rows, input, record, settings = {}, valueMaps = {} } = request.body
        if ((expression === undefined) === (rows === undefined)) {
          throw fail(400, 'request.invalid', 'Give either "expression" or "rows".')
        }
        const { id = '', identity = '', key = '', keys = [] } = record ?? {}
        const data = { data: input ?? null, record: { id, identity, key, keys } }
        const program = rows === undefined ? { expression: expression ?? '' } : { rows }
        const answer = await services.evaluator.preview(program, data, { settings, valueMaps: complete(valueMaps) })
        // Rows show their own problems in their place; one expression is right or wrong as a whole.
        if (rows) return { output: answer.ok ? answer.value : null, rows: answer.rows ?? [] }
        if (!answer.ok) throw failWith(answer.problem, 422)
        return { output: answer.value ?? null }
      },
    )

    app.get('/api/functions', { config: { access: 'viewer' } }, async () => ({ items: functionHelp }))
  }

function complete(maps: Readonly<Record<string, Type.Static<typeof PartialMap>>>) {
  return Object.fromEntries(
    Object.entries(maps).map(([name, map]) => [name, { title: name, from: '', to: '', rows: [], ...map }]),
  )
}
