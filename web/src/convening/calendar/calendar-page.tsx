/** What is late, then what is to come, week by week: a list, so that it reads the same on a phone. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  CALENDAR_PATH,
  type CalendarEntry,
  type Calendar as CalendarShown,
  calendarQuery,
  type KeptDate,
} from '../../api/convening/calendar.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { PathLink } from '../../design/frame/path-link.tsx'
import { Download } from '../../design/tables/download.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { ConveningNav } from '../convening-nav.tsx'
import { AUDIENCE, KeepDate } from './keep-date.tsx'
import { Subscribe } from './subscribe.tsx'
import { sundayOf, weeksOf } from './weeks.ts'
import './calendar.css'

export type CalendarAsked = { kind?: string | undefined }

export function CalendarPage() {
  const found = useQuery(calendarQuery)
  const session = useQuery(sessionQuery)
  const role = session.data?.viewer?.role
  const keeps = role === 'convener' || role === 'operator'
  return (
    <div className="page">
      <ConveningNav />
      <Page
        title="Calendar"
        lead="What is late, and what comes this month and the next."
        actions={<Download path={CALENDAR_PATH} about="the calendar" />}
      >
        <Answer query={found} what="the calendar">
          {(calendar) => (
            <>
              <Entries calendar={calendar} />
              {keeps && <KeepDate dates={calendar.dates} />}
            </>
          )}
        </Answer>
        <Subscribe />
      </Page>
    </div>
  )
}

function Entries({ calendar: { entries, unread, kinds, dates, today, from } }: { calendar: CalendarShown }) {
  const { kind } = useSearch({ from: '/calendar' })
  const navigate = useNavigate()
  const there = kinds.filter((one) => entries.some((entry) => entry.kind === one.kind))
  const shown = entries.filter((one) => kind === undefined || one.kind === kind)
  const late = shown.filter((one) => one.late)
  const rest = shown.filter((one) => !one.late)
  const labels = new Map(kinds.map((one) => [one.kind, one.label]))
  const kept = new Map(dates.map((one) => [`date-${one.calendar_date}`, one]))
  const list = (some: CalendarEntry[]) => (
    <ul className="calendar-entries">
      {some.map((one) => (
        <li key={one.uid}>
          <Entry entry={one} label={labels.get(one.kind) ?? one.kind} kept={kept.get(one.uid)} />
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <div className="calendar-kinds">
        <Choice
          label="Show"
          value={kind}
          all="All kinds"
          options={there.map((one) => [one.kind, one.label])}
          choose={(chosen) => void navigate({ to: '/calendar', search: { kind: chosen }, replace: true })}
        />
      </div>
      {unread.length > 0 && (
        <div className="card" role="status">
          <p>
            <b>This calendar is not whole.</b> Not shown, because they could not be read just now: {unread.join(', ')}.
            Whoever keeps the region has been told.
          </p>
        </div>
      )}
      {shown.length === 0 && unread.length === 0 && <EmptyState heading="Nothing is late, and nothing is to come." />}
      {late.length > 0 && (
        <section className="card calendar-late" aria-labelledby="calendar-late">
          <h2 id="calendar-late">Late: {late.length}</h2>
          {list(late)}
        </section>
      )}
      {weeksOf(rest, from).map(({ monday, entries: own }) => (
        <section key={monday} className="card" aria-labelledby={`week-${monday}`}>
          <h2 id={`week-${monday}`}>
            {monday <= today && today <= sundayOf(monday) ? 'This week' : `${day(monday)} to ${day(sundayOf(monday))}`}
          </h2>
          {list(own)}
        </section>
      ))}
    </>
  )
}

function Entry({ entry, label, kept }: { entry: CalendarEntry; label: string; kept: KeptDate | undefined }) {
  const { link, late, whose } = entry
  const title = entry.title.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, day)
  return (
    <>
      <p className="calendar-day">{when(entry)}</p>
      <div>
        <p>
          {kept ? <b>{title}</b> : <PathLink path={link}>{title}</PathLink>} {late && <Badge tone="bad">Late</Badge>}
        </p>
        <p className="quiet">
          {[label, whose, kept && AUDIENCE[kept.audience]].filter(Boolean).join(' · ')}
          {kept?.source_url && (
            <>
              {' · '}
              <a href={kept.source_url} rel="noreferrer">
                Source<span className="ds-u-visibility--screen-reader"> of {title}</span>
              </a>
            </>
          )}
        </p>
        {kept?.about && <p>{kept.about}</p>}
      </div>
    </>
  )
}

/** Times are told as UTC, as they are kept: who votes may sit in another zone. */
function when({ starts, ends, all_day }: CalendarEntry): string {
  if (!all_day) return `${day(starts)}, ${starts.slice(11, 16)} UTC`
  return ends === null || ends === starts ? day(starts) : `${day(starts)} to ${day(ends)}`
}
