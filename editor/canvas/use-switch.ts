import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { toast, toastError } from '../ui/toast.tsx'

/** Switches the flow on when it is off, and off when it is on. */
export function useSwitch(saved: InstalledFlow) {
  const { t } = useTranslation('canvas')
  return useMutation({
    mutationFn: () => api.post(`/api/flows/${saved.id}/${saved.enabled ? 'disable' : 'enable'}`),
    onSuccess: async () => {
      toast({ title: t(saved.enabled ? 'more.disabled' : 'more.enabled'), tone: 'done' })
      await queryClient.invalidateQueries({ queryKey: ['flow', saved.id] })
      await queryClient.invalidateQueries({ queryKey: ['flows'] })
    },
    onError: (error) => toastError(t('more.failed'), error),
  })
}
