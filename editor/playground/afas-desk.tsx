import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { toast, toastError } from '../ui/toast.tsx'

/** What a person does by hand in AFAS: count stock, change a price, ship an order. */
const DESK = {
  stock: { first: 'ItCd', second: 'physical', number: true },
  price: { first: 'ItCd', second: 'price', number: true },
  ship: { first: 'order', second: 'tracking', number: false },
} as const
type Act = keyof typeof DESK

export function AfasDesk() {
  const { t } = useTranslation('playground')
  return (
    <section className="panel pg-desk" aria-label={t('desk.title')}>
      <h2 className="pane-title">{t('desk.title')}</h2>
      {(Object.keys(DESK) as Act[]).map((act) => (
        <DeskForm key={act} act={act} />
      ))}
    </section>
  )
}

function DeskForm({ act }: { act: Act }) {
  const { t } = useTranslation('playground')
  const client = useQueryClient()
  const { first, second, number } = DESK[act]
  const [what, setWhat] = useState('')
  const [value, setValue] = useState('')
  const amount = Number(value.replace(',', '.'))
  const ready = what.trim() !== '' && (!number || (value.trim() !== '' && Number.isFinite(amount)))
  const send = useMutation({
    mutationFn: () => {
      const rest = number ? { [second]: amount } : value.trim() === '' ? {} : { [second]: value.trim() }
      return api.post(`/api/sandbox/afas/${act}`, { [first]: what.trim(), ...rest })
    },
    onSuccess: () => {
      toast({ title: t(`desk.${act}.done`, { what: what.trim(), value }), tone: 'done' })
      void client.invalidateQueries({ queryKey: ['sandbox'] })
    },
    onError: (error) => toastError(t('desk.failed'), error),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) send.mutate()
      }}
    >
      <label className="field">
        <span className="t3">{t(`desk.${act}.first`)}</span>
        <input className="mono" value={what} onChange={(event) => setWhat(event.currentTarget.value)} />
      </label>
      <label className="field">
        <span className="t3">{t(`desk.${act}.second`)}</span>
        <input
          inputMode={number ? 'decimal' : 'text'}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="btn" disabled={!ready || send.isPending}>
        {t(`desk.${act}.action`)}
      </button>
    </form>
  )
}
