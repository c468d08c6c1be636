import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'

const GROUPS = {
  everywhere: [
    ['Ctrl K', 'search'],
    ['F6', 'pane'],
    ['Escape', 'escape'],
  ],
  canvas: [
    ['Ctrl S', 'save'],
    ['Ctrl Z', 'undo'],
    ['N', 'add'],
    ['F', 'fit'],
    ['Ctrl C, V, D', 'copy'],
    ['Delete', 'remove'],
    ['', 'pan'],
    ['', 'empty'],
    ['', 'insert'],
  ],
  node: [
    ['Enter', 'open2'],
    ['← →', 'arrows'],
    ['Alt ← ↑ → ↓', 'move'],
  ],
} as const

/** What every key does; the same list the canvas works by. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  return (
    <Dialog open onClose={onClose} title={t('keys.title')}>
      {Object.entries(GROUPS).map(([group, rows]) => (
        <section key={group} className="keys">
          <h3>{t(`keys.groups.${group}`)}</h3>
          <dl>
            {rows.map(([keys, text]) => (
              <div key={text}>
                <dt>{keys === '' ? null : <kbd>{keys}</kbd>}</dt>
                <dd>{t(`keys.${text}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
