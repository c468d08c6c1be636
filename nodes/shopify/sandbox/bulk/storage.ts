import type { Answer, Exchange, SystemRequest } from '../../../sdk/sandbox/system.ts'
import type { Shop } from '../shop.ts'
import { readMultipart } from './multipart.ts'
import { findBulk, piecesOf } from './operation.ts'
import { fillUpload, findUpload, largestUpload } from './uploads.ts'
import { isExpired, resultPath } from './view.ts'

const xml = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml; charset=UTF-8' },
  body: `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
})

/**
 * Where files lie: results of bulk operations to be fetched, and files to be used by mutations. Not the API: who knows
 * the address may come in, nothing is charged and nothing stands in the calls list.
 */
export function storageExchange(shop: Shop, request: SystemRequest): Exchange | undefined {
  if (!request.path.startsWith('/storage/')) return undefined
  const fetching = request.method === 'GET'
  return {
    calls: [],
    alsoMeets: [{ method: request.method, operation: fetching ? 'bulkResult' : 'stagedUpload' }],
    fault: (status) => xml(status, 'InternalError', 'We encountered an internal error. Please try again.'),
    throttled: () => xml(429, 'SlowDown', 'Reduce your request rate.'),
    perform: () => (fetching ? result(shop, request.path) : received(shop, request)),
  }
}

function result(shop: Shop, path: string): Answer {
  const row = findBulk(shop.database, Number(/^\/storage\/bulk\/(\d+)-/.exec(path)?.[1]))
  const there = row && (row.status === 'COMPLETED' || row.status === 'FAILED') && !isExpired(row)
  if (!row || !there || path !== resultPath(row)) return xml(404, 'NoSuchKey', 'The specified key does not exist.')
  return {
    status: 200,
    headers: { 'content-type': 'application/jsonl', 'content-length': String(row.bytes) },
    pieces: piecesOf(shop.database, row.id),
  }
}

function received(shop: Shop, request: SystemRequest): Answer {
  if (request.method === 'POST' && request.path === '/storage/uploads') return posted(shop, request)
  const path = request.path.replace(/^\/storage\/uploads\//, '')
  const upload = findUpload(shop.database, path)
  if (request.method !== 'PUT' || upload?.method !== 'PUT') return xml(403, 'AccessDenied', 'Access denied.')
  const query = new URLSearchParams(request.search)
  if (upload.form.some((one) => query.get(one.name) !== one.value)) {
    return xml(403, 'SignatureDoesNotMatch', 'The signature we calculated does not match the one you provided.')
  }
  return stored(shop, path, request.body, 200)
}

/** Every field that was handed out, as it was, and the file after them. */
function posted(shop: Shop, request: SystemRequest): Answer {
  const parts = readMultipart(String(request.headers['content-type'] ?? ''), request.body)
  const file = parts?.at(-1)
  if (!parts || file?.name !== 'file') {
    return xml(400, 'InvalidArgument', 'The last field of the form must be the file.')
  }
  const given = new Map(parts.slice(0, -1).map((one) => [one.name, one.body.toString('utf8')]))
  const key = given.get('key') ?? ''
  const upload = findUpload(shop.database, key)
  if (upload?.method !== 'POST') return xml(403, 'AccessDenied', 'Access denied.')
  const wrong = upload.form.find((one) => given.get(one.name) !== one.value)
  if (wrong) return xml(403, 'AccessDenied', `Invalid according to policy: ${wrong.name}`)
  return stored(shop, key, file.body, 201)
}

function stored(shop: Shop, path: string, body: Buffer, status: number): Answer {
  if (body.length > largestUpload) return xml(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum size.')
  fillUpload(shop.database, path, body)
  const done = `<PostResponse><Location>${shop.origin}/storage/uploads/${path}</Location><Key>${path}</Key></PostResponse>`
  return { status, headers: { 'content-type': 'application/xml; charset=UTF-8' }, body: status === 201 ? done : '' }
}
