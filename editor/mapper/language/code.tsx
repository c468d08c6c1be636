import { Fragment } from 'react'
import { tokenise, type TokenKind } from './tokenise.ts'
import '../expression.css'

const CLASS: Partial<Record<TokenKind, string>> = {
  string: 'ex-string',
  regex: 'ex-string',
  number: 'ex-number',
  function: 'ex-function',
  variable: 'ex-variable',
  keyword: 'ex-keyword',
  comment: 'ex-comment',
}

/** An expression in colours without an editor: what rows show. */
export function Code({ text }: { text: string }) {
  const tokens = tokenise(text)
  let last = 0
  return (
    <code className="ex-code">
      {tokens.map((token) => {
        const gap = text.slice(last, token.from)
        last = token.to
        const style = CLASS[token.kind]
        return (
          <Fragment key={token.from}>
            {gap}
            {style === undefined ? token.text : <span className={style}>{token.text}</span>}
          </Fragment>
        )
      })}
      {text.slice(last)}
    </code>
  )
}
