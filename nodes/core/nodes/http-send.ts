import { Type, type Static } from 'typebox'
import type { Context, Program } from '../../sdk/context.ts'
import { eachRecord } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { withData, type Rec } from '../../sdk/record.ts'
import { withRetries } from '../../sdk/retry.ts'
import { failed, settledBy } from '../../sdk/settle.ts'
import type { Found, Reference, Write } from '../../sdk/write.ts'
import { bodyOf, type HttpClient } from '../http/client.ts'
import { httpSystem } from '../http/connector.ts'
import { headersOf, HeadersSchema } from '../http/headers.ts'
import type { Answer } from '../http/problems.ts'
import { answerAt, programFor } from './answers.ts'
import { withField } from './with-field.ts'

const AT_ONCE = 4
/** Of an answer this much is kept with the effect. */
const KEPT_CHARACTERS = 32_000

const expression = { minLength: 1, 'x-widget': 'expression' }
const Row = Type.Object(
  {
    to: Type.String({
      title: 'Target field',
      description: 'Path in the message; [] marks a list.',
      default: 'field',
      minLength: 1,
    }),
    expression: Type.String({
      title: 'Value',
      description: 'A JSONata expression.',
      default: '',
      'x-widget': 'expression',
    }),
  },
  { additionalProperties: false },
)

