import { Popover } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { choiceOf, choicesFor, type ComboChoice } from './combo-choices.ts'

const SHOWN = 100
const NO_CHOICES: readonly ComboChoice[] = []

export interface ComboBoxProps {
  readonly id?: string
  readonly label?: string
  readonly value: string
  /** Anything may be typed; a choice only saves typing it. */
  readonly onChange: (text: string) => void
  readonly onLeave?: () => void
  readonly choices: readonly ComboChoice[]
  /** Stands under the choices: that they are being read, that they could not be read, that there are more. */
  readonly note?: ReactNode
  readonly placeholder?: string | undefined
  readonly invalid?: boolean
  readonly describedBy?: string
  /** In a table: without a border until it is used. */
  readonly cell?: boolean
}

/** A text field with a list of what it may be: code and name. Arrows choose, Enter takes, Escape closes the list. */
export function ComboBox(props: ComboBoxProps) {
  const { value, choices, cell = false, note } = props
  const list = useId()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string>()
  const [active, setActive] = useState(-1)
  const shown = open ? choicesFor(choices, typed ?? '').slice(0, SHOWN) : NO_CHOICES
  const name = choiceOf(choices, value)?.name
  const input = useRef<HTMLInputElement>(null)
  const close = () => {
    setOpen(false)
    setTyped(undefined)
    setActive(-1)
  }
  const take = (choice: ComboChoice) => {
    props.onChange(choice.value)
    close()
  }
  const press = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      if (!open) setOpen(true)
      setActive((at) => (shown.length === 0 ? -1 : (at + move + shown.length) % shown.length))
    } else if (event.key === 'Enter' && open && shown[active] !== undefined) {
      event.preventDefault()
      take(shown[active])
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }
  const usable = open && (shown.length > 0 || note !== undefined)
  return (
    <Popover opened={usable} position="bottom-start" width="target" offset={2} withRoles={false} trapFocus={false}>
      <Popover.Target>
        <div className={cell ? 'combo combo-cell' : 'combo field'}>
          <input
            ref={input}
            id={props.id}
            role="combobox"
            autoComplete="off"
            aria-label={props.label}
            aria-expanded={usable}
            aria-controls={usable ? list : undefined}
            aria-autocomplete="list"
            aria-activedescendant={usable && active >= 0 ? `${list}-${String(active)}` : undefined}
            aria-invalid={props.invalid}
            aria-describedby={props.describedBy}
            placeholder={props.placeholder}
            className={choices.length > 0 && name !== undefined && name !== '' ? 'mono combo-code' : 'combo-free'}
            size={Math.max(4, Math.min(24, value.length + 1))}
            value={value}
            onClick={() => setOpen(true)}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              setActive(-1)
              setOpen(true)
              props.onChange(event.currentTarget.value)
            }}
            onBlur={() => {
              close()
              props.onLeave?.()
            }}
            onKeyDown={press}
          />
          {name === undefined || name === '' ? null : <span className="combo-name ellipsis t2">{name}</span>}
          <IconChevronDown
            className="icon combo-open"
            size={14}
            stroke={1.75}
            aria-hidden
            onMouseDown={(event) => {
              // The field keeps the focus, or takes it.
              event.preventDefault()
              input.current?.focus()
              setOpen(!open)
            }}
          />
        </div>
      </Popover.Target>
      <Popover.Dropdown className="combo-list" onMouseDown={(event) => event.preventDefault()}>
        <ul id={list} role="listbox" aria-label={props.label ?? props.placeholder ?? 'Choices'}>
          {shown.map((choice, index) => (
            <li
              key={choice.value}
              id={`${list}-${String(index)}`}
              role="option"
              aria-selected={choice.value === value}
              className={index === active ? 'is-active' : undefined}
              ref={(element) => {
                if (index === active) element?.scrollIntoView({ block: 'nearest' })
              }}
              onClick={() => take(choice)}
            >
              <span className={choice.name === '' ? '' : 'mono'}>{choice.value}</span>
              <span className="ellipsis t2">{choice.name}</span>
              {choice.value === value ? <IconCheck className="icon" size={14} stroke={2} aria-hidden /> : null}
            </li>
          ))}
        </ul>
        {note === undefined ? null : <div className="combo-note">{note}</div>}
      </Popover.Dropdown>
    </Popover>
  )
}
