/** A function of the expression library, as people see it and as it runs. */
export interface ExpressionFunction {
  readonly name: string
  /** As a person reads it: `$cents(amount)`. */
  readonly signature: string
  readonly description: string
  readonly example: string
  /** JSONata's own form of the parameters; checked before the call. */
  readonly parameters: string
  readonly run: (...args: never[]) => unknown
}

/** The library. Functions are pure; `$mapValue` is bound to the flow's value maps where expressions are compiled. */
export const expressionFunctions: readonly ExpressionFunction[] = []
