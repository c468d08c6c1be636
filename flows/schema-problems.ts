import type { TSchema } from 'typebox'
import type { TLocalizedValidationError } from 'typebox/error'
import { Settings } from 'typebox/system'
import { Value } from 'typebox/value'
import { jsonPath, type FlowProblem } from './problem.ts'

const MAX_ERRORS = 1_000

/** Everything in which a value departs from a schema, in words and with JSON paths below `at`. */
export function schemaProblems(
  schema: TSchema,
  value: unknown,
  at: readonly (string | number)[] = [],
): { path: string; message: string; steps: readonly (string | number)[] }[] {
  const found = new Map<string, { path: string; message: string; steps: readonly (string | number)[] }>()
  for (const error of allErrors(schema, value)) {
    for (const { steps, message } of wordsFor(error, value)) {
      const path = jsonPath([...at, ...steps])
      // Alternatives of a union all complain at one place; what is said of the union as a whole counts.
      if (!found.has(path) || error.keyword === 'anyOf') found.set(path, { path, message, steps: [...at, ...steps] })
    }
  }
  return [...found.values()]
}

/** The problems of a flow document with its schema. */
export function asFlowProblems(problems: ReturnType<typeof schemaProblems>, document: unknown): FlowProblem[] {
  return problems.map(({ path, message, steps }) => {
    const node = steps[0] === 'nodes' ? nodeIdAt(document, steps[1]) : undefined
    return { path, message, code: 'flow.schema', ...(node === undefined ? {} : { node }) }
  })
}

/** TypeBox stops at eight errors by a global setting; it is lifted for this one synchronous call. */
function allErrors(schema: TSchema, value: unknown): readonly TLocalizedValidationError[] {
  const { maxErrors } = Settings.Get()
  Settings.Set({ maxErrors: MAX_ERRORS })
  try {
    return Value.Errors(schema, value)
  } finally {
    Settings.Set({ maxErrors })
  }
}

function wordsFor(
  error: TLocalizedValidationError,
  document: unknown,
): { steps: readonly (string | number)[]; message: string }[] {
  const steps = stepsOf(error.instancePath, document)
  if (error.keyword === 'required') {
    return error.params.requiredProperties.map((name) => ({ steps: [...steps, name], message: 'This is required.' }))
  }
  if (error.keyword === 'additionalProperties') {
    const names = error.params.additionalProperties
    return names.map((name) => ({ steps: [...steps, name], message: `"${name}" is not known here.` }))
  }
  return [{ steps, message: sentenceFor(error) }]
}

function sentenceFor(error: TLocalizedValidationError): string {
  switch (error.keyword) {
    case 'boolean':
      return 'This is not known here.'
    case 'const':
      return `Must be ${JSON.stringify(error.params.allowedValue)}.`
    case 'enum':
      return `Must be one of ${error.params.allowedValues.map((one) => JSON.stringify(one)).join(', ')}.`
    case 'pattern':
      return `Has characters or a form that are not allowed here (allowed: ${String(error.params.pattern)}).`
    case 'anyOf':
      return 'Fits none of the allowed forms.'
    case 'maxItems':
      return `Has more than ${error.params.limit} entries.`
    default:
      return `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`
  }
}

/** A JSON pointer as steps; numbers where the document has a list. */
function stepsOf(pointer: string, document: unknown): (string | number)[] {
  let at: unknown = document
  return pointer
    .split('/')
    .slice(1)
    .map((raw) => {
      const step = raw.replaceAll('~1', '/').replaceAll('~0', '~')
      const list = Array.isArray(at)
      at =
        typeof at === 'object' && at !== null && Object.hasOwn(at, step)
          ? (at as Record<string, unknown>)[step]
          : undefined
      return list ? Number(step) : step
    })
}

function nodeIdAt(document: unknown, index: string | number | undefined): string | undefined {
  const nodes = (document as { nodes?: unknown } | null)?.nodes
  const node: unknown = Array.isArray(nodes) && typeof index === 'number' ? nodes[index] : undefined
  const id = (node as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : undefined
}
