import { SandboxProblem } from '../../../sdk/sandbox/system.ts'

export type Body = Readonly<Record<string, unknown>>

export const invalid = (message: string): never => {
  throw new SandboxProblem(400, 'sandbox.invalid', message)
}

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function checkNames(body: Body, known: readonly string[]): void {
  const stray = Object.keys(body).find((name) => !known.includes(name))
  if (stray !== undefined) invalid(`"${stray}" is not known; known are ${known.join(', ')}`)
}

export function textIn(body: Body, name: string, otherwise?: string): string {
  const value = body[name] ?? otherwise
  return typeof value === 'string' ? value : invalid(`"${name}" must be text`)
}

export function numberIn(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value
  return invalid(`"${name}" must be a number`)
}

export function textsIn(body: Body, name: string): string[] | undefined {
  const list = body[name]
  if (list === undefined) return undefined
  const isTexts = Array.isArray(list) && list.every((one) => typeof one === 'string')
  return isTexts ? (list as string[]) : invalid(`"${name}" must be a list of text`)
}
