import { lazy, Suspense } from 'react'

const Strip = lazy(async () => ({ default: (await import('../playground/sandbox-strip.tsx')).SandboxStrip }))

/** The strip under the top bar of a sandbox; its place is kept while it loads. */
export function SandboxSlot({ full }: { full: boolean }) {
  return (
    <div className="sandbox-slot">
      <Suspense fallback={null}>
        <Strip full={full} />
      </Suspense>
    </div>
  )
}
