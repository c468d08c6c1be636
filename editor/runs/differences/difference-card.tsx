import { IconArrowRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../../nodes/sdk/connector.ts'
import type { FlowItem } from '../../api/shapes.ts'
import { Link } from '../../app/router.tsx'
import { plainValue } from '../../mapper/sample-fields.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { nodeName, reasonWords } from '../run-words.ts'
import type { DifferenceGroup } from './difference-groups.ts'
import { STATUS_OF, type EffectDifference, type FieldDifference } from './difference-shapes.ts'
import { fieldWords } from './field-words.ts'

export interface DifferenceCardProps {
  readonly group: DifferenceGroup
  readonly flow: FlowItem | undefined
  readonly described: ReadonlyMap<string, Field>
  /** A dry run: it says what would be. */
  readonly dry: boolean
}

const FOLDED = 6
const NAMED = 8

/** One record, or several that become one object, with the exact difference field by field. */
export function DifferenceCard({ group, flow, described, dry }: DifferenceCardProps) {
  const { t } = useTranslation('runs')
  const { first, others } = group
  const status = STATUS_OF[first.action]
  const changing = first.effects.filter((effect) => effect.diff.length > 0 || effect.problem !== undefined)
  const quiet = changing.length === 0
  return (
    <div className={first.action === 'park' ? 'df-card df-parked' : 'df-card'}>
      <div className="df-record">
        <Link
          className="mono df-key"
          href={`/records/${encodeURIComponent(first.id)}`}
          aria-label={t('records.open', { key: first.key })}
        >
          {first.key}
        </Link>
        {others.length === 0 ? null : (
          <small className="t3" title={others.map((one) => one.key).join(', ')}>
            {t('diff.with', {
              count: others.length,
              keys: others
                .slice(0, NAMED)
                .map((one) => one.key)
                .join(', '),
            })}
          </small>
        )}
        <StatusBadge status={status} label={t(dry ? `diff.would.${first.action}` : `count.${status}`)} />
      </div>
      <div className="df-effects">
        {first.problem === undefined ? null : (
          <p className="df-sentence">
            {first.problem.message} <span className="t2">{first.problem.advice}</span> <code>{first.problem.code}</code>
          </p>
        )}
        {quiet && first.problem === undefined ? (
          <p className="df-sentence t2">
            {first.reason !== undefined
              ? reasonWords(t, first.reason)
              : t(first.kept ? 'diff.nothing' : 'diff.notKept')}
            {first.node === undefined ? null : <span className="t3">, {nodeName(flow, first.node)}</span>}
          </p>
        ) : null}
        {changing.map((effect) => (
          <Effect
            key={`${effect.node}${effect.operation}${effect.identity}`}
            effect={effect}
            flow={flow}
            described={described}
            named={changing.length > 1 || first.effects.length > 1}
          />
        ))}
      </div>
    </div>
  )
}

interface EffectProps {
  readonly effect: EffectDifference
  readonly flow: FlowItem | undefined
  readonly described: ReadonlyMap<string, Field>
  /** With the step's name and what it does, where there are several. */
  readonly named: boolean
}

function Effect({ effect, flow, described, named }: EffectProps) {
  const { t } = useTranslation('runs')
  const [all, setAll] = useState(false)
  const shown = all ? effect.diff : effect.diff.slice(0, FOLDED)
  const target = effect.target?.label ?? effect.target?.id
  return (
    <section>
      {named ? (
        <h4>
          {nodeName(flow, effect.node)}
          <span className="t3">
            {t(`diff.does.${effect.action}`)}
            {target === undefined || target.startsWith('gid:') ? '' : ` ${target}`}
          </span>
        </h4>
      ) : null}
      {effect.diff.length === 0 ? null : (
        <dl className="df-fields">
          {shown.map((one) => (
            <FieldRow key={one.path} difference={one} described={described} />
          ))}
        </dl>
      )}
      {effect.diff.length > FOLDED ? (
        <button type="button" className="link-btn" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('diff.fewer') : t('diff.all', { count: effect.diff.length })}
        </button>
      ) : null}
    </section>
  )
}

function FieldRow({ difference, described }: { difference: FieldDifference; described: ReadonlyMap<string, Field> }) {
  const { t } = useTranslation('runs')
  const { label, code, of } = fieldWords(t, difference.path, described)
  const { before, after } = difference
  const had = before !== undefined && before !== null && before !== ''
  return (
    <div>
      <dt title={difference.path}>
        {label} {code === undefined ? null : <code className="t3">{code}</code>}
        {of === undefined ? null : <span className="t3">{of}</span>}
      </dt>
      <dd>
        {had ? <del title={plainValue(before, 2_000)}>{plainValue(before, 160)}</del> : null}
        {had ? <IconArrowRight className="icon t3" size={13} stroke={1.75} aria-label={t('diff.becomes')} /> : null}
        {after === undefined || after === null || after === '' ? (
          <ins className="df-empty">{t('diff.empty')}</ins>
        ) : (
          <ins title={plainValue(after, 2_000)}>{plainValue(after, 160)}</ins>
        )}
      </dd>
    </div>
  )
}
