import { IconArrowRight, IconShieldCheck } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'
import { Link } from '../app/router.tsx'
import { useProof } from './sandbox-queries.ts'
import { Faults, KillRunner, PlaceOrder } from './strip-parts.tsx'
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
          <span className="vr" />
          <PlaceOrder />
          <span className="vr" />
          <Faults />
          <KillRunner />
        </>
      ) : null}
      <span className="spacer" />
      <ProofFigure />
      <Link href="/setup" className="link-btn pg-connect">
        {t('strip.connect')}
        <IconArrowRight className="icon" size={15} stroke={1.75} aria-hidden />
      </Link>
    </section>
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
        <Trans
          t={t}
          i18nKey="strip.proof"
          values={{ lost: data.lost, doubled: data.doubled }}
          components={{ b: <b /> }}
        />
      </span>
    </Link>
  )
}
