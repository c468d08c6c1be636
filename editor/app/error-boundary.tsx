import { Component, type ReactNode } from 'react'
import { i18n } from '../i18n/setup.ts'
import { ErrorState } from '../ui/states.tsx'

interface Props {
  readonly children: ReactNode
}

/** Keeps a fault of one page from taking the rest along; what was typed lies in the browser's draft. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return <ErrorState error={error} title={i18n.t('crash.title', { ns: 'app' })} onRetry={() => location.reload()} />
  }
}
