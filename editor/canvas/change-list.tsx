import { useTranslation } from 'react-i18next'
import type { Flow } from '../../flows/schema.ts'
import { useValueWords } from '../inspector/form/value-words.ts'
import { textOf } from '../inspector/scalar.ts'
import { settingChanges, type SettingChange } from '../settings/setting-changes.ts'
import { changesBetween, type Change } from './changes.ts'
import { nodeName } from './node-words.ts'
import type { Manifests } from './wiring.ts'

export interface ChangeListProps {
  readonly before: Flow
  readonly now: Flow
  readonly manifests: Manifests
  readonly most?: number
}

/** What differs between two versions of a flow, a line each: settings and value maps with their values, nodes by name. */
export function ChangeList({ before, now, manifests, most = 8 }: ChangeListProps) {
  const { t } = useTranslation('canvas')
  const settings = settingChanges(before, now)
  const others = changesBetween(before, now).filter(({ kind }) => kind !== 'settings' && kind !== 'valueMap')
  const lines = [
    ...settings.map((change) => <SettingWords key={JSON.stringify(change)} change={change} />),
    ...others.map((change) => <ChangeWords key={JSON.stringify(change)} change={change} manifests={manifests} />),
  ]
  return (
    <ul className="publish-changes">
      {lines.slice(0, most).map((line) => (
        <li key={line.key}>{line}</li>
      ))}
      {lines.length > most ? <li>{t('change.more', { count: lines.length - most })}</li> : null}
    </ul>
  )
}

function SettingWords({ change }: { change: SettingChange }) {
  const { t } = useTranslation('canvas')
  const words = useValueWords()
  if (change.kind === 'setting') {
    const { title, schema } = change
    return t('change.setting', { title, before: words(schema, change.before), after: words(schema, change.after) })
  }
  if (change.kind === 'row') {
    const { title, from, after } = change
    const kind = after === undefined ? 'rowRemoved' : change.before === undefined ? 'rowAdded' : 'rowChanged'
    return t(`change.${kind}`, { title, from, after: after === undefined ? '' : textOf(after) || t('change.nothing') })
  }
  if (change.kind === 'otherwise') {
    const { title, after } = change
    if (after === null) return t('change.otherwiseParks', { title })
    return t('change.otherwise', { title, after: textOf(after) || t('change.nothing') })
  }
  return t(`change.${change.kind}`, { title: change.title })
}

function ChangeWords({ change, manifests }: { change: Change; manifests: Manifests }) {
  const { t } = useTranslation('canvas')
  if ('node' in change) {
    const name = nodeName(change.node, manifests.get(change.node.type))
    return t(`change.${change.kind}`, { name, what: 'what' in change ? change.what.slice(0, 5).join(', ') : '' })
  }
  return t(`change.${change.kind}`)
}
