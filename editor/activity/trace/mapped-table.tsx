import { IconAlertOctagon, IconArrowRight, IconEqual } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ValueMap } from '../../../flows/schema.ts'
import { samePath } from '../../mapper/rows.ts'
import { isObject, plainValue, shortValue } from '../../mapper/sample-fields.ts'
import { formatMoney } from '../../ui/format.tsx'
import type { How, MappedRow } from './how-mapped.ts'
import { linePairs } from './line-summary.ts'
import { totalsOf, type Expected } from './totals.ts'
import type { TraceStep } from './trace-shapes.ts'
import { exactTime } from './trace-time.ts'

interface MappedTableProps {
  rows: readonly MappedRow[]
  /** Labels of target fields by path, as the target calls them. */
  labels: ReadonlyMap<string, string>
  /** Rows that went wrong, by target path. */
  problems: ReadonlyMap<string, string>
  step: TraceStep
  sent: boolean
  dryRun: boolean
  source: unknown
  valueMaps: Readonly<Record<string, ValueMap>>
  /** What the list rows were made of, one a line. */
  items: readonly unknown[]
  /** What the mapping says the lines must come to. */
  expected: Expected | undefined
  /** The systems on both sides, by name. */
  from: string | undefined
  to: string | undefined
}

/** Source | how | target, field by field, then lines and totals. */
export function MappedTable({
  rows,
  labels,
  problems,
  step,
  sent,
  dryRun,
  source,
  valueMaps,
  items,
  expected,
  from,
  to,
}: MappedTableProps) {
  const { t } = useTranslation('activity')
  const fields = rows.filter((row) => !row.list)
  const lines = linePairs(rows, items)
  const totals = totalsOf(source, rows, expected)
  return (
    <table className="tr-table" aria-label={t('cmp.table', { step: step.name })}>
      <colgroup>
        <col className="tr-col-path" />
        <col className="tr-col-value" />
        <col className="tr-col-how" />
        <col className="tr-col-path" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th colSpan={2} scope="col">
            {from === undefined ? t('cmp.from') : t('cmp.fromSystem', { system: from })}{' '}
            <small>{exactTime(step.at)}</small>
          </th>
          <th className="tr-how" scope="col">
            {t('cmp.how')}
          </th>
          <th colSpan={2} scope="col">
            {to === undefined || !sent
              ? t(sent ? 'cmp.sent' : 'cmp.out')
              : t(dryRun ? 'cmp.wouldSentTo' : 'cmp.sentTo', { system: to })}{' '}
            <small>{documentOf(rows)}</small>
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((row) => (
          <FieldRow
            key={row.to}
            row={row}
            label={labels.get(samePath(row.to))}
            problem={problems.get(row.to)}
            valueMaps={valueMaps}
          />
        ))}
        {lines.length === 0 ? null : (
          <tr className="tr-group">
            <td colSpan={2}>{t('cmp.lines')}</td>
            <td className="tr-how" />
            <td colSpan={2}>{t('cmp.linesCount', { count: lines.length })}</td>
          </tr>
        )}
        {lines.map((line) => (
          <tr key={line.index}>
            <td className="tr-path">{line.left === '' ? t('cmp.item', { index: line.index + 1 }) : line.left}</td>
            <td className="tr-value">{line.leftValue}</td>
            <td className="tr-how">
              <IconArrowRight className="icon" size={13} stroke={1.75} aria-hidden />
            </td>
            <td className="tr-path">{line.right}</td>
            <td className="tr-value" title={line.rightValue}>
              {line.rightValue}
            </td>
          </tr>
        ))}
        {totals === undefined ? null : (
          <tr className={totals.difference === 0 ? 'tr-total' : 'tr-total tr-total-off'}>
            <td>{t(totals.withoutVat ? 'cmp.totalWithoutVat' : 'cmp.total')}</td>
            <td className="tr-sum">{formatMoney(totals.source, totals.currency)}</td>
            <td className="tr-how">
              {totals.difference === 0 ? (
                <span className="st st-created">
                  <IconEqual className="icon" size={14} stroke={1.75} aria-hidden />
                  {t('cmp.equal')}
                </span>
              ) : (
                <span className="st st-failed">
                  {t('cmp.differs', { amount: formatMoney(totals.difference, totals.currency) })}
                </span>
              )}
            </td>
            <td>{t('cmp.totalSent')}</td>
            <td className="tr-sum">{formatMoney(totals.sent, totals.currency)}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

interface FieldRowProps {
  row: MappedRow
  label: string | undefined
  problem: string | undefined
  valueMaps: MappedTableProps['valueMaps']
}

function FieldRow({ row, label, problem, valueMaps }: FieldRowProps) {
  const { t } = useTranslation('activity')
  const setting = row.how.kind === 'setting'
  const value = row.value
  return (
    <tr>
      <td className="tr-path" title={row.from.map((from) => from.path).join(', ')}>
        {setting ? <span className="t3">{t('cmp.setting')}</span> : row.from.map((from) => from.path).join(', ')}
      </td>
      <td className="tr-value" title={row.from.map((from) => shortValue(from.value, 400)).join(' ')}>
        {setting ? (
          <span className="t3">{row.how.name}</span>
        ) : (
          row.from.map((from) => briefValue(from.value)).join(', ')
        )}
      </td>
      <td className="tr-how" title={row.expression}>
        <HowWords how={row.how} valueMaps={valueMaps} />
      </td>
      <td className="tr-name" title={row.to}>
        {label ?? row.code}
        {label === undefined || label === row.code ? null : <code>{row.code}</code>}
      </td>
      <td className="tr-value" title={problem ?? shortValue(value, 1_000)}>
        {problem !== undefined ? (
          <span className="st st-failed tr-wrong">
            <IconAlertOctagon className="icon" size={13} stroke={1.75} aria-hidden />
            {problem}
          </span>
        ) : value === undefined || value === null ? (
          <span className="t3">–</span>
        ) : (
          plainValue(value)
        )}
      </td>
    </tr>
  )
}

/** The document the rows make, where they all name the same: FbSales. */
function documentOf(rows: readonly MappedRow[]): string {
  const names = new Set(rows.map((row) => row.to.split('.')[0]?.replace(/\[\]$/, '') ?? ''))
  return names.size === 1 && rows.every((row) => row.to.includes('.')) ? ([...names][0] ?? '') : ''
}

function HowWords({ how, valueMaps }: { how: How; valueMaps: MappedTableProps['valueMaps'] }) {
  const { t } = useTranslation('activity')
  if (how.kind === 'as-is')
    return <IconArrowRight className="icon" size={13} stroke={1.75} aria-label={t('cmp.as-is')} role="img" />
  if (how.kind === 'value-map') return <span>{valueMaps[how.name ?? '']?.title ?? t('cmp.value-map')}</span>
  if (how.kind === 'function') return <code>{how.name}</code>
  return <span>{t(`cmp.${how.kind}`)}</span>
}

/** Whole objects say little in a row: their title has them. */
const briefValue = (value: unknown) => (isObject(value) ? '{…}' : value === undefined ? '–' : shortValue(value, 80))
