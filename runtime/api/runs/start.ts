import type { Flow } from '../../../flows/schema.ts'
import { runSources } from '../../../nodes/sdk/beside.ts'
import type { RunSelection } from '../../queue/contract.ts'
import type { Identity } from '../access/identity.ts'
import { flowById, notPublished } from '../flows/lifecycle.ts'
import { fail, type Fault } from '../problems.ts'
import type { Services } from '../services.ts'
import type { StartRun } from './contract.ts'

/** A run that a person or a script asks for: checked against the document that it will be pinned to, then queued. */
export function startRun(services: Services, id: string, asked: StartRun, who: Identity): string {
  const flow = flowById(services, id)
  const { mode = 'live', version = mode === 'live' ? 'published' : 'draft', ...selection } = asked
  if (version === 'published' && flow.publishedVersion === null) throw notPublished(id)
  const published = version === 'published' ? flow.publishedVersion : null
  const document = published === null ? flow.document : services.store.flows.version(id, published)?.document
  const faults = selectionFaults(JSON.parse(document ?? flow.document) as Flow, mode, selection, services)
  if (faults.length > 0) throw fail(422, 'run.invalid', 'The run cannot be started like this.', { errors: faults })
  return services.runs.request({
    flow: id,
    mode,
    trigger: who.via === 'session' ? 'manual' : 'api',
    version: published,
    selection,
    by: who.name,
  })
}

function selectionFaults(flow: Flow, mode: string, selection: RunSelection, { registry }: Services): Fault[] {
  const faults: Fault[] = []
  const has = (node: string) => flow.nodes.some((one) => one.id === node)
  const sources = runSources(flow, registry.nodeByType)
  const { source, to, since, until, records } = selection
  if (source !== undefined && !sources.some(({ node }) => node.id === source)) {
    faults.push({
      path: '$.source',
      message: has(source) ? `"${source}" is no source that starts runs` : `there is no node "${source}"`,
    })
  }
  if (to !== undefined && !has(to)) faults.push({ path: '$.to', message: `there is no node "${to}"` })
  if (since !== undefined && until !== undefined && Date.parse(since) > Date.parse(until)) {
    faults.push({ path: '$.until', message: 'lies before "since"' })
  }
  if (records !== undefined && mode === 'live') {
    faults.push({ path: '$.records', message: 'given records are for a dry run or a test' })
  }
  if (records !== undefined && source === undefined && sources.length > 1) {
    faults.push({ path: '$.source', message: 'say which source the records belong to' })
  }
  return faults
}
