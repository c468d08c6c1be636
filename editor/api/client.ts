/**
 * The one way to the server: JSON in and out, the session cookie, `X-Koppel` on what changes something, and every
 * `application/problem+json` as an `ApiError` with the code that the caller decides on.
 */
export interface FieldError {
  readonly path: string
  readonly message: string
}

interface ProblemBody {
  readonly title?: string
  readonly detail?: string
  readonly code?: string
  readonly advice?: string
  readonly errors?: readonly FieldError[]
}

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly advice: string | undefined
  readonly errors: readonly FieldError[]
  /** The whole answer: a 422 of an expression carries its position here. */
  readonly body: unknown

  constructor(status: number, problem: ProblemBody) {
    super(problem.detail ?? problem.title ?? `Status ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? `http.${status}`
    this.advice = problem.advice
    this.errors = problem.errors ?? []
    this.body = problem
  }
}

/** A page of a list; `next` goes back as `cursor`. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

export interface RequestOptions {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  if (method !== 'GET') headers['x-koppel'] = '1'
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  const answer = await send(path, {
    method,
    headers,
    credentials: 'same-origin',
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
  })
  if (!answer.ok) throw new ApiError(answer.status, await problemIn(answer))
  return (answer.status === 204 ? undefined : await jsonIn(answer)) as T
}

/** A server that cannot be reached is a problem with a code too, so that screens have one kind of error. */
async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiError(0, {
      code: 'editor.offline',
      detail: 'The Koppel server does not answer.',
      advice: 'Runs go on without the editor. Check that Koppel is running; this page tries again by itself.',
    })
  }
}

async function jsonIn(answer: Response): Promise<unknown> {
  const text = await answer.text()
  return text === '' ? undefined : JSON.parse(text)
}

async function problemIn(answer: Response): Promise<ProblemBody> {
  try {
    const body = await jsonIn(answer)
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return { title: answer.statusText }
  }
}

export const api = {
  get: <T>(path: string, options?: RequestOptions) => request<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('POST', path, { ...options, ...(body === undefined ? {} : { body }) }),
  put: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('PUT', path, { ...options, ...(body === undefined ? {} : { body }) }),
  delete: <T>(path: string, options?: RequestOptions) => request<T>('DELETE', path, options),
}

/** `query({ flow: 'x', limit: 20 })` -> `?flow=x&limit=20`; what is undefined stays out. */
export function query(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
}
