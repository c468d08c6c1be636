import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../flows/schema.ts'
import type { Field } from '../../nodes/sdk/connector.ts'
import type { Sample } from '../api/shapes.ts'
import type { RowAnswer } from './evaluate.ts'
import { ClosedRow } from './mapping-row.tsx'
import { OpenRow } from './open-row.tsx'
import type { Mapping, RowGroup } from './rows.ts'

/** What every row needs to know and can do. */
export interface RowContext {
  sample: Sample | undefined
  /** What nodes before add to the record. */
  added: readonly Field[]
  mappings: readonly Mapping[]
  settings: Readonly<Record<string, unknown>>
  valueMaps: Readonly<Record<string, ValueMap>>
  values: ReadonlyMap<string, RowAnswer>
  open: string | null
  onOpen: (to: string | null) => void
  onExpression: (to: string, expression: string) => void
  onRemove: (to: string, label: string) => void
  onValueMaps: ((valueMaps: Record<string, ValueMap>) => void) | undefined
}

export function MappingGroup({ group, context }: { group: RowGroup; context: RowContext }) {
  const { t } = useTranslation('mapper')
  const fields =
    group.total > group.mapped
      ? t('table.group', { mapped: group.mapped, total: group.total })
      : t('table.groupMapped', { count: group.total })
  return (
    <section aria-label={group.title === '' ? t('table.header') : group.title}>
      <h3 className="mp-group">
        {group.title === '' ? t('table.header') : group.title}{' '}
        <span>{group.list ? t('table.groupList', { fields }) : fields}</span>
      </h3>
      {group.rows.map((row) =>
        row.to === context.open ? (
          <OpenRow key={row.to} row={row} context={context} />
        ) : (
          <ClosedRow
            key={row.to}
            row={row}
            answer={context.values.get(row.to)}
            sampled={context.sample !== undefined}
            onOpen={context.onOpen}
          />
        ),
      )}
    </section>
  )
}
