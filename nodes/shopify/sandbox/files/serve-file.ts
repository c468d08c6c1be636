import type { Answer, Exchange, SystemRequest } from '../../../sdk/sandbox/system.ts'
import type { Shop } from '../shop.ts'
import { findFile } from './files.ts'

const nothing: Answer = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' }

/** Pictures as the shop's visitors get them: open to everyone, and no call of the API. */
export function fileExchange(shop: Shop, request: SystemRequest): Exchange | undefined {
  const id = /^\/cdn\/shop\/files\/(\d+)\//.exec(request.path)?.[1]
  if (id === undefined) return undefined
  const plain = (status: number): Answer => ({ ...nothing, status, body: '' })
  return {
    calls: [],
    fault: plain,
    throttled: () => plain(429),
    perform: () => {
      const file = findFile(shop, Number(id))
      if (request.method !== 'GET' || file?.status !== 'READY' || file.hash === null) return nothing
      const body = shop.database.get<{ body: Buffer }>('SELECT body FROM blobs WHERE hash = ?', file.hash)?.body
      return body ? { status: 200, headers: { 'content-type': file.mime ?? '' }, body } : nothing
    },
  }
}
