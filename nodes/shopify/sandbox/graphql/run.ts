import { GraphQLError, getArgumentValues } from 'graphql'
import type { Context } from './context.ts'
import { kindOf } from './kinds.ts'
import type { FieldPlan, Selection, Shape } from './plan.ts'

/** Thrown after the error has been noted, until a field that may be null takes it. */
const bubble = Symbol('null where none may be')

export interface Result {
  /** JSON as it goes out: written as it is found, never built up as objects first. */
  readonly data: string
  readonly errors: readonly GraphQLError[]
  /** How many rows each list at the root gave. */
  readonly rows: ReadonlyMap<string, number>
  /** Root fields that were turned down with `userErrors`. */
  readonly turnedDown: ReadonlySet<string>
}

const plainText = /^[\u0020\u0021\u0023-\u005b\u005d-\ud7ff]*$/

function textOf(value: unknown): string {
  if (typeof value === 'string') return plainText.test(value) ? `"${value}"` : JSON.stringify(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return typeof value === 'number' && Number.isFinite(value) ? `${value}` : JSON.stringify(value)
}

const missing = (plan: FieldPlan): Error =>
  new Error(`Cannot return null for non-nullable field ${plan.typeName}.${plan.name}.`)

/** Carries out a plan. All resolvers are synchronous, which is most of why it is quick. */
export class Run {
  readonly #context: Context
  readonly #variables: Readonly<Record<string, unknown>>
  readonly #args: unknown[]
  readonly #errors: GraphQLError[] = []
  readonly #rows = new Map<string, number>()
  readonly #turnedDown = new Set<string>()

  constructor(context: Context, variables: Readonly<Record<string, unknown>>, size: number) {
    this.#context = context
    this.#variables = variables
    this.#args = Array.from({ length: size })
  }

  root(selection: Selection): Result {
    let data = 'null'
    try {
      data = this.#object(selection, {})
    } catch (error) {
      if (error !== bubble) throw error
    }
    return { data, errors: this.#errors, rows: this.#rows, turnedDown: this.#turnedDown }
  }

  /** What went wrong so far. */
  get errors(): readonly GraphQLError[] {
    return this.#errors
  }

  /** One object by itself: a line of a bulk result. */
  one(selection: Selection, source: unknown): string {
    try {
      return this.#object(selection, source)
    } catch (error) {
      if (error === bubble && this.#errors[0]) throw this.#errors[0]
      throw error
    }
  }

  /** The value behind a field, with arguments of our own beside those that were asked with. */
  value(plan: FieldPlan, source: unknown, more?: object): unknown {
    const asked = plan.field && plan.field.args.length > 0 ? this.#argsOf(plan, plan.field) : undefined
    const args = more ? { ...(asked as object), ...more } : asked
    // The schema says what the parent and the arguments of a field are; its resolver is written for them.
    return plan.resolve(source as never, args as never, this.#context, plan)
  }

  #object(selection: Selection, source: unknown): string {
    let text = ''
    for (const plan of selection.fields) {
      if (plan.ways.length > 0 && !this.#asked(plan)) continue
      const value = plan.shape.kind === 'leaf' ? this.#leaf(plan, plan.shape, source) : this.#field(plan, source)
      text += (text === '' ? '{' : ',') + plan.prefix + value
    }
    return text === '' ? '{}' : `${text}}`
  }

  #asked(plan: FieldPlan): boolean {
    return plan.ways.some((way) => way.every((one) => (this.#variables[one.variable] === true) === one.wanted))
  }

  /** Most fields are leaves: they need no place of their own on the path unless something is wrong. */
  #leaf(plan: FieldPlan, shape: Extract<Shape, { kind: 'leaf' }>, source: unknown): string {
    try {
      const value = this.value(plan, source)
      if (value !== null && value !== undefined) return textOf(shape.check ? shape.check(value) : value)
      if (!shape.nonNull) return 'null'
      throw missing(plan)
    } catch (error) {
      this.#context.path.push(plan.key)
      this.#note(error, plan)
      this.#context.path.pop()
      if (shape.nonNull) throw bubble
      return 'null'
    }
  }

  #field(plan: FieldPlan, source: unknown): string {
    const { path } = this.#context
    const depth = path.length
    path.push(plan.key)
    let text = 'null'
    try {
      const value = this.value(plan, source)
      if (depth === 0) this.#count(plan.key, value)
      text = this.#complete(plan.shape, value, plan)
    } catch (error) {
      if (error !== bubble) this.#note(error, plan)
      path.length = depth
      if (plan.shape.nonNull) throw bubble
    }
    path.length = depth
    return text
  }

  #argsOf(plan: FieldPlan, field: NonNullable<FieldPlan['field']>): unknown {
    return (this.#args[plan.index] ??= getArgumentValues(field, plan.node, this.#variables))
  }

  #count(key: string, value: unknown): void {
    const { nodes, userErrors } = (value ?? { nodes: [] }) as { nodes?: unknown; userErrors?: unknown }
    if (Array.isArray(nodes)) this.#rows.set(key, nodes.length)
    if (Array.isArray(userErrors) && userErrors.length > 0) this.#turnedDown.add(key)
  }

  #note(error: unknown, plan: FieldPlan): void {
    const path = [...this.#context.path]
    const { nodes } = plan
    const message = error instanceof Error ? error.message : String(error)
    const extensions = error instanceof GraphQLError ? error.extensions : { code: 'INTERNAL_SERVER_ERROR' }
    this.#errors.push(new GraphQLError(message, { nodes, path, extensions }))
  }

  #complete(shape: Shape, value: unknown, plan: FieldPlan): string {
    if (value === null || value === undefined) {
      if (!shape.nonNull) return 'null'
      throw missing(plan)
    }
    switch (shape.kind) {
      case 'leaf':
        return textOf(shape.check ? shape.check(value) : value)
      case 'object':
        return this.#object(shape.selection, value)
      case 'list':
        return this.#list(shape.item, value as readonly unknown[], plan)
      case 'abstract': {
        const type = kindOf(value)
        const selection = type === undefined ? undefined : shape.byType(type)
        if (!selection) throw new Error(`The sandbox does not know which ${shape.type} this is (${type}).`)
        return this.#object(selection, value)
      }
    }
  }

  #list(item: Shape, values: readonly unknown[], plan: FieldPlan): string {
    const { path } = this.#context
    const depth = path.length
    let text = '['
    for (let i = 0; i < values.length; i++) {
      path.push(i)
      let one = 'null'
      try {
        one = this.#complete(item, values[i], plan)
      } catch (error) {
        if (error !== bubble) this.#note(error, plan)
        path.length = depth
        if (item.nonNull) throw bubble
      }
      path.length = depth
      text += i === 0 ? one : `,${one}`
    }
    return `${text}]`
  }
}
