import { Popover } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../nodes/sdk/connector.ts'
import { allRows, samePath, type Mapping, type MappingRow } from './rows.ts'
import { FieldMeta } from './mapping-row.tsx'

interface AddFieldProps {
  fields: readonly Field[]
  mappings: readonly Mapping[]
  onAdd: (to: string) => void
}

/** Choose a field of the target, or type the path of one that is not listed. */
export function AddField({ fields, mappings, onAdd }: AddFieldProps) {
  const { t } = useTranslation('mapper')
  const [open, setOpen] = useState(false)
  const add = (to: string) => {
    setOpen(false)
    onAdd(to)
  }
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={380} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="btn" onClick={() => setOpen((shown) => !shown)}>
          <IconPlus className="icon" size={15} stroke={1.75} aria-hidden />
          {t('table.addField')}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="mp-add" aria-label={t('add.title')}>
        <Choose fields={fields} mappings={mappings} onAdd={add} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Choose({ fields, mappings, onAdd }: AddFieldProps) {
  const { t } = useTranslation('mapper')
  const [search, setSearch] = useState('')
  const wanted = search.trim()
  const used = new Set(mappings.map((row) => samePath(row.to)))
  const free = allRows(fields, []).filter((row) => !used.has(samePath(row.to)))
  const found = free
    .filter((row) => `${row.label} ${row.code} ${row.to}`.toLowerCase().includes(wanted.toLowerCase()))
    .slice(0, 60)
  const own = wanted !== '' && !/\s/.test(wanted) && !fields.some((field) => samePath(field.path) === samePath(wanted))
  const already = used.has(samePath(wanted))
  return (
    <div onKeyDown={moveAmong}>
      <label className="field">
        <IconSearch className="icon" size={15} stroke={1.75} aria-hidden />
        <input
          data-autofocus
          type="search"
          value={search}
          placeholder={t('add.search')}
          aria-label={t('add.search')}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            const first = found[0]?.to ?? (own && !already ? wanted : undefined)
            if (event.key === 'Enter' && first !== undefined) onAdd(first)
          }}
        />
      </label>
      <p className="t3 mp-add-hint">
        {fields.length === 0 ? t('add.unknown') : `${t('add.known', { count: free.length })}. ${t('add.hint')}`}
      </p>
      <div className="mp-add-list">
        {found.map((row) => (
          <Entry key={row.to} row={row} onAdd={onAdd} />
        ))}
        {own ? (
          <button type="button" className="mp-add-row" disabled={already} onClick={() => onAdd(wanted)}>
            <span>{already ? t('add.already') : t('add.own', { path: wanted })}</span>
          </button>
        ) : null}
      </div>
    </div>
  )
}

function Entry({ row, onAdd }: { row: MappingRow; onAdd: (to: string) => void }) {
  return (
    <button type="button" className="mp-add-row" title={row.to} onClick={() => onAdd(row.to)}>
      <span className="mp-label ellipsis">
        {row.label}
        {row.required ? <em aria-hidden>*</em> : null}
      </span>
      <span className="mp-meta">
        <code>{row.code}</code> <FieldMeta row={row} />
      </span>
    </button>
  )
}

function moveAmong(event: KeyboardEvent<HTMLDivElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button.mp-add-row')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  event.preventDefault()
  stops[Math.max(0, Math.min(at + step, stops.length - 1))]?.focus()
}
