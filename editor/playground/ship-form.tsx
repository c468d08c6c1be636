import { IconCircleCheck, IconTruck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../ui/format.tsx'
import { quantityFor, shipmentOf, type ShipLine, type Shipment } from './ship-lines.ts'

export interface ShipFormProps {
  readonly label: string
  readonly lines: readonly ShipLine[]
  readonly busy: boolean
  readonly onShip: (shipment: Shipment, said: { readonly tracking?: string; readonly carrier?: string }) => void
}

/** Packing an order by hand: how many of each line go now, all that is open unless it is changed. */
export function ShipForm({ label, lines, busy, onShip }: ShipFormProps) {
  const { t } = useTranslation('playground')
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [tracking, setTracking] = useState('')
  const [carrier, setCarrier] = useState('')
  const shipment = shipmentOf(lines, typed)
  const { pieces, whole } = shipment
  if (lines.every((line) => line.open <= 0)) {
    return (
      <p className="pg-sent t2">
        <IconCircleCheck className="icon st-created" size={15} stroke={1.75} aria-hidden />
        {t('ship.nothingOpen')}
      </p>
    )
  }
  const given = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() })
  const text = (name: 'tracking' | 'carrier', value: string, onChange: (value: string) => void) => (
    <label>
      <span className="t3">{t(`ship.${name}`)}</span>
      <span className="field">
        <input
          className="mono"
          maxLength={100}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </span>
    </label>
  )
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        if (pieces === undefined || pieces === 0) return
        setTyped({})
        setTracking('')
        onShip(shipment, { ...given('tracking', tracking), ...given('carrier', carrier) })
      }}
    >
      <Lines lines={lines} typed={typed} onType={(id, value) => setTyped({ ...typed, [id]: value })} />
      <div className="pg-ship">
        {text('tracking', tracking, setTracking)}
        {text('carrier', carrier, setCarrier)}
        <button type="submit" className="btn" disabled={busy || pieces === undefined || pieces === 0}>
          <IconTruck className="icon" size={15} stroke={1.75} aria-hidden />
          {whole ? t('ship.all') : t('ship.some', { count: pieces ?? 0, value: formatCount(pieces ?? 0) })}
        </button>
      </div>
    </form>
  )
}

interface LinesProps {
  readonly lines: readonly ShipLine[]
  readonly typed: Readonly<Record<string, string>>
  readonly onType: (id: string, value: string) => void
}

function Lines({ lines, typed, onType }: LinesProps) {
  const { t } = useTranslation('playground')
  return (
    <div className="pg-pack">
      <table className="table" aria-label={t('ship.lines')}>
        <thead>
          <tr>
            <th scope="col">{t('ship.line')}</th>
            <th scope="col" className="num">
              {t('ship.ordered')}
            </th>
            <th scope="col" className="num">
              {t('ship.open')}
            </th>
            <th scope="col" className="num">
              {t('ship.now')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                <code>{line.code === '' ? t('order.noSku') : line.code}</code> <span className="t2">{line.name}</span>
              </td>
              <td className="num">{formatCount(line.ordered)}</td>
              <td className="num">{formatCount(line.open)}</td>
              <td className="num">
                {line.open <= 0 ? null : <Quantity line={line} typed={typed[line.id]} onType={onType} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface QuantityProps {
  readonly line: ShipLine
  readonly typed: string | undefined
  readonly onType: (id: string, value: string) => void
}

function Quantity({ line, typed, onType }: QuantityProps) {
  const { t } = useTranslation('playground')
  const wrong = quantityFor(line, typed) === undefined
  const most = t('ship.most', { value: formatCount(line.open) })
  return (
    <>
      <span className="field pg-count">
        <input
          className="num"
          inputMode="decimal"
          aria-label={t('ship.nowOf', { what: line.code === '' ? line.name : line.code })}
          aria-invalid={wrong}
          maxLength={10}
          value={typed ?? String(line.open)}
          onChange={(event) => onType(line.id, event.currentTarget.value)}
        />
      </span>
      {wrong ? (
        <small className="st-failed" role="alert">
          {most}
        </small>
      ) : null}
    </>
  )
}
