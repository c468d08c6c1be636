import type { GuideTable } from '../../nodes/sdk/guide.ts'

const HEAD = ['connector', 'read by', 'field id', 'what it is', 'kind', 'length', 'in AFAS', 'needed', 'standard']

/** One row a field, for a spreadsheet; the mark in front tells it that the text is UTF-8. */
export function guideCsv(tables: readonly GuideTable[]): string {
  const rows = tables.flatMap(({ name, readBy, fields }) =>
    fields.map(({ id, label, kind, length, from, needed, instead }) => {
      const size = length === undefined ? '' : String(length)
      return [name, readBy.join(', '), id, label, kind, size, from ?? '', needed ? 'yes' : '', instead ?? '']
    }),
  )
  return `\uFEFF${[HEAD, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
