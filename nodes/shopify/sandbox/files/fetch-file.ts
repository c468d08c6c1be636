import type { Shop } from '../shop.ts'
import { touchProduct } from '../store/products.ts'
import { findFile, keepBytes, productsWith, setFile } from './files.ts'
import { imageFacts } from './image-type.ts'

/** How long a picture is being processed, in milliseconds. */
const processing = 60
const patience = 15_000
const largestImage = 20 * 1024 * 1024
const mostPixels = 25_000_000

class Unusable extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

const isThisMachine = (url: URL): boolean =>
  /^https?:$/.test(url.protocol) && /^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname)

/** What lies in the storage that uploads go to, or at an address on this machine: nothing else is asked. */
async function bytesOf(shop: Shop, source: string): Promise<Buffer> {
  const staged = source.split('/storage/uploads/')[1]
  if (staged !== undefined && source.startsWith(shop.origin)) {
    const path = staged.split('?')[0] ?? ''
    const body = shop.database.get<{ body: Buffer | null }>('SELECT body FROM uploads WHERE path = ?', path)?.body
    if (!body) throw new Unusable('INVALID_SIGNED_URL')
    return body
  }
  const url = URL.canParse(source) ? new URL(source) : undefined
  if (!url || !isThisMachine(url)) throw new Unusable('IMAGE_DOWNLOAD_FAILURE')
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'error' }).catch(() => undefined)
  if (!answer?.ok) throw new Unusable('IMAGE_DOWNLOAD_FAILURE')
  return Buffer.from(await answer.arrayBuffer())
}

function facts(bytes: Buffer) {
  if (bytes.length > largestImage) throw new Unusable('INVALID_IMAGE_FILE_SIZE')
  const found = imageFacts(bytes)
  if (!found) throw new Unusable('UNSUPPORTED_IMAGE_FILE_TYPE')
  if (found.width * found.height > mostPixels) throw new Unusable('INVALID_IMAGE_RESOLUTION')
  return found
}

/** Fetches a file, looks whether it is a picture, and has it ready a moment later. */
export async function fetchFile(shop: Shop, args: unknown, alive: () => boolean): Promise<void> {
  const { file: id } = args as { file: number }
  const file = findFile(shop, id)
  if (!file || file.status === 'READY') return
  try {
    const bytes = await bytesOf(shop, file.source)
    if (!alive() || !findFile(shop, id)) return
    const found = facts(bytes)
    setFile(shop, id, { ...found, status: 'PROCESSING', size: bytes.length, hash: keepBytes(shop, bytes), error: null })
    await new Promise((resolve) => setTimeout(resolve, processing))
    if (!alive()) return
    setFile(shop, id, { status: 'READY' })
  } catch (error) {
    if (!alive()) return
    if (!(error instanceof Unusable)) throw error
    setFile(shop, id, { status: 'FAILED', error: error.code })
  }
  for (const product of productsWith(shop, id)) touchProduct(shop, product)
}
