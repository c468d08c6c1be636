import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortValue } from '../../mapper/sample-fields.ts'
import type { Change } from './compare.ts'
import type { TraceStep } from './trace-shapes.ts'

/** Before | how | after of a step that is no mapping: what changed first, the rest on request. */
export function DiffTable({ changes, step }: { changes: readonly Change[]; step: TraceStep }) {
  const { t } = useTranslation('activity')
  const [all, setAll] = useState(false)
  const changed = changes.filter((change) => change.kind !== 'same')
  const same = changes.length - changed.length
  const shown = all || changed.length === 0 ? changes : changed
  return (
    <>
      <table className="tr-table" aria-label={t('cmp.table', { step: step.name })}>
        <colgroup>
          <col className="tr-col-wide" />
          <col />
          <col className="tr-col-how" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('cmp.field')}</th>
            <th scope="col">{t('cmp.before')}</th>
            <th className="tr-how" scope="col">
              {t('cmp.how')}
            </th>
            <th scope="col">{t('cmp.after')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, 400).map((change) => (
            <tr key={change.path} className={`tr-${change.kind}`}>
              <td className="tr-path" title={change.path}>
                {change.path}
              </td>
              <td className="tr-value" title={shortValue(change.before, 1_000)}>
                {change.kind === 'added' ? null : <Side kind={change.kind} value={change.before} side="before" />}
              </td>
              <td className="tr-how">{change.kind === 'same' ? '=' : t(`cmp.${change.kind}`)}</td>
              <td className="tr-value" title={shortValue(change.after, 1_000)}>
                {change.kind === 'removed' ? null : <Side kind={change.kind} value={change.after} side="after" />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changed.length === 0 ? (
        <p className="tr-note">{step.output === undefined ? t('cmp.noOutput') : t('cmp.nothing')}</p>
      ) : null}
      {changed.length > 0 && same > 0 ? (
        <p className="tr-note">
          <button type="button" className="link-btn" onClick={() => setAll(!all)}>
            {all ? t('cmp.hideSame') : t('cmp.showAll', { count: same })}
          </button>
        </p>
      ) : null}
    </>
  )
}

function Side({ kind, value, side }: { kind: Change['kind']; value: unknown; side: 'before' | 'after' }) {
  const text = shortValue(value, 160)
  if (kind === 'same') return <>{text}</>
  return side === 'before' ? <del>{text}</del> : <ins>{text}</ins>
}
