import { HighlightStyle, LanguageSupport, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { tags } from '@lezer/highlight'
import { readToken, startState, type TokenKind, type TokenState } from './tokenise.ts'

/** CodeMirror's names for our words; each is a tag that `colours` below knows. */
const STYLE: Record<TokenKind, string> = {
  string: 'string',
  number: 'number',
  function: 'function',
  variable: 'self',
  name: 'propertyName',
  keyword: 'keyword',
  regex: 'regexp',
  comment: 'comment',
  operator: 'operator',
  bracket: 'bracket',
}

const jsonata = StreamLanguage.define<TokenState>({
  name: 'jsonata',
  startState,
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (state.open === undefined && stream.eatSpace()) return null
    const part = readToken(stream.string, stream.pos, state)
    if (part === undefined || part.to <= stream.pos) {
      stream.next()
      return null
    }
    stream.pos = part.to
    return STYLE[part.kind]
  },
  tokenTable: { function: tags.function(tags.variableName), self: tags.self, propertyName: tags.propertyName },
  languageData: {
    closeBrackets: { brackets: ['(', '[', '{', '"', "'", '`'] },
    commentTokens: { block: { open: '/*', close: '*/' } },
  },
})

const colours = HighlightStyle.define([
  { tag: tags.string, class: 'ex-string' },
  { tag: tags.regexp, class: 'ex-string' },
  { tag: tags.number, class: 'ex-number' },
  { tag: tags.function(tags.variableName), class: 'ex-function' },
  { tag: tags.self, class: 'ex-variable' },
  { tag: tags.keyword, class: 'ex-keyword' },
  { tag: tags.comment, class: 'ex-comment' },
])

export const jsonataLanguage = () => new LanguageSupport(jsonata, [syntaxHighlighting(colours)])
export { jsonata }
