import { IconArrowRight, IconCheck, IconShieldCheck, IconSkull } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Trans, useTranslation } from 'react-i18next'
import { Link } from '../app/router.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { useFollowedOrder } from './follow-order.ts'
import { FAULTS, killRunner, ORDER_KINDS, placeOrder, useFault, useProof } from './sandbox-queries.ts'
import './playground.css'

export interface SandboxStripProps {
  /** With its buttons; short on pages that are about something else. */
  full?: boolean
}

/** The strip under the top bar of a sandbox: place an order, make things go wrong, and see that nothing is lost. */
export function SandboxStrip({ full = false }: SandboxStripProps) {
  const { t } = useTranslation('playground')
  return (
    <section className="pg-strip" aria-label={t('strip.label')}>
      <span className="pg-tag">{t('strip.tag')}</span>
      <span className="pg-calm">{t(full ? 'strip.calm' : 'strip.short')}</span>
      {full ? (
        <>
          <PlaceOrder />
          <Faults />
          <KillRunner />
        </>
      ) : null}
      <span className="spacer" />
      <ProofFigure />
      <Link href="/playground" className="link-btn pg-connect">
        {t('strip.open')}
        <IconArrowRight className="icon" size={15} stroke={1.75} aria-hidden />
      </Link>
    </section>
  )
}

export function PlaceOrder() {
  const { t } = useTranslation('playground')
  const follow = useFollowedOrder()
  const place = useMutation({
    mutationFn: placeOrder,
    onSuccess: ({ name }) => follow(name),
    onError: (error) => toastError(t('strip.placeFailed'), error),
  })
  return (
    <>
      <span className="vr" />
      <span className="pg-label">{t('strip.place')}</span>
      <div className="seg" role="group" aria-label={t('strip.place')}>
        {ORDER_KINDS.map((kind) => (
          <button key={kind} type="button" title={t(`kindHint.${kind}`)} disabled={place.isPending} onClick={() => place.mutate(kind)}>
            {t(`kind.${kind}`)}
          </button>
        ))}
      </div>
    </>
  )
}

function Faults() {
  const { t } = useTranslation('playground')
  const { preset, change } = useFault()
  return (
    <>
      <span className="vr" />
      <span className="pg-label">{t('strip.faults')}</span>
      <div className="seg pg-faults" role="group" aria-label={t('strip.faults')}>
        {FAULTS.map((fault) => (
          <button
            key={fault}
            type="button"
            aria-pressed={preset === fault}
            title={t(`faultHint.${fault}`)}
            onClick={() =>
              change.mutate(preset === fault ? 'off' : fault, { onError: (error) => toastError(t('strip.faultsFailed'), error) })
            }
          >
            {preset === fault ? <IconCheck className="icon" size={13} stroke={1.75} aria-hidden /> : null}
            {t(`fault.${fault}`)}
          </button>
        ))}
      </div>
    </>
  )
}

function KillRunner() {
  const { t } = useTranslation('playground')
  const kill = useMutation({
    mutationFn: killRunner,
    onSuccess: () => toast({ title: t('strip.killed'), text: t('strip.killedText') }),
    onError: (error) => toastError(t('strip.killFailed'), error),
  })
  return (
    <button type="button" className="link-btn pg-kill" title={t('strip.killHint')} disabled={kill.isPending} onClick={() => kill.mutate()}>
      <IconSkull className="icon" size={15} stroke={1.75} aria-hidden />
      {t('strip.kill')}
    </button>
  )
}

function ProofFigure() {
  const { t } = useTranslation('playground')
  const { data } = useProof()
  if (data === undefined) return <span className="pg-proof t2">{t('strip.comparing')}</span>
  const well = data.lost === 0 && data.doubled === 0
  return (
    <Link
      href="/playground"
      className={well ? 'pg-proof' : 'pg-proof pg-proof-bad'}
      title={t('strip.proofHint', { count: data.documents, orders: data.orders })}
    >
      <IconShieldCheck className="icon" size={16} stroke={1.75} aria-hidden />
      <span>
        <Trans t={t} i18nKey="strip.proof" values={{ lost: data.lost, doubled: data.doubled }} components={{ b: <b /> }} />
      </span>
    </Link>
  )
}
