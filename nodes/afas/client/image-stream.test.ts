import { describe, expect, it } from 'vitest'
import { fileIn } from './image-stream.ts'

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size))
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

const picture = Buffer.from(Array.from({ length: 1000 }, (_, n) => (n * 7919) % 256))

describe('the file in an answer of the ImageConnector', () => {
  it.each([1, 2, 3, 5, 7, 64, 4096])('is decoded from pieces of %i', async (size) => {
    const text = JSON.stringify({ filedata: picture.toString('base64'), mimetype: 'image/png' }).replaceAll('/', '\\/')
    expect((await whole((await fileIn('image', pieces(text, size))).bytes)).equals(picture)).toBe(true)
  })

  it('knows its kind when that comes first', async () => {
    const file = await fileIn('image', pieces(`{"mimetype":"image/jpeg","filedata":"QUJD"}`, 10))
    expect(file.mimeType).toBe('image/jpeg')
    expect((await whole(file.bytes)).toString()).toBe('ABC')
  })

  it('is refused when the answer breaks off, or holds none', async () => {
    const cut = await fileIn('image', pieces(`{"filedata":"QUJDREVG`, 9))
    await expect(whole(cut.bytes)).rejects.toThrow('not a whole file')
    await expect(fileIn('image', pieces('{"other":1}', 4))).rejects.toThrow('not a whole file')
  })
})
