import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'

const OPEN_DEPTH = 2
const MANY = 50

/** JSON as a tree that opens and closes; long lists show their beginning first. */
export function JsonView({ value }: { value: unknown }) {
  return (
    <div className="json-view mono">
      <Entry name={undefined} value={value} depth={0} />
    </div>
  )
}

function Entry({ name, value, depth }: { name: string | undefined; value: unknown; depth: number }) {
  const [open, setOpen] = useState(depth < OPEN_DEPTH)
  const [all, setAll] = useState(false)
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="json-entry">
        <Name name={name} />
        <Scalar value={value} />
      </div>
    )
  }
  const entries = Object.entries(value)
  if (entries.length === 0) {
    return (
      <div className="json-entry">
        <Name name={name} />
        <span className="t3">{Array.isArray(value) ? '[]' : '{}'}</span>
      </div>
    )
  }
  const shown = all ? entries : entries.slice(0, MANY)
  const brackets = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`
  return (
    <div className="json-entry">
      <button type="button" className="json-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight className={open ? 'icon is-open' : 'icon'} size={12} stroke={2} aria-hidden />
        <Name name={name} />
        <span className="t3">{brackets}</span>
      </button>
      {open ? (
        <div className="json-children">
          {shown.map(([key, child]) => (
            <Entry key={key} name={key} value={child} depth={depth + 1} />
          ))}
          {shown.length < entries.length ? (
            <button type="button" className="link-btn" onClick={() => setAll(true)}>
              … {entries.length - shown.length}
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className="json-name">{name}</span>
}

function Scalar({ value }: { value: unknown }) {
  if (typeof value === 'string') return <span className="json-string">{value === '' ? '""' : value}</span>
  if (typeof value === 'number') return <span className="json-number">{value}</span>
  return <span className="json-word">{String(value)}</span>
}
