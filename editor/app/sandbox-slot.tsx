import { lazy, Suspense, type ComponentType } from 'react'

interface StripProps {
  /** With all its buttons; short on pages that are about something else. */
  readonly full: boolean
}

const found = import.meta.glob<{ SandboxStrip: ComponentType<StripProps> }>('../playground/sandbox-strip.tsx')
const load = Object.values(found)[0]
const Nothing: ComponentType<StripProps> = () => null
const Strip = lazy(async () => ({ default: load === undefined ? Nothing : (await load()).SandboxStrip }))

/** The strip under the top bar of a sandbox; its place is kept while it loads. */
export function SandboxSlot(props: StripProps) {
  return (
    <div className="sandbox-slot">
      <Suspense fallback={null}>
        <Strip {...props} />
      </Suspense>
    </div>
  )
}
