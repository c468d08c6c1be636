import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLayoutGrid,
  IconListTree,
  IconMaximize,
  IconMinus,
  IconPlus,
  type Icon,
} from '@tabler/icons-react'
import { Tooltip } from '@mantine/core'
import { useReactFlow, useViewport } from 'reactflow'
import { useTranslation } from 'react-i18next'
import { useDraftStore, useHistory } from './draft-store.ts'

export interface ToolbarProps {
  readonly onAdd: () => void
  readonly onArrange: () => void
  readonly onOutline: () => void
  readonly onFit: () => void
  readonly outline: boolean
}

export function Toolbar({ onAdd, onArrange, onOutline, onFit, outline }: ToolbarProps) {
  const { t } = useTranslation('canvas')
  const history = useDraftStore().temporal.getState()
  const canUndo = useHistory((state) => state.pastStates.length > 0)
  const canRedo = useHistory((state) => state.futureStates.length > 0)
  return (
    <div className="canvas-tools" role="toolbar" aria-label={t('tool.label')} data-pane tabIndex={-1}>
      <button type="button" className="btn btn-ghost" onClick={onAdd} aria-keyshortcuts="N">
        <IconPlus className="icon" size={16} stroke={1.75} aria-hidden />
        {t('tool.add')}
      </button>
      <span className="vr" />
      <Tool
        icon={IconArrowBackUp}
        label={t('tool.undo')}
        keys="Control+Z"
        disabled={!canUndo}
        onClick={() => history.undo()}
      />
      <Tool
        icon={IconArrowForwardUp}
        label={t('tool.redo')}
        keys="Control+Shift+Z"
        disabled={!canRedo}
        onClick={() => history.redo()}
      />
      <Tool icon={IconLayoutGrid} label={t('tool.arrange')} onClick={onArrange} />
      <Tool icon={IconListTree} label={t('tool.outline')} pressed={outline} onClick={onOutline} />
      <span className="vr" />
      <Zoom onFit={onFit} />
    </div>
  )
}

function Zoom({ onFit }: { onFit: () => void }) {
  const { t } = useTranslation('canvas')
  const { zoomIn, zoomOut, zoomTo } = useReactFlow()
  const { zoom } = useViewport()
  return (
    <>
      <Tool icon={IconMinus} label={t('tool.zoomOut')} onClick={() => void zoomOut({ duration: 120 })} />
      <Tooltip label={t('tool.zoomReset')}>
        <button type="button" className="canvas-zoom" onClick={() => void zoomTo(1, { duration: 120 })}>
          {Math.round(zoom * 100)} %
        </button>
      </Tooltip>
      <Tool icon={IconPlus} label={t('tool.zoomIn')} onClick={() => void zoomIn({ duration: 120 })} />
      <Tool icon={IconMaximize} label={t('tool.fit')} keys="F" onClick={onFit} />
    </>
  )
}

interface ToolProps {
  readonly icon: Icon
  readonly label: string
  readonly onClick: () => void
  readonly keys?: string
  readonly disabled?: boolean
  readonly pressed?: boolean
}

function Tool({ icon: Shape, label, onClick, keys, disabled = false, pressed }: ToolProps) {
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className="icon-btn"
        aria-label={label}
        aria-keyshortcuts={keys}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        <Shape size={17} stroke={1.75} aria-hidden />
      </button>
    </Tooltip>
  )
}
