import { IconRoute, type Icon } from '@tabler/icons-react'
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

export interface PageProps {
  readonly params: Readonly<Record<string, string>>
}

export interface Route {
  readonly path: string
  /** Which entry of the rail it belongs to. */
  readonly room: string
  readonly page: LazyExoticComponent<ComponentType<PageProps>>
  /** The rail is a strip of icons: the page needs the width. */
  readonly narrowRail?: boolean
}

export interface RailEntry {
  readonly room: string
  readonly href: string
  readonly icon: Icon
}

/** The rail, in order; a room's name is its text under `app:rail`. */
export const rail: readonly RailEntry[] = [{ room: 'flows', href: '/flows', icon: IconRoute }]

/** Each page is its own chunk. A room adds its pages here. */
export const routes: readonly Route[] = [
  {
    path: '/flows',
    room: 'flows',
    page: lazy(async () => ({ default: (await import('../flows/flow-list-page.tsx')).FlowListPage })),
  },
]

export const START = '/flows'
