import {
  IconFlask,
  IconListSearch,
  IconPlayerPlay,
  IconPlugConnected,
  IconRoute,
  IconSquareLetterP,
  type Icon,
} from '@tabler/icons-react'
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
export const rail: readonly RailEntry[] = [
  { room: 'flows', href: '/flows', icon: IconRoute },
  { room: 'runs', href: '/runs', icon: IconPlayerPlay },
  { room: 'activity', href: '/activity', icon: IconListSearch },
  { room: 'parked', href: '/parked', icon: IconSquareLetterP },
  { room: 'connections', href: '/connections', icon: IconPlugConnected },
  { room: 'playground', href: '/playground', icon: IconFlask },
]

/** Each page is its own chunk. A room adds its pages here. */
export const routes: readonly Route[] = [
  {
    path: '/flows',
    room: 'flows',
    page: lazy(async () => ({ default: (await import('../flows/flow-list-page.tsx')).FlowListPage })),
  },
  {
    path: '/flows/:id',
    room: 'flows',
    narrowRail: true,
    page: lazy(async () => ({ default: (await import('../canvas/flow-page.tsx')).FlowPage })),
  },
  {
    path: '/flows/:id/settings',
    room: 'flows',
    page: lazy(async () => ({ default: (await import('../settings/settings-page.tsx')).SettingsPage })),
  },
  {
    path: '/flows/:id/map/:node',
    room: 'flows',
    narrowRail: true,
    page: lazy(async () => ({ default: (await import('../mapper/full/full-mapper-page.tsx')).FullMapperPage })),
  },
  {
    path: '/templates',
    room: 'flows',
    page: lazy(async () => ({ default: (await import('../templates/templates-page.tsx')).TemplatesPage })),
  },
  {
    path: '/templates/:id',
    room: 'flows',
    page: lazy(async () => ({ default: (await import('../templates/template-page.tsx')).TemplatePage })),
  },
  {
    path: '/setup',
    room: 'flows',
    page: lazy(async () => ({ default: (await import('../setup/setup-page.tsx')).SetupPage })),
  },
  {
    path: '/runs',
    room: 'runs',
    page: lazy(async () => ({ default: (await import('../runs/runs-page.tsx')).RunsPage })),
  },
  {
    path: '/runs/:id',
    room: 'runs',
    page: lazy(async () => ({ default: (await import('../runs/run-page.tsx')).RunPage })),
  },
  {
    path: '/activity',
    room: 'activity',
    page: lazy(async () => ({ default: (await import('../activity/activity-page.tsx')).ActivityPage })),
  },
  {
    path: '/records/:id',
    room: 'activity',
    page: lazy(async () => ({ default: (await import('../activity/trace/trace-page.tsx')).TracePage })),
  },
  {
    path: '/parked',
    room: 'parked',
    page: lazy(async () => ({ default: (await import('../activity/parked-page.tsx')).ParkedPage })),
  },
  {
    path: '/connections',
    room: 'connections',
    page: lazy(async () => ({ default: (await import('../connections/connections-page.tsx')).ConnectionsPage })),
  },
  {
    path: '/connections/new',
    room: 'connections',
    page: lazy(async () => ({ default: (await import('../connections/new-page.tsx')).NewConnectionPage })),
  },
  {
    path: '/connections/:id',
    room: 'connections',
    page: lazy(async () => ({ default: (await import('../connections/connection-page.tsx')).ConnectionPage })),
  },
  {
    path: '/playground',
    room: 'playground',
    page: lazy(async () => ({ default: (await import('../playground/playground-page.tsx')).PlaygroundPage })),
  },
  {
    path: '/playground/articles/:code',
    room: 'playground',
    page: lazy(async () => ({ default: (await import('../playground/article-page.tsx')).ArticlePage })),
  },
  {
    path: '/playground/orders/:name',
    room: 'playground',
    page: lazy(async () => ({ default: (await import('../playground/order-page.tsx')).OrderPage })),
  },
]

export const START = '/flows'
