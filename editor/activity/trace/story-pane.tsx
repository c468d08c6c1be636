import {
  IconCirclePlus,
  IconFileImport,
  IconFilter,
  IconPencil,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPoint,
  IconShoppingCart,
  IconSquareLetterP,
  IconTableShortcut,
  type Icon,
} from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'
import { Link } from '../../app/router.tsx'
import { reasonWords, runNumber } from '../../runs/run-words.ts'
import { formatExact } from '../../ui/format.tsx'
import { factsOf, sourceData } from './record-facts.ts'
import { storyOf, type Chapter, type StoryEvent } from './story.ts'
import type { Trace } from './trace-shapes.ts'
import { dayOf, exactTime, isToday } from './trace-time.ts'

const ICONS: Record<StoryEvent['icon'], Icon> = {
  read: IconFileImport,
  step: IconPoint,
  filter: IconFilter,
  map: IconTableShortcut,
  written: IconCirclePlus,
  updated: IconPencil,
  skipped: IconPlayerSkipForward,
  parked: IconSquareLetterP,
  run: IconPlayerPlay,
}

interface StoryPaneProps {
  trace: Trace
  node: string | null | undefined
  onStep: (node: string) => void
}

/** All that happened to this object, over every run and flow, one sentence an event. */
export function StoryPane({ trace, node, onStep }: StoryPaneProps) {
  const { t } = useTranslation('activity')
  const chapters = storyOf(trace)
  const flows = new Set(chapters.map((chapter) => chapter.flow)).size
  const runs = new Set(chapters.map((chapter) => chapter.run)).size
  const placed = factsOf(sourceData(trace)).createdAt
  return (
    <section className="tr-story" aria-label={t('story.title')} data-pane tabIndex={-1}>
      <h2>
        {t('story.title')}
        <span className="chip">
          {t('story.extent', { flows: t('story.flows', { count: flows }), runs: t('story.runs', { count: runs }) })}
        </span>
      </h2>
      {placed === undefined ? null : (
        <>
          <Day at={placed} />
          <div className="tr-event tr-last">
            <time dateTime={placed} title={formatExact(placed)}>
              {exactTime(placed, false)}
            </time>
            <span className="tr-mark">
              <IconShoppingCart className="icon t2" size={15} stroke={1.75} aria-hidden />
            </span>
            <p>{t('story.placed')}</p>
          </div>
        </>
      )}
      {chapters.map((chapter) => (
        <ChapterView key={`${chapter.run}${chapter.at}`} chapter={chapter} node={node} onStep={onStep} />
      ))}
    </section>
  )
}

function Day({ at, children }: { at: string; children?: React.ReactNode }) {
  const { t } = useTranslation('activity')
  const day = dayOf(at)
  return (
    <h3 className="tr-day">
      {isToday(at) ? t('story.today', { day }) : day} {children}
    </h3>
  )
}

function ChapterView({
  chapter,
  node,
  onStep,
}: {
  chapter: Chapter
  node: string | null | undefined
  onStep: (node: string) => void
}) {
  const { t } = useTranslation('activity')
  const version = typeof chapter.version === 'number' ? ` v${String(chapter.version)}` : ''
  return (
    <>
      <Day at={chapter.at}>
        <span>
          {chapter.flowName}
          {version},{' '}
        </span>
        <Link href={`/runs/${chapter.run}`}>{t('story.run', { run: runNumber(chapter.run) })}</Link>
      </Day>
      <ol className="tr-events">
        {chapter.events.map((event, index) => (
          <Event
            key={`${event.node ?? ''}${String(index)}`}
            event={event}
            chosen={chapter.current && event.node !== undefined && event.node === node}
            last={index === chapter.events.length - 1}
            onStep={onStep}
          />
        ))}
      </ol>
    </>
  )
}

interface EventProps {
  event: StoryEvent
  chosen: boolean
  last: boolean
  onStep: (node: string) => void
}

function Event({ event, chosen, last, onStep }: EventProps) {
  const Shape = ICONS[event.icon]
  const body = (
    <>
      <time dateTime={event.at} title={formatExact(event.at)}>
        {exactTime(event.at)}
      </time>
      <span className="tr-mark">
        <Shape className={`icon st-${event.tone}`} size={15} stroke={1.75} aria-hidden />
      </span>
      <Sentence event={event} />
    </>
  )
  const look = `tr-event${last ? ' tr-last' : ''}${chosen ? ' tr-chosen' : ''}`
  return (
    <li>
      {event.record === undefined ? (
        <button
          type="button"
          className={look}
          aria-current={chosen ? 'step' : undefined}
          onClick={() => event.node !== undefined && onStep(event.node)}
        >
          {body}
        </button>
      ) : (
        <Link className={look} href={`/records/${encodeURIComponent(event.record)}`}>
          {body}
        </Link>
      )}
    </li>
  )
}

function Sentence({ event }: { event: StoryEvent }) {
  const { t } = useTranslation('activity')
  const { t: words } = useTranslation('runs')
  const added =
    event.sentence === undefined ? '' : event.tone === 'parked' ? event.sentence : reasonWords(words, event.sentence)
  return (
    <span className="tr-sentence">
      <Trans t={t} i18nKey={`story.${event.words}` as 'story.read'} values={event.values} components={{ b: <b /> }} />
      {added === '' ? null : <small>{added}</small>}
    </span>
  )
}
