import { Type, type Static } from 'typebox'

/** Headers that the transport sets itself, or that belong in a connection because they are secrets. */
const NOT_HERE =
  '^(?!(?:[Hh]ost|[Cc]onnection|[Cc]ontent-[Ll]ength|[Tt]ransfer-[Ee]ncoding|[Aa]uthorization|[Pp]roxy-[Aa]uthorization|[Cc]ookie|[Ii]dempotency-[Kk]ey)$)'

export const HeadersSchema = Type.Optional(
  Type.Array(
    Type.Object(
      {
        name: Type.String({
          title: 'Header',
          description: 'Its name. What is secret belongs in the connection.',
          default: 'Accept-Language',
          pattern: `${NOT_HERE}[A-Za-z0-9-]+$`,
        }),
        value: Type.String({
          title: 'Value',
          description: 'What is sent, the same for every call.',
          default: '',
          pattern: '^[\\x20-\\x7e]*$',
        }),
      },
      { additionalProperties: false },
    ),
    { title: 'Headers', description: 'Sent with every call, next to the one of the connection.', default: [] },
  ),
)

export function headersOf(rows: Static<typeof HeadersSchema> | undefined): Record<string, string> {
  return Object.fromEntries((rows ?? []).map(({ name, value }) => [name, value]))
}
