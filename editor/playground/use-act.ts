import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { toast, toastError } from '../ui/toast.tsx'

export interface Act {
  readonly system: 'afas' | 'shopify'
  /** As `/api/sandbox/<system>/<action>` names it. */
  readonly action: string
  readonly body: object
  /** What is said when it is done. */
  readonly done: string
}

/** Does in one of the sandboxes what a person would do there by hand; what it refuses is told in its own words. */
export function useAct() {
  const { t } = useTranslation('playground')
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ system, action, body }: Act) => api.post(`/api/sandbox/${system}/${action}`, body),
    onSuccess: (_answer, { done }) => {
      toast({ title: done, tone: 'done' })
      void client.invalidateQueries({ queryKey: ['sandbox'] })
    },
    onError: (error, { system }) => toastError(t('act.failed', { system: t(`canvas:system.${system}`) }), error),
  })
}
