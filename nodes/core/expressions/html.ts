/** A tag that texts use. */
const TAG =
  /<\/?(a|b|blockquote|br|div|em|h[1-6]|hr|i|img|li|ol|p|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)\b[^<>]*>/i

/**
 * A text as HTML. Plain text gets paragraphs at empty lines and breaks at the others; what is HTML already, with a tag
 * that texts use, stays as it is. `Mok <nieuw>` is plain text.
 */
export function htmlOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === '') return undefined
  if (TAG.test(text)) return text
  return text
    .split(/(?:\r?\n[ \t]*){2,}/)
    .map((part) => `<p>${escaped(part).replaceAll(/\r?\n/g, '<br>')}</p>`)
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
