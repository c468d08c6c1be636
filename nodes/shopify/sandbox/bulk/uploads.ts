import { randomBytes, randomUUID } from 'node:crypto'
import type { Database } from '../store/database.ts'

/** Files are uploaded to storage, not to the API: these are at most this large for variables of a bulk mutation. */
export const largestUpload = 100 * 1024 * 1024

export interface Upload {
  readonly path: string
  readonly resource: string
  readonly method: 'POST' | 'PUT'
  readonly mime: string
  /** What has to come with the file: form fields of a POST, the query of a PUT. */
  readonly form: readonly { readonly name: string; readonly value: string }[]
}

interface UploadInput {
  readonly resource: string
  readonly filename: string
  readonly mimeType: string
  readonly httpMethod?: string | null
  readonly fileSize?: string | number | null
}

const signed = (): { name: string; value: string }[] => [
  { name: 'x-goog-date', value: new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '') },
  { name: 'x-goog-credential', value: 'koppel-sandbox/auto/storage/goog4_request' },
  { name: 'x-goog-algorithm', value: 'GOOG4-RSA-SHA256' },
  { name: 'x-goog-signature', value: randomBytes(32).toString('hex') },
]

/** A place to upload a file to; nothing lies there yet. */
export function makeUpload(database: Database, shop: number, input: UploadInput): Upload {
  const name = input.filename.replaceAll(/[^\w.-]+/g, '_')
  const folder = input.resource === 'BULK_MUTATION_VARIABLES' ? 'bulk' : 'files'
  const path = `tmp/${shop}/${folder}/${randomUUID()}/${name}`
  const method = input.httpMethod === 'POST' ? 'POST' : 'PUT'
  const own = [
    { name: 'key', value: path },
    { name: 'Content-Type', value: input.mimeType },
    { name: 'success_action_status', value: '201' },
    { name: 'acl', value: 'private' },
    { name: 'policy', value: randomBytes(24).toString('base64') },
  ]
  const form = method === 'POST' ? [...own, ...signed()] : signed()
  database.run(
    'INSERT INTO uploads (path, resource, method, mime, form, created, body) VALUES (?, ?, ?, ?, ?, ?, NULL)',
    path,
    input.resource,
    method,
    input.mimeType,
    JSON.stringify(form),
    Date.now(),
  )
  return { path, resource: input.resource, method, mime: input.mimeType, form }
}

/** How the API tells of it. A PUT has its signature in the address, a POST in the form. */
export function uploadTarget(origin: string, upload: Upload) {
  const resourceUrl = `${origin}/storage/uploads/${upload.path}`
  if (upload.method === 'POST') return { url: `${origin}/storage/uploads`, resourceUrl, parameters: upload.form }
  const query = upload.form.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('&')
  const parameters = [
    { name: 'content_type', value: upload.mime },
    { name: 'acl', value: 'private' },
  ]
  return { url: `${resourceUrl}?${query}`, resourceUrl, parameters }
}

interface UploadRow {
  readonly path: string
  readonly resource: string
  readonly method: 'POST' | 'PUT'
  readonly mime: string
  readonly form: string
  readonly size: number | null
}

export function findUpload(database: Database, path: string): (Upload & { readonly size: number | null }) | undefined {
  const row = database.get<UploadRow>(
    'SELECT path, resource, method, mime, form, length(body) AS size FROM uploads WHERE path = ?',
    path,
  )
  return row && { ...row, form: JSON.parse(row.form) as Upload['form'] }
}

export function fillUpload(database: Database, path: string, body: Buffer): void {
  database.run('UPDATE uploads SET body = ? WHERE path = ?', body, path)
}
