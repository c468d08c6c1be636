export interface ImageFacts {
  readonly mime: string
  readonly width: number
  readonly height: number
}

/** Where a JPEG says how large it is: in the first frame header among its segments. */
function jpegSize(bytes: Buffer): { width: number; height: number } | undefined {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

/** What kind of picture bytes are and how large; undefined when they are none that Shopify takes. */
export function imageFacts(bytes: Buffer): ImageFacts | undefined {
  const start = bytes.subarray(0, 12).toString('hex')
  if (start.startsWith('89504e470d0a1a0a') && bytes.length > 33) {
    return { mime: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  }
  if (start.startsWith('474946383') && bytes.length > 10) {
    return { mime: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  }
  if (/^52494646.{8}57454250$/.test(start) && bytes.length > 30) {
    return { mime: 'image/webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  }
  const size = start.startsWith('ffd8ff') ? jpegSize(bytes) : undefined
  return size && { mime: 'image/jpeg', ...size }
}
