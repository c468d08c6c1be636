import { IconAlertOctagon, IconCircleCheck, IconCircleDashed, IconInfoCircle, IconLoader2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../nodes/sdk/connector.ts'
import { Time } from '../ui/format.tsx'
import { openTable, useGuideTables } from './guide-tables.tsx'
import type { LastTest, TestState } from './last-tests.ts'

const looks = {
  none: { icon: IconCircleDashed, colour: 'st-pending' },
  changed: { icon: IconCircleDashed, colour: 'st-pending' },
  running: { icon: IconLoader2, colour: 'st-running' },
  passed: { icon: IconCircleCheck, colour: 'st-created' },
  failed: { icon: IconAlertOctagon, colour: 'st-failed' },
} as const

/** How the last test went, in words, and when it was. */
export function TestBadge({ state, test }: { state: TestState; test?: LastTest | undefined }) {
  const { t } = useTranslation('connections')
  const { icon: Shape, colour } = looks[state]
  const total = test?.checks.length ?? 0
  const count = state === 'failed' ? (test?.checks.filter((check) => !check.ok).length ?? 0) : total
  return (
    <span className="cn-test">
      <span className={`st ${colour}`}>
        <Shape className={state === 'running' ? 'icon spin' : 'icon'} size={14} stroke={1.75} aria-hidden />
        {t(`test.${state}`, { count, total })}
      </span>
      {test === undefined || state === 'running' ? null : (
        <small className="t3">
          <Time at={test.at} as="relative" />
        </small>
      )}
    </span>
  )
}

export interface CheckListProps {
  readonly checks: readonly Check[]
  /** Of the system that was asked: what its guide has field by field opens from the check that misses it. */
  readonly type: string
  /** What passed is one sentence, without the name of the check. */
  readonly brief?: boolean
}

/** More than these are folded away when something else is to be read first. */
const FEW = 4

/** Each check as a sentence, what failed first, with what to do about it. */
export function CheckList({ checks, type, brief = false }: CheckListProps) {
  const { t } = useTranslation('connections')
  const tables = new Set(useGuideTables(type).map(({ name }) => name))
  const telling = checks.filter((check) => !check.ok || check.advice !== undefined)
  const passed = checks.filter((check) => check.ok && check.advice === undefined)
  const lines = (some: readonly Check[]) => (
    <ul className={brief ? 'cn-checks cn-checks-brief' : 'cn-checks'}>
      {some.map((check) => (
        <CheckLine key={check.name} check={check} brief={brief} table={tables.has(check.name)} />
      ))}
    </ul>
  )
  if (telling.length === 0 || passed.length <= FEW)
    return lines([...telling, ...passed].toSorted((a, b) => Number(a.ok) - Number(b.ok)))
  return (
    <>
      {lines(telling.toSorted((a, b) => Number(a.ok) - Number(b.ok)))}
      <details className="cn-passed">
        <summary>{t('test.others', { count: passed.length })}</summary>
        {lines(passed)}
      </details>
    </>
  )
}

interface CheckLineProps {
  readonly check: Check
  readonly brief: boolean
  /** The guide has what it is about. */
  readonly table: boolean
}

function CheckLine({ check, brief, table }: CheckLineProps) {
  const { t } = useTranslation('connections')
  const note = check.ok && check.advice !== undefined
  const Shape = note ? IconInfoCircle : check.ok ? IconCircleCheck : IconAlertOctagon
  const colour = note ? 'st-parked' : check.ok ? 'st-created' : 'st-failed'
  return (
    <li className={check.ok ? undefined : 'cn-check-bad'}>
      <span className={colour}>
        <Shape className="icon" size={16} stroke={1.75} aria-hidden />
        <span className="visually-hidden">{t(note ? 'test.note' : check.ok ? 'test.ok' : 'test.bad')}:</span>
      </span>
      <span>
        {brief && check.ok ? null : <b>{check.name}</b>}
        <span className="cn-detail">{check.detail}</span>
        {check.advice === undefined ? null : <span className="cn-advice">{check.advice}</span>}
        {check.advice === undefined || !table ? null : (
          <button type="button" className="link-btn" onClick={() => openTable(check.name)}>
            {t('guide.fields')}
          </button>
        )}
      </span>
    </li>
  )
}
