import type { TFunction } from 'i18next'
import type { Flow } from '../../flows/schema.ts'
import { api } from '../api/client.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { editFlow, flowFileOf, type DraftStore } from './draft-store.ts'

const FORMAT = 'koppel.flow/1'

/** Reads a flow file into the draft. It keeps the id of this flow, so that saving changes this one. */
export async function readFlowFile(file: File, store: DraftStore, t: TFunction<'canvas'>): Promise<void> {
  try {
    const flow = JSON.parse(await file.text()) as Flow
    if (flow.format !== FORMAT || !Array.isArray(flow.nodes)) throw new Error(t('import.notAFlow'))
    await checkFlow(flow)
    editFlow(store, (current) => ({ ...flowFileOf(flow), id: current.id }))
    toast({ title: t('import.done', { name: flow.name }), tone: 'done' })
  } catch (error) {
    toastError(t('import.failed'), error)
  }
}

/** The server's rules, asked before anything of the draft is replaced. */
async function checkFlow(flow: Flow): Promise<void> {
  const { ok, problems } = await api.post<{ ok: boolean; problems: readonly { path: string; message: string }[] }>(
    '/api/flows/validate',
    flow,
  )
  if (ok) return
  throw new Error(
    problems
      .map((problem) => `${problem.path}: ${problem.message}`)
      .slice(0, 3)
      .join(' '),
  )
}
