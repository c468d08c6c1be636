import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state'
import { EditorView, keymap, lineNumbers, placeholder, tooltips } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { ExpressionProblem } from './evaluate.ts'
import { suggest, type Surroundings } from './language/completion.ts'
import { completionSource } from './language/completion-source.ts'
import { jsonataLanguage } from './language/jsonata-language.ts'

export interface CodeMirrorProps {
  value: string
  onChange: (value: string) => void
  label: string
  around: Surroundings
  problem: ExpressionProblem | undefined
  multiline: boolean
  hint: string
  autoFocus: boolean
  /** Escape, when no completion is open. */
  onEscape: (() => void) | undefined
  /** Enter in one-line mode. */
  onEnter: (() => void) | undefined
  describedBy: string
}

/** CodeMirror with our language; React hands values in, the view owns the cursor. */
export default function CodeMirror(props: CodeMirrorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const now = useRef(props)
  now.current = props
  const mode = useRef(new Compartment())

  useEffect(() => {
    if (host.current === null) return
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: now.current.value,
        extensions: [...extensionsFor(() => now.current), mode.current.of(modeOf(now.current))],
      }),
    })
    view.current = made
    if (now.current.autoFocus) {
      made.focus()
      made.dispatch({ selection: { anchor: made.state.doc.length } })
    }
    return () => made.destroy()
  }, [])

  useEffect(() => {
    const current = view.current
    if (current === undefined || current.state.doc.toString() === props.value) return
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: props.value } })
  }, [props.value])

  useEffect(() => {
    view.current?.dispatch({ effects: mode.current.reconfigure(modeOf(now.current)) })
  }, [props.multiline, props.label, props.describedBy])

  useEffect(() => underline(view.current, props.problem), [props.problem])

  return <div ref={host} className="ex-box" />
}

function extensionsFor(now: () => CodeMirrorProps): Extension[] {
  return [
    history(),
    closeBrackets(),
    bracketMatching(),
    jsonataLanguage(),
    tooltips({ parent: document.body }),
    autocompletion({
      override: [completionSource((before) => suggest(before, now().around))],
      icons: true,
      optionClass: (option) => `ex-option-${option.type ?? ''}`,
    }),
    placeholder(now().hint),
    Prec.highest(keymap.of([{ key: 'Escape', run: (view) => escape(view, now()) }])),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) now().onChange(update.state.doc.toString())
    }),
  ]
}

/** One line: Enter confirms and a pasted line break becomes a space. */
function modeOf(props: CodeMirrorProps): Extension {
  const named = EditorView.contentAttributes.of({ 'aria-label': props.label, 'aria-describedby': props.describedBy })
  if (props.multiline) return [named, lineNumbers(), EditorView.lineWrapping, keymap.of(defaultKeymap)]
  const confirm = { key: 'Enter', run: () => (props.onEnter === undefined ? true : (props.onEnter(), true)) }
  return [named, EditorView.lineWrapping, keymap.of([confirm, ...defaultKeymap])]
}

/** First the completion closes (its own key map does that), then the row. The text stays in both cases. */
function escape(view: EditorView, props: CodeMirrorProps): boolean {
  if (completionStatus(view.state) !== null || props.onEscape === undefined) return false
  props.onEscape()
  return true
}

function underline(view: EditorView | undefined, problem: ExpressionProblem | undefined) {
  if (view === undefined) return
  const end = view.state.doc.length
  if (problem?.position === undefined || end === 0) {
    view.dispatch(setDiagnostics(view.state, []))
    return
  }
  const to = Math.min(Math.max(problem.position, 1), end)
  const from = Math.max(0, Math.min(to - (problem.length ?? 1), end - 1))
  view.dispatch(setDiagnostics(view.state, [{ from, to, severity: 'error', message: problem.message }]))
}
