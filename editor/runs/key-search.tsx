import { IconSearch } from '@tabler/icons-react'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Finds records by anything they are known by, shortly after the last letter. */
export function KeySearch({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation('runs')
  const [text, setText] = useState(value ?? '')
  const [calm] = useDebouncedValue(text, 300)
  const last = useRef(onChange)
  last.current = onChange
  useEffect(() => last.current(calm.trim() === '' ? null : calm.trim()), [calm])
  // Taken away elsewhere, by "show all": then nothing is looked for, and nothing stands here.
  useEffect(() => {
    if (value === null) setText('')
  }, [value])
  return (
    <label className="field quiet rn-search">
      <IconSearch className="icon" size={15} stroke={1.75} aria-hidden />
      <input
        type="search"
        value={text}
        placeholder={t('records.search')}
        aria-label={t('records.search')}
        data-pane-search
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  )
}
