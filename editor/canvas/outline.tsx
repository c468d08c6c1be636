import { Menu } from '@mantine/core'
import { IconPlugConnected, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { KindTile } from '../ui/kind-tile.tsx'
import { Pane } from '../ui/pane.tsx'
import { editFlow, useDraft, useDraftStore } from './draft-store.ts'
import { withEdge, without } from './edits.ts'
import { nodeName } from './node-words.ts'
import { joinOf } from './palette-list.ts'
import { portRef } from '../../flows/graph/wiring.ts'
import { edgeId, graphOrder, manifestOf, type Manifests } from './wiring.ts'

export interface OutlineProps {
  readonly manifests: Manifests
  readonly onOpen: (node: string) => void
  readonly onClose: () => void
}

/** The flow as a list: everything that dragging does on the canvas, with the keyboard. */
export function Outline({ manifests, onOpen, onClose }: OutlineProps) {
  const { t } = useTranslation('canvas')
  const flow = useDraft((state) => state.flow)
  const order = graphOrder(flow)
  const close = (
    <button type="button" className="icon-btn" aria-label={t('outline.close')} onClick={onClose}>
      <IconX size={17} stroke={1.75} aria-hidden />
    </button>
  )
  return (
    <Pane title={t('outline.title')} className="outline" actions={close}>
      <p className="outline-text t3">{t('outline.text')}</p>
      <ol>
        {order.map((id) => (
          <OutlineRow key={id} id={id} manifests={manifests} onOpen={onOpen} />
        ))}
      </ol>
    </Pane>
  )
}

interface RowProps {
  readonly id: string
  readonly manifests: Manifests
  readonly onOpen: (node: string) => void
}

function OutlineRow({ id, manifests, onOpen }: RowProps) {
  const { t } = useTranslation('canvas')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const nameOf = (node: string) => {
    const found = flow.nodes.find((one) => one.id === node)
    return found === undefined ? node : nodeName(found, manifests.get(found.type))
  }
  const manifest = manifestOf(flow, manifests, id)
  const leaving = flow.edges.filter((edge) => portRef(edge.from).node === id)
  const joins = (manifest?.outputs ?? []).flatMap((port) =>
    flow.nodes.flatMap((node) => {
      const join = joinOf(flow, manifests, { side: 'source', port: { node: id, port } }, node.id)
      return join === undefined ? [] : [{ port, join }]
    }),
  )
  return (
    <li>
      <KindTile kind={manifest?.kind ?? 'transform'} icon={manifest?.icon ?? 'help-circle'} size={22} />
      <div className="outline-name">
        <button type="button" className="outline-open ellipsis" onClick={() => onOpen(id)}>
          {nameOf(id)}
        </button>
        <span className="t3">
          {leaving.length === 0
            ? t('outline.ends')
            : t('outline.goesTo', { names: leaving.map((edge) => nameOf(portRef(edge.to).node)).join(', ') })}
        </span>
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className="icon-btn" aria-label={t('outline.connectFrom', { name: nameOf(id) })}>
            <IconPlugConnected size={16} stroke={1.75} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {leaving.map((edge) => (
            <Menu.Item
              key={edgeId(edge)}
              onClick={() => editFlow(store, (now) => without(now, new Set(), new Set([edgeId(edge)])))}
            >
              {t('outline.disconnect', { name: nameOf(portRef(edge.to).node) })}
            </Menu.Item>
          ))}
          {joins.length > 0 ? <Menu.Label>{t('outline.connectTo')}</Menu.Label> : null}
          {joins.map(({ port, join }) => (
            <Menu.Item
              key={`${port} ${join.to.node}`}
              onClick={() => editFlow(store, (now) => withEdge(now, join.from, join.to))}
            >
              {nameOf(join.to.node)}
              {port === manifest?.outputs[0] ? '' : ` (${manifest?.ports[port]?.title ?? port})`}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
