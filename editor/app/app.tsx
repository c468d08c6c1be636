import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { queryClient } from '../api/query-client.ts'
import { SessionGate } from '../session/gate.tsx'
import { resolveVariables, theme } from '../ui/theme.ts'
import { Toaster } from '../ui/toast.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Shell } from './shell.tsx'

const colorSchemes = localStorageColorSchemeManager({ key: 'koppel.theme' })

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary>
          <SessionGate>
            <Shell />
          </SessionGate>
        </ErrorBoundary>
        <Toaster />
      </QueryClientProvider>
    </MantineProvider>
  )
}
