export interface FormPart {
  readonly name: string
  readonly filename: string | undefined
  readonly body: Buffer
}

/** The parts of a `multipart/form-data` body, in their order; undefined when it is not one. */
export function readMultipart(contentType: string, body: Buffer): FormPart[] | undefined {
  const match = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  const boundary = match?.[1] ?? match?.[2]
  if (boundary === undefined) return undefined
  const mark = Buffer.from(`--${boundary}`)
  if (!body.subarray(0, mark.length).equals(mark)) return undefined
  const parts: FormPart[] = []
  const between = Buffer.from(`\r\n--${boundary}`)
  for (let from = mark.length; ;) {
    if (body.subarray(from, from + 2).toString() === '--') return parts
    const to = body.indexOf(between, from)
    const head = body.indexOf('\r\n\r\n', from)
    if (to < 0 || head < 0 || head > to) return undefined
    const name = /\bname="([^"]*)"/i.exec(body.toString('utf8', from, head))?.[1]
    if (name === undefined) return undefined
    const filename = /\bfilename="([^"]*)"/i.exec(body.toString('utf8', from, head))?.[1]
    parts.push({ name, filename, body: body.subarray(head + 4, to) })
    from = to + between.length
  }
}
