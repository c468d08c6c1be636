/** Any of these conditions; nothing of none. */
export function anyOf(parts: readonly string[]): string | undefined {
  return parts.length > 1 ? `(${parts.join(' OR ')})` : parts[0]
}

/** Text as a search takes it: whatever is in it stands for itself. */
export function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
