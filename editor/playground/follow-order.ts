import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../app/router.tsx'
import { toast } from '../ui/toast.tsx'
import { findRecords, type FoundRecord } from './sandbox-queries.ts'

const FIRST_LOOK_MS = 700
const GIVE_UP_MS = 60_000

/** Says that an order is placed, then looks for its record until it has settled, and says what became of it. */
export function useFollowedOrder(): (name: string) => void {
  const { t } = useTranslation('playground')
  const client = useQueryClient()
  return useCallback(
    (name: string) => {
      const side = () => navigate(`/playground/orders/${encodeURIComponent(name)}`)
      const close = toast({
        title: t('strip.placed', { name }),
        text: t('strip.placedText'),
        action: { label: t('strip.sideBySide'), run: side },
      })
      void client.invalidateQueries({ queryKey: ['sandbox'] })
      void settledRecord(name, Date.now()).then((record) => {
        void client.invalidateQueries({ queryKey: ['sandbox'] })
        if (record === undefined) return
        close()
        const trace = () => navigate(`/records/${encodeURIComponent(record.id)}`)
        if (record.status === 'parked') {
          toast({
            title: t('strip.parked', { name }),
            action: { label: t('strip.why'), run: trace },
            ...(record.problem === undefined ? {} : { text: record.problem.message }),
          })
        } else if (record.status === 'skipped') {
          toast({ title: t('strip.skipped', { name }), action: { label: t('strip.why'), run: trace } })
        } else {
          toast({
            title: t('strip.arrived', { name }),
            tone: 'done',
            action: { label: t('strip.sideBySide'), run: side },
          })
        }
      })
    },
    [t, client],
  )
}

async function settledRecord(name: string, since: number): Promise<FoundRecord | undefined> {
  let wait = FIRST_LOOK_MS
  while (Date.now() - since < GIVE_UP_MS) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    wait = Math.min(wait * 1.3, 3_000)
    const found = await findRecords(name).catch(() => undefined)
    const settled = found?.items.find((record) => record.key === name && record.status !== 'pending')
    if (settled !== undefined) return settled
  }
  return undefined
}
