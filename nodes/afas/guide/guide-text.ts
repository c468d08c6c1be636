import type { GuideField, GuideTable } from '../../sdk/guide.ts'
import { connectorTables } from './connectors.ts'

const WIDTH = 140

const HEAD = `# The get-connectors of Koppel

AFAS lets everybody make get-connectors of their own, and tells software makers to do so: the standard ones lack fields and cannot be changed. These are
Koppel's. Make each of them in AFAS under *General / Output / Management / Get connector* with exactly these field ids, on the data collection that
holds them, and add it to the app connector. Where your connectors or fields are called otherwise, choose them in the settings of the node that reads them.

You need those that your integrations read; the test of the connection names what is missing and for what.

| column | says |
| --- | --- |
| length | the most signs that AFAS takes in that field, where it says so |
| in AFAS | the code by which AFAS itself knows the field, where there is one |
| needed | the connector cannot be read without it; other fields may be left out and count as empty |
| standard | where a standard get-connector has the same |

Rows that a user may not see are left out by AFAS without a word. Give the user of the app connector a filter authorisation that hides nothing here.
`

/** The guide to the get-connectors; written out of their definition, so that it is never another one. */
export function guideText(): string {
  return [HEAD, ...connectorTables().map(section)].join('\n')
}

function section({ name, about, readBy, note, instead, fields }: GuideTable): string {
  const parts = [
    `## ${name}`,
    wrapped(about),
    `Read by: ${readBy.join(', ')}.`,
    ...(note === undefined ? [] : [wrapped(note)]),
    ...(instead === undefined ? [] : [wrapped(`**On the standard connectors**: ${instead}`)]),
    [
      '| field id | what it is | kind | length | in AFAS | needed | standard |',
      '| --- | --- | --- | --- | --- | --- | --- |',
    ]
      .concat(fields.map(row))
      .join('\n'),
  ]
  return `${parts.join('\n\n')}\n`
}

function row({ id, label, kind, length, from = '', needed, instead }: GuideField): string {
  const code = from === '' || from.includes(' ') ? from : `\`${from}\``
  const own = instead === undefined ? '' : `\`${instead.slice(instead.indexOf('.') + 1)}\``
  return `| \`${id}\` | ${label} | ${kind} | ${length ?? ''} | ${code} | ${needed ? 'yes' : ''} | ${own} |`
}

function wrapped(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length >= WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.join('\n')
}