const config = Type.Object(
  {
    method: Type.Union(
      (['POST', 'PUT', 'PATCH', 'DELETE'] as const).map((name) => Type.Literal(name, { title: name })),
      { title: 'Method', description: 'How the message is sent.', default: 'POST' },
    ),
    path: Type.String({
      title: 'Path',
      description:
        'A JSONata expression that gives the path behind the address of the connection: "/orders/" & $encodeUrlComponent(id)',
      default: '"/"',
      ...expression,
    }),
    headers: HeadersSchema,
    fields: Type.Optional(
      Type.Array(Row, {
        title: 'Message',
        description: 'One row for each field of the message. Without any the record itself is sent.',
        default: [],
        'x-widget': 'mapping',
      }),
    ),
    kind: Type.Union(
      [
        Type.Literal('event', { title: 'Something that happened: sent once, never again' }),
        Type.Literal('state', { title: 'How something is: sent again when it changed' }),
      ],
      { title: 'What is sent', description: 'Decides what a record that comes again does.', default: 'event' },
    ),
    operation: Type.String({
      title: 'Name of the act',
      description: 'Under this name it is remembered what was sent: order, invoice, message.',
      default: 'message',
      pattern: '^[a-z][a-z0-9-]*$',
    }),
    reference: Type.String({
      title: 'Number there',
      description:
        'A JSONata expression on the answer that gives the number under which it stands in the other system.',
      default: 'id',
      ...expression,
    }),
    find: Type.Optional(
      Type.String({
        title: 'Address to look it up',
        description:
          'A JSONata expression that gives the path at which the sent object can be read (404 when it is not there). Used when an ' +
          'answer was lost, so that nothing is sent twice.',
        ...expression,
      }),
    ),
    whenLost: Type.Union(
      [
        Type.Literal('park', { title: 'Ask a person' }),
        Type.Literal('send-again', { title: 'Send it again with the same Idempotency-Key' }),
      ],
      {
        title: 'When an answer was lost and it cannot be looked up',
        description: 'Sending again is safe only for a service that knows the Idempotency-Key header.',
        default: 'park',
      },
    ),
    to: Type.Optional(
      Type.String({
        title: 'Field for the answer',
        description: 'The field of the record that takes the answer, for nodes behind this one.',
        minLength: 1,
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, HttpClient>

/** Sends each record to any web service that takes JSON. */
export const httpSend = defineNode<typeof config, HttpClient>({
  type: 'core.http-send',
  version: 1,
  kind: 'target',
  title: 'Send to a web service',
  description: 'Sends each record to any web service that takes JSON, once.',
  icon: 'world-upload',
  connects: httpSystem,
  inputs: ['in'],
  outputs: { sent: { title: 'Sent' } },
  operations: ['message'],
  config,
  run: eachRecord(AT_ONCE, send),
})

/** What an expression made of a record: where it goes and what it says. */
interface Message {
  readonly path: string
  readonly find: string | undefined
  readonly body: unknown
}

async function send(record: Rec, ctx: Ctx): Promise<Outcome> {
  const message = await messageOf(record, ctx)
  const { method, kind, operation, to } = ctx.config
  const { path, body } = message
  const write: Write = {
    record,
    operation,
    kind,
    payload: { method, path, ...(body === undefined ? {} : { body }) },
    findWhen: 'when-ambiguous',
    onExisting: kind === 'state' ? 'update' : 'skip',
    find: findOf(record, message, ctx),
    create: (key) => sendOne(record, message, key, ctx),
    update: (_, key) => sendOne(record, message, key, ctx),
    sentence: ({ id }) => `${String(method)} ${path}: sent, answered with ${id}.`,
  }
  const result = await ctx.write(write)
  const answered = result.kind === 'written' ? result.reference?.data : undefined
  if (to === undefined || answered === undefined) return settledBy(result, record, 'sent')
  const data = withField(record.data, to, answered)
  return data === undefined ? failed(record, noPlace(to)) : settledBy(result, record, 'sent', withData(record, data))
}

async function messageOf(record: Rec, ctx: Ctx): Promise<Message> {
  const { method, fields = [] } = ctx.config
  const program = programFor(ctx.config, ({ path, find }) => ({
    rows: [
      { to: 'path', expression: path },
      ...(find === undefined ? [] : [{ to: 'find', expression: find }]),
      ...fields.map((row) => ({ ...row, to: `body.${row.to}` })),
    ],
  }))
  const answer = answerAt(await ctx.evaluate(program, [record]), 0)
  if (!answer.ok) throw new ProblemError(answer.problem)
  const { path, find, body } = answer.value as { path?: unknown; find?: unknown; body?: unknown }
  if (typeof path !== 'string') throw new ProblemError(noPath())
  const said = fields.length > 0 ? (body ?? {}) : record.data
  return { path, find: typeof find === 'string' ? find : undefined, body: method === 'DELETE' ? undefined : said }
}

async function sendOne(record: Rec, { path, body }: Message, key: string, ctx: Ctx): Promise<Reference> {
  const { config: given, client, signal } = ctx
  const headers = { ...headersOf(given.headers), 'Idempotency-Key': key }
  const sent = {
    method: given.method,
    path,
    headers,
    signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  // What is to be deleted and is not there is done; a 303 says where what was made can be read.
  const answer = await client.send(sent, given.method === 'DELETE' ? [303, 404, 410] : [303])
  return referenceOf(record, answer, ctx)
}

/** It was done, whatever the answer looks like: one that cannot be read gives less of a reference, never a failure. */
async function referenceOf(record: Rec, answer: Answer, ctx: Ctx): Promise<Reference> {
  const data = readable(answer)
  const program = referenceProgram(ctx.config)
  const [named] = await ctx.evaluate(program, [{ ...record, data: data ?? null }]).catch(() => [])
  const { location } = answer.headers
  const id = (named?.ok === true ? scalar(named.value) : undefined) ?? scalar(location) ?? record.key
  const keep = data !== undefined && answer.text.length <= KEPT_CHARACTERS
  return { id, ...(keep ? { data } : {}) }
}

const references = new WeakMap<Config, Program>()

/** One object for each config, beside the one for its message. */
function referenceProgram(given: Config): Program {
  let program = references.get(given)
  if (!program) references.set(given, (program = { expression: given.reference }))
  return program
}

function readable(answer: Answer): unknown {
  try {
    return bodyOf(answer)
  } catch {
    return undefined
  }
}

function findOf(record: Rec, { find }: Message, ctx: Ctx): (() => Promise<Found | undefined>) | undefined {
  const { config: given, client, signal } = ctx
  if (find !== undefined) {
    return async () => {
      const sent = { method: 'GET', path: find, headers: headersOf(given.headers), signal }
      const answer = await withRetries(() => client.send(sent, [404, 410]), { signal })
      return answer.status >= 400 ? undefined : { reference: await referenceOf(record, answer, ctx) }
    }
  }
  // Nothing is known of it, so the door sends it once more, under the key that it had.
  return given.whenLost === 'send-again' ? () => Promise.resolve(undefined) : undefined
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function noPath() {
  return {
    code: 'http.no-path',
    message: 'The expression of the path gives no text for this record.',
    advice: 'Correct the path in the node; a fixed one stands in quotes.',
    retry: 'after-fix',
  } as const
}

function noPlace(to: string) {
  return {
    code: 'http.no-place',
    message: `It was sent, but the answer cannot be written to "${to}": the record has something else than fields there.`,
    advice: 'Choose another field for the answer; running it again sends nothing twice.',
    retry: 'after-fix',
  } as const
}
