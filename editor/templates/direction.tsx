import { IconArrowRight } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Direction } from './template-facts.ts'

/** "AFAS → Shopify", read out as "AFAS to Shopify". */
export function DirectionWords({ direction }: { direction: Direction }) {
  const { t } = useTranslation('templates')
  const name = (system: string) => t(`canvas:system.${system}`, { defaultValue: system })
  const sides = [direction.from, direction.to].filter((side) => side.length > 0)
  return (
    <span className="tp-direction">
      {sides.map((side, index) => (
        <Fragment key={side.join()}>
          {index === 0 ? null : (
            <>
              <IconArrowRight className="icon t3" size={14} stroke={1.75} aria-hidden />
              <span className="visually-hidden">{t('to')}</span>
            </>
          )}
          <span>{side.map(name).join(', ')}</span>
        </Fragment>
      ))}
    </span>
  )
}
