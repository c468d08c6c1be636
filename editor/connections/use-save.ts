import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../app/router.tsx'
import { api, ApiError } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { connectionQuery, connectionsChanged } from './connection-queries.ts'
import type { ConnectionView } from './connection-shapes.ts'
import type { bodyOf } from './form-state.ts'
import { runTest } from './last-tests.ts'

/** Keeps a connection and tests it. `refusal` is what the server has against it, to be shown in the form. */
export function useSave(type: string, id: string | undefined, onKept?: (connection: ConnectionView) => void) {
  const { t } = useTranslation('connections')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const save = async (body: ReturnType<typeof bodyOf>): Promise<boolean> => {
    setBusy(true)
    setRefusal(undefined)
    try {
      const kept = await (id === undefined
        ? api.post<ConnectionView>('/api/connections', { ...body, type })
        : api.put<ConnectionView>(`/api/connections/${id}`, body))
      queryClient.setQueryData(connectionQuery(kept.id).queryKey, kept)
      toast({ title: t('form.saved', { name: kept.name }), tone: 'done' })
      runTest(kept).catch((error: unknown) => toastError(t('test.broken'), error))
      await connectionsChanged()
      if (onKept !== undefined) onKept(kept)
      else if (id === undefined) navigate(`/connections/${kept.id}`, { replace: true })
      return true
    } catch (error) {
      setRefusal(error)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, refusal, save, forget: () => setRefusal(undefined) }
}

/** Somebody who came in by the printed link must choose a password before real credentials are stored. */
export function wantsPassword(refusal: unknown): boolean {
  return refusal instanceof ApiError && refusal.code === 'person.password-needed'
}

/** The names of the secrets that the server wants once more. */
export function refusedSecrets(refusal: unknown): readonly string[] {
  if (!(refusal instanceof ApiError) || refusal.code !== 'connection.secrets-needed') return []
  return refusal.errors.map((one) => one.path.replace('$.secrets.', ''))
}
