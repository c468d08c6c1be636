import { useTranslation } from 'react-i18next'
import { toast } from '../ui/toast.tsx'
import { copyFragment, pastedFragment } from './clipboard.ts'
import { editFlow, useDraftStore } from './draft-store.ts'
import { fragmentOf, withFragment, without, withPositions, type Fragment } from './edits.ts'
import { nodeName } from './node-words.ts'
import type { CanvasEdge, CanvasNode } from './to-canvas.ts'
import type { Adding } from './use-adding.ts'
import type { CanvasCommands } from './use-canvas-keys.ts'

export interface CommandsInput {
  readonly nodes: readonly CanvasNode[]
  readonly edges: readonly CanvasEdge[]
  readonly select: (ids: ReadonlySet<string>) => void
  readonly adding: Adding
  readonly onOpen: (node: string) => void
  readonly fit: () => void
}

/** What keys and buttons do to the selection. */
export function useCommands({ nodes, edges, select, adding, onOpen, fit }: CommandsInput): CanvasCommands {
  const { t } = useTranslation('canvas')
  const store = useDraftStore()
  const history = store.temporal.getState
  const chosen = () => nodes.filter((node) => node.selected)
  const chosenIds = () => new Set(chosen().map((node) => node.id))

  const remove = () => {
    const gone = chosen()
    const cut = edges.filter((edge) => edge.selected)
    if (gone.length === 0 && cut.length === 0) return
    editFlow(store, (flow) => without(flow, chosenIds(), new Set(cut.map((edge) => edge.id))))
    const first = gone[0]
    const name = first === undefined ? '' : nodeName(first.data.node, first.data.manifest)
    const title =
      gone.length > 0 ? t('delete.node', { count: gone.length, name }) : t('delete.edge', { count: cut.length })
    toast({ title, action: { label: t('delete.undo'), run: () => history().undo() } })
  }

  const add = (fragment: Fragment | undefined) => {
    if (fragment === undefined || fragment.nodes.length === 0) return
    let ids: string[] = []
    editFlow(store, (flow) => {
      const added = withFragment(flow, fragment, [32, 32])
      ids = added.ids
      return added.flow
    })
    requestAnimationFrame(() => select(new Set(ids)))
  }

  return {
    remove,
    undo: () => history().undo(),
    redo: () => history().redo(),
    copy: () => {
      const fragment = fragmentOf(store.getState().flow, chosenIds())
      if (fragment.nodes.length === 0) return
      void copyFragment(fragment).then(() => toast({ title: t('copied', { count: fragment.nodes.length }) }))
    },
    paste: () => void pastedFragment().then(add),
    duplicate: () => add(fragmentOf(store.getState().flow, chosenIds())),
    add: adding.open,
    fit,
    clear: () => select(new Set()),
    selectAll: () => select(new Set(nodes.map((node) => node.id))),
    open: onOpen,
    nudge: (id, by) => {
      const key = `nudge ${id}`
      editFlow(
        store,
        (flow) => {
          const at = flow.layout?.[id] ?? [0, 0]
          return withPositions(flow, { [id]: [at[0] + by[0], at[1] + by[1]] })
        },
        key,
      )
    },
  }
}
