import { NodeIcon } from './node-icon.tsx'

export type Kind = 'source' | 'transform' | 'target'

/** The icon of a node in its kind's shape: source rounded left, transform square, target rounded right. */
export function KindTile({ kind, icon, size = 28 }: { kind: Kind; icon: string; size?: number }) {
  return (
    <span className={`kind-tile kind-${kind}`} style={{ width: size, height: size }}>
      <NodeIcon name={icon} size={Math.round(size * 0.6)} />
    </span>
  )
}
