import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import type { Suggestion } from './completion.ts'

const ORDER: Record<Suggestion['kind'], number> = { map: 3, field: 2, setting: 1, function: 0, variable: -1 }

/** Our suggestions in CodeMirror's shape. It opens by itself where a word or a dot was typed, else on Ctrl Space. */
export function completionSource(suggest: (before: string) => { from: number; items: Suggestion[] }): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos)
    const found = suggest(before)
    if (found.items.length === 0) return null
    const typing = found.from < context.pos || /[.$"'(]$/.test(before)
    if (!context.explicit && !typing) return null
    return { from: found.from, options: found.items.map(option), validFor: /^[$\p{L}\d_.]*$/u }
  }
}

function option(item: Suggestion): Completion {
  return {
    label: item.label,
    apply: item.insert,
    type: item.kind,
    detail: item.detail,
    boost: ORDER[item.kind],
    ...(item.info === undefined ? {} : { info: item.info }),
  }
}
