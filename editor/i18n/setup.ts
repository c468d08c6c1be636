import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en as activity } from '../activity/en.ts'
import { en as app } from '../app/en.ts'
import { en as canvas } from '../canvas/en.ts'
import { en as connections } from '../connections/en.ts'
import { en as flows } from '../flows/en.ts'
import { en as inspector } from '../inspector/en.ts'
import { en as mapper } from '../mapper/en.ts'
import { en as playground } from '../playground/en.ts'
import { en as runs } from '../runs/en.ts'
import { en as settings } from '../settings/en.ts'
import { en as session } from '../session/en.ts'
import { en as setup } from '../setup/en.ts'
import { en as templates } from '../templates/en.ts'
import { en as ui } from '../ui/en.ts'

/**
 * Each room has its texts in `en.ts`; the room's name is the namespace (`useTranslation('canvas')`). A room that is
 * added stands in this list once. English is complete and what other languages fall back to.
 */
const en = {
  activity,
  app,
  canvas,
  connections,
  flows,
  inspector,
  mapper,
  playground,
  runs,
  session,
  settings,
  setup,
  templates,
  ui,
}

export const ready = i18n.use(initReactI18next).init({
  resources: { en },
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'app',
  ns: Object.keys(en),
  interpolation: { escapeValue: false },
  returnNull: false,
})

export { i18n }
