/** What each mutation calls a problem that others have another word for. */
const otherWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  create: {
    INVALID_VARIANT: 'NEED_TO_ADD_OPTION_VALUES',
    OPTION_DOES_NOT_EXIST: 'INVALID_INPUT',
    OPTION_VALUE_DOES_NOT_EXIST: 'INVALID_INPUT',
    CANNOT_SPECIFY_BOTH: 'INVALID_INPUT',
  },
  update: { INVALID_VARIANT: 'NEED_TO_ADD_OPTION_VALUES' },
}
const always: Readonly<Record<string, string>> = {
  INVALID_METAFIELD: 'INVALID_INPUT',
  DUPLICATED_METAFIELD_VALUE: 'INVALID_INPUT',
  CAPABILITY_VIOLATION: 'INVALID_INPUT',
}

export const worded = (kind: string, one: { code: string; field: readonly string[]; message: string }) => ({
  code: otherWords[kind]?.[one.code] ?? always[one.code] ?? one.code,
  field: one.field,
  message: one.message,
})
