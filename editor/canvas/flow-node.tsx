import { Handle, Position, type NodeProps } from 'reactflow'
import { memo, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { IconAlertOctagon, IconPlayerSkipForward, IconSquareLetterP } from '@tabler/icons-react'
import { formatCount } from '../ui/format.tsx'
import { KindTile } from '../ui/kind-tile.tsx'
import { useCanvasActions, useDragged } from './canvas-actions.ts'
import { NodeFoot } from './node-foot.tsx'
import { nodeLine, nodeName } from './node-words.ts'
import { draggedFrom } from './palette-list.ts'
import { useShownRun, useStep } from './run-context.ts'
import { isActive, stoppedAt } from './run-view.ts'
import type { CanvasNode, NodeData } from './to-canvas.ts'

/** A step of the flow: 174 wide, its kind told by its shape first. */
export const FlowNodeView = memo(function FlowNodeView({ id, data, selected }: NodeProps<CanvasNode>) {
  const { t } = useTranslation()
  const { node, manifest } = data
  const state = useNodeState(data)
  const name = nodeName(node, manifest)
  const line = data.idle ? t('canvas:node.idle') : nodeLine(node, manifest, t)
  const kind = manifest?.kind ?? 'transform'
  const classes = ['step-node', `kind-${kind}`, selected ? 'is-selected' : '', ...state].filter(Boolean).join(' ')
  return (
    <div className={classes} title={`${name}\n${line}`}>
      <Badges id={id} name={name} />
      <Spoken data={data} />
      <div className="step-head">
        <KindTile kind={kind} icon={manifest?.icon ?? 'help-circle'} />
        <div className="step-name">
          <b className="ellipsis">{name}</b>
          <span className="ellipsis">{line}</span>
        </div>
      </div>
      <NodeFoot data={data} />
      <Ports data={data} />
    </div>
  )
})

/** The look that its state asks for. */
function useNodeState({ node, manifest }: NodeData): readonly string[] {
  const run = useShownRun()
  const fits = useFits(node.id)
  const stopped = stoppedAt(run) === node.id
  return [
    node.disabled === true ? 'is-off' : '',
    manifest === undefined ? 'is-missing' : '',
    stopped ? 'is-stopped' : '',
    run?.mode === 'dry-run' && manifest?.kind === 'target' ? 'is-dry' : '',
    fits === undefined ? '' : fits ? 'is-fitting' : 'is-unfitting',
  ]
}

/** While a connection is dragged: whether it may end here. */
function useFits(id: string): boolean | undefined {
  const { canEnd } = useCanvasActions()
  const from = useDragged()
  return from === undefined || draggedFrom(from).port.node === id ? undefined : canEnd(from, id)
}

function Badges({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('canvas')
  const { openParked } = useCanvasActions()
  const parked = useStep(id)?.counts.parked ?? 0
  const run = useShownRun()
  const stopped = stoppedAt(run) === id
  if (parked === 0 && !stopped) return null
  const Shape = stopped ? IconAlertOctagon : IconSquareLetterP
  return (
    <button
      type="button"
      className={stopped ? 'step-badge is-failed nodrag' : 'step-badge nodrag'}
      aria-label={parked === 0 ? t('node.stopped') : t('node.parkedBadge', { count: parked, name })}
      onClick={(event) => {
        event.stopPropagation()
        openParked(id)
      }}
    >
      <Shape size={13} stroke={1.75} aria-hidden />
      {parked === 0 ? '!' : formatCount(parked)}
    </button>
  )
}

/** Joining by mouse; with the keyboard the outline does the same. */
function Ports({ data }: { data: NodeData }) {
  const { t } = useTranslation('canvas')
  const [main, ...others] = data.outputs
  return (
    <>
      {data.inputs.map((port, index) => (
        <Handle
          key={port}
          id={port}
          type="target"
          position={Position.Left}
          style={alongSide(index, data.inputs.length)}
          {...(data.manifest?.beside?.includes(port) ? { title: t('node.list') } : {})}
        />
      ))}
      {main === undefined ? null : <Handle id={main} type="source" position={Position.Right} />}
      {others.map((port, index) => (
        <BottomPort key={port} data={data} port={port} place={(index + 1) / (others.length + 1)} />
      ))}
    </>
  )
}

function alongSide(index: number, count: number): CSSProperties {
  return count === 1 ? {} : { top: `${((index + 1) / (count + 1)) * 100}%` }
}

interface BottomPortProps {
  readonly data: NodeData
  readonly port: string
  readonly place: number
}

/** A second output leaves at the bottom; where no edge does, a stub says what became of those records. */
function BottomPort({ data, port, place }: BottomPortProps) {
  const { t } = useTranslation('canvas')
  const count = useStep(data.node.id)?.counts.ports[port] ?? 0
  const title = data.manifest?.ports[port]?.title ?? port
  const skips = data.manifest?.ports[port]?.skipReason !== undefined
  const left = `${Math.round(30 + place * 40)}%`
  return (
    <>
      <Handle id={port} type="source" position={Position.Bottom} style={{ left }} title={title} />
      {count === 0 || data.connected.includes(port) ? null : (
        <span className="step-stub" style={{ left }}>
          <IconPlayerSkipForward size={12} stroke={1.75} aria-hidden />
          {t(skips ? 'node.stubSkipped' : 'node.stub', { count: formatCount(count), title: title.toLowerCase() })}
        </span>
      )}
    </>
  )
}

/** For readers of the screen: everything the picture says, in one sentence. */
function Spoken({ data }: { data: NodeData }) {
  const { t } = useTranslation()
  const counts = useStep(data.node.id)?.counts
  const run = useShownRun()
  if (counts === undefined) return null
  const name = nodeName(data.node, data.manifest)
  const kind = t(`ui:kind.${data.manifest?.kind ?? 'transform'}`)
  const atWork = isActive(run) ? counts.atWork : 0
  const sentence = t('canvas:node.label', { name, kind, in: counts.in, atWork, parked: counts.parked })
  return <span className="visually-hidden">{sentence}</span>
}
