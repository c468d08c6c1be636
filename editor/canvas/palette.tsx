import { useClickOutside } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { KindTile } from '../ui/kind-tile.tsx'
import { systemName } from './node-words.ts'
import { paletteGroups, type Dragged, type PaletteGroup } from './palette-list.ts'
import type { Manifests } from './wiring.ts'

export const NODE_DRAG_TYPE = 'application/x-koppel-node'

export interface PaletteProps {
  readonly manifests: Manifests
  /** Only what fits it is listed. */
  readonly dragged?: Dragged | undefined
  readonly onChoose: (manifest: Manifest) => void
  readonly onClose: () => void
}

/** All nodes, found by typing; Enter adds the chosen one, and any can be dragged to its place. */
export function Palette({ manifests, dragged, onChoose, onClose }: PaletteProps) {
  const { t } = useTranslation('canvas')
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const groups = useMemo(() => paletteGroups(manifests, search, dragged), [manifests, search, dragged])
  const all = groups.flatMap((group) => group.nodes)
  const active = all[Math.min(at, all.length - 1)]
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, all.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && active !== undefined) onChoose(active)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const list = useRef<HTMLDivElement>(null)
  const outside = useClickOutside<HTMLDivElement>(onClose)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div className="palette" role="dialog" aria-label={t('palette.title')} ref={outside} onKeyDown={press}>
      <label className="field">
        <IconSearch className="icon" size={14} stroke={1.75} aria-hidden />
        <input
          role="combobox"
          aria-label={t('palette.search')}
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={active === undefined ? undefined : `palette-${active.type}`}
          placeholder={t('palette.search')}
          autoFocus
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setAt(0)
          }}
        />
      </label>
      <div
        id="palette-list"
        className="palette-list"
        role="listbox"
        aria-label={t('palette.title')}
        tabIndex={-1}
        ref={list}
      >
        {groups.map((group) => (
          <Group key={group.system} group={group} active={active} onChoose={onChoose} />
        ))}
      </div>
      {all.length === 0 ? (
        <p className="palette-note">{search === '' ? t('palette.nothingFits') : t('palette.nothing', { search })}</p>
      ) : (
        <p className="palette-note">{t('palette.hint')}</p>
      )}
    </div>
  )
}

interface GroupProps {
  readonly group: PaletteGroup
  readonly active: Manifest | undefined
  readonly onChoose: (manifest: Manifest) => void
}

function Group({ group, active, onChoose }: GroupProps) {
  const { t } = useTranslation()
  const name = systemName(`${group.system}.`, t)
  const drag = (event: DragEvent, type: string) => {
    event.dataTransfer.setData(NODE_DRAG_TYPE, type)
    event.dataTransfer.effectAllowed = 'copy'
  }
  return (
    <div role="group" aria-label={name}>
      <div className="palette-system" aria-hidden>
        {name}
      </div>
      {group.nodes.map((manifest) => (
        <div
          key={manifest.type}
          id={`palette-${manifest.type}`}
          role="option"
          aria-selected={manifest === active}
          tabIndex={-1}
          draggable
          title={manifest.description}
          className="palette-item"
          onDragStart={(event) => drag(event, manifest.type)}
          onClick={() => onChoose(manifest)}
        >
          <KindTile kind={manifest.kind} icon={manifest.icon} size={22} />
          <span className="ellipsis">
            <b className="ellipsis">{manifest.title}</b>
            <small className="ellipsis">{t(`canvas:legend.${manifest.kind}`)}</small>
          </span>
        </div>
      ))}
    </div>
  )
}
