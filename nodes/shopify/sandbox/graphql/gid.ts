export const gid = (type: string, id: number | string): string => `gid://shopify/${type}/${id}`

/** Type and number of a global id; undefined when it is none. */
export function readGid(text: unknown): { type: string; id: number } | undefined {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/.exec(String(text))
  return match ? { type: match[1] as string, id: Number(match[2]) } : undefined
}

export const time = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
export const timeOrNull = (at: number | null): string | null => (at === null ? null : time(at))
