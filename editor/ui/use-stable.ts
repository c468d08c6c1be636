import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * A callback that stays the same object and calls the newest version. For components that tell all their parts when a
 * prop changes, as the canvas does while a node is dragged.
 */
export function useStable<A extends unknown[], R>(callback: (...given: A) => R): (...given: A) => R {
  const newest = useRef(callback)
  useLayoutEffect(() => {
    newest.current = callback
  })
  return useCallback((...given: A) => newest.current(...given), [])
}
