import { crc32, deflateSync } from 'node:zlib'
import { createRandom } from '../../../sdk/sandbox/random.ts'

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

/** A tile to each of 8 x 8 fields and a grainy strip below: no two alike, and about as large as a picture of a shop is. */
function pixels(content: string, width: number, height: number): Buffer {
  const random = createRandom('picture', content)
  const tiles = Array.from({ length: 64 }, () => random.int(16))
  const grains = 8000 + random.int(24_000)
  const grainy = Math.max(0, height - Math.ceil(grains / width))
  const raw = Buffer.alloc(height * (width + 1))
  let noise = random.int(0x7fffffff) | 1
  for (let y = 0; y < height; y++) {
    const row = y * (width + 1) + 1
    const tileRow = Math.floor((y * 8) / height) * 8
    for (let x = 0; x < width; x++) {
      if (y >= grainy) {
        noise ^= noise << 13
        noise ^= noise >>> 17
        noise ^= noise << 5
        raw[row + x] = noise & 15
      } else raw[row + x] = tiles[tileRow + Math.floor((x * 8) / width)] ?? 0
    }
  }
  return raw
}

/** A real PNG of that size, drawn from a text: the same text gives the same bytes. */
export function drawPng(content: string, width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a pixel, colours from a palette.
  header.writeUInt8(8, 8)
  header.writeUInt8(3, 9)
  const random = createRandom('palette', content)
  const palette = Buffer.from(Array.from({ length: 48 }, () => random.int(256)))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(pixels(content, width, height), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** How large a picture is in one of the formats of the ImageConnector: as it was, 64 or 1000 pixels at most. */
export function fitted(width: number, height: number, most: number): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

const signatures: readonly (readonly [string, RegExp])[] = [
  ['image/png', /^89504e47/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638/],
  ['image/webp', /^52494646.{8}57454250/],
]

/** What kind of picture bytes are; undefined when they are none. */
export function pictureType(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 12).toString('hex')
  return signatures.find(([, pattern]) => pattern.test(start))?.[0]
}
