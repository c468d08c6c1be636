import { useTranslation } from 'react-i18next'
import type { GuideField, GuideTable } from '../../nodes/sdk/guide.ts'
import { setParams, useParam } from '../app/router.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { GuideDownload, openTable, useGuideTables } from './guide-tables.tsx'

/** The get-connectors of a system, one at a time, with all their fields; which one stands in the address. */
export function GuideDialog({ type }: { type: string }) {
  const { t } = useTranslation('connections')
  const tables = useGuideTables(type)
  const [wanted] = useParam('table')
  const shown = tables.find(({ name }) => name === wanted)
  const close = () => setParams({ table: null })
  const actions = (
    <>
      <GuideDownload type={type} tables={tables} />
      <span className="spacer" />
      <button type="button" className="btn" onClick={close}>
        {t('guide.close')}
      </button>
    </>
  )
  return (
    <Dialog open={shown !== undefined} onClose={close} title={t('guide.tables')} width={980} actions={actions}>
      <div className="cn-gd">
        <nav className="cn-gd-list" aria-label={t('guide.names')}>
          {tables.map(({ name, readBy }) => (
            <button
              key={name}
              type="button"
              aria-current={name === shown?.name ? 'true' : undefined}
              onClick={() => openTable(name)}
            >
              <b className="mono">{name}</b>
              <small>{readBy.join(', ')}</small>
            </button>
          ))}
        </nav>
        {shown === undefined ? null : <Whole key={shown.name} table={shown} />}
      </div>
    </Dialog>
  )
}

function Whole({ table }: { table: GuideTable }) {
  const { t } = useTranslation('connections')
  const { name, about, note, instead, fields } = table
  return (
    <section className="cn-gd-one" aria-label={name} tabIndex={0}>
      <p>
        <b className="mono">{name}</b> {about}
      </p>
      {note === undefined ? null : <p className="t2">{plain(note)}</p>}
      {instead === undefined ? null : (
        <p className="t2">
          <b>{t('guide.instead')}</b> {plain(instead)}
        </p>
      )}
      <table className="table" aria-label={t('guide.fieldsOf', { name })}>
        <thead>
          <tr>
            <th scope="col">{t('guide.field')}</th>
            <th scope="col">{t('guide.what')}</th>
            <th scope="col">{t('guide.kind')}</th>
            <th scope="col">{t('guide.code')}</th>
            <th scope="col">{t('guide.standard')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <Row key={field.id} field={field} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ field }: { field: GuideField }) {
  const { t } = useTranslation('connections')
  const { id, label, kind, length, from, needed, instead } = field
  // Connector and field of a long name stand on a line each.
  const dot = (instead?.indexOf('.') ?? -1) + 1
  return (
    <tr>
      <td>
        <code>{id}</code> {needed ? <span className="chip">{t('guide.needed')}</span> : null}
      </td>
      <td>{label}</td>
      <td className="t2 cn-gd-kind">{length === undefined ? kind : t('guide.length', { kind, length })}</td>
      <td>
        <code>{from}</code>
      </td>
      <td>
        <code>
          {instead?.slice(0, dot)}
          <wbr />
          {instead?.slice(dot)}
        </code>
      </td>
    </tr>
  )
}

/** The texts are those of the written guide; its marks mean nothing here. */
const plain = (text: string) => text.replaceAll(/[`*]/g, '')
