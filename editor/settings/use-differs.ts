import { useMemo } from 'react'
import type { Flow } from '../../flows/schema.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import { changesBetween } from '../canvas/changes.ts'
import { useDraft } from '../canvas/draft-store.ts'
import { usePublished } from '../canvas/use-published.ts'
import { settingChanges } from './setting-changes.ts'

export interface Differs {
  readonly published: boolean
  /** The document that is live; undefined while it is read, or where there is none. */
  readonly live: Flow | undefined
  /** In how many things the draft differs from what is live. */
  readonly count: number
}

export function useDiffers(saved: InstalledFlow): Differs {
  const flow = useDraft((state) => state.flow)
  const live = usePublished(saved)
  const count = useMemo(() => {
    if (live === undefined) return 0
    const others = changesBetween(live, flow).filter(({ kind }) => kind !== 'settings' && kind !== 'valueMap')
    return settingChanges(live, flow).length + others.length
  }, [live, flow])
  return { published: saved.publishedVersion !== null, live, count }
}
