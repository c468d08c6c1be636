import { IconCheck, IconSkull } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toast, toastError } from '../ui/toast.tsx'
import { useFollowedOrder } from './follow-order.ts'
import { FAULTS, killRunner, ORDER_KINDS, placeOrder, useFault } from './sandbox-queries.ts'

/** Each kind of customer is one button: the order is placed as that customer would. */
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
      <span className="pg-label">{t('strip.place')}</span>
      <div className="seg" role="group" aria-label={t('strip.place')}>
        {ORDER_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            title={t(`kindHint.${kind}`)}
            disabled={place.isPending}
            onClick={() => place.mutate(kind)}
          >
            {t(`kind.${kind}`)}
          </button>
        ))}
      </div>
    </>
  )
}

export function Faults() {
  const { t } = useTranslation('playground')
  const { preset, change } = useFault()
  return (
    <>
      <span className="pg-label">{t('strip.faults')}</span>
      <div className="seg pg-faults" role="group" aria-label={t('strip.faults')}>
        {FAULTS.map((fault) => (
          <button
            key={fault}
            type="button"
            aria-pressed={preset === fault}
            title={t(`faultHint.${fault}`)}
            onClick={() =>
              change.mutate(preset === fault ? 'off' : fault, {
                onError: (error) => toastError(t('strip.faultsFailed'), error),
              })
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

export function KillRunner() {
  const { t } = useTranslation('playground')
  const kill = useMutation({
    mutationFn: killRunner,
    onSuccess: () => toast({ title: t('strip.killed'), text: t('strip.killedText') }),
    onError: (error) => toastError(t('strip.killFailed'), error),
  })
  return (
    <button
      type="button"
      className="link-btn pg-kill"
      title={t('strip.killHint')}
      disabled={kill.isPending}
      onClick={() => kill.mutate()}
    >
      <IconSkull className="icon" size={15} stroke={1.75} aria-hidden />
      {t('strip.kill')}
    </button>
  )
}
