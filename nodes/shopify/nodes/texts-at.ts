/** The texts of a list in a record, each once; a single text counts as a list of one. `name` may be a path. */
export function textsAt(data: unknown, name: string): readonly string[] {
  const found = name.split('.').reduce<unknown>((value, part) => Reflect.get(Object(value), part) as unknown, data)
  const list = Array.isArray(found) ? (found as unknown[]) : [found]
  const texts = list.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []))
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()]
}
