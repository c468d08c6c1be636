import { useMemo, useSyncExternalStore, type ComponentProps, type MouseEvent } from 'react'

/** A small router on the history API: page states live in the address, so a link restores what was seen. */
const listeners = new Set<() => void>()
const tell = () => listeners.forEach((listener) => listener())

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', tell)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('popstate', tell)
  }
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return
  history[options.replace ? 'replaceState' : 'pushState'](null, '', to)
  tell()
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname)
}

/** One parameter of the address, and a way to set it (null removes). Setting replaces: back leaves the page. */
export function useParam(name: string): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(subscribe, () => new URLSearchParams(location.search).get(name))
  const set = useMemo(() => (next: string | null) => setParams({ [name]: next }), [name])
  return [value, set]
}

export function setParams(changes: Readonly<Record<string, string | null>>): void {
  const parameters = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') parameters.delete(name)
    else parameters.set(name, value)
  }
  const search = parameters.toString()
  navigate(location.pathname + (search === '' ? '' : `?${search}`), { replace: true })
}

/** `matchPath('/flows/:id', '/flows/orders')` -> `{ id: 'orders' }`, or undefined. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/').filter(Boolean)
  const given = path.split('/').filter(Boolean)
  if (wanted.length !== given.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) parameters[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return undefined
  }
  return parameters
}

/** A link that stays in the page; with a modifier or another button it is an ordinary one. */
export function Link({ href, onClick, ...rest }: ComponentProps<'a'> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const own = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (event.defaultPrevented || !own) return
    event.preventDefault()
    navigate(href)
  }
  return <a {...rest} href={href} onClick={follow} />
}
