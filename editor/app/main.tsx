import '../ui/layers.css'
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@mantine/core/styles.layer.css'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/primitives.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ready } from '../i18n/setup.ts'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')
await ready
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
