import { z } from 'zod'
import { AUDIENCES, changeDate, dropDate, keepDate } from '../../../convening/calendar/dates.ts'
import { CALENDAR_KINDS, type CalendarKind, type DayRange, unreadEntry } from '../../../convening/calendar/entry.ts'
import {
  CALENDAR_COLUMNS,
  type CalendarRead,
  readCalendar,
  readDates,
} from '../../../disclosure/reads/convening/calendar/calendar.ts'
import { WholepanelError } from '../../../error.ts'
import { addDays, addMonthsToDay, daysBetween } from '../../../sources/feeds/calendar.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems, unexpected } from '../../problem.ts'
import { onPaper } from '../alignment/on-paper.ts'
import { Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { acting } from './acting.ts'
import { Done, done, paragraph, Serial, title } from './shapes.ts'

const KINDS = Object.keys(CALENDAR_KINDS) as [CalendarKind, ...CalendarKind[]]

const Entry = z
  .object({
    uid: z.string(),
    kind: z.enum(KINDS),
    title: z.string(),
    starts: z.string(),
    ends: text,
    all_day: z.boolean(),
    link: z.string(),
    late: z.boolean(),
    whose: text,
    withheld: Withheld,
  })
  .meta({ id: 'CalendarEntry' })

const KeptDate = z
  .object({
    calendar_date: z.number().int(),
    title: z.string(),
    about: z.string(),
    day: z.string(),
    end_date: text,
    source_url: text,
    audience: z.enum(AUDIENCES),
    withheld: Withheld,
  })
  .meta({ id: 'CalendarDate' })

const Calendar = z
  .object({
    today: z.string(),
    from: z.string(),
    to: z.string(),
    kinds: z.array(z.object({ kind: z.enum(KINDS), label: z.string() })),
    entries: z.array(Entry),
    unread: z.array(z.string()).describe('What could not be read, and is not among the entries'),
    dates: z.array(KeptDate).describe('What no other part has, as it is kept'),
  })
  .meta({ id: 'Calendar' })

const Range = z.object({
  from: z.iso.date().optional().describe('From this day on; else from the first of this month'),
  to: z.iso.date().optional().describe('Up to this day; else to the end of the next month'),
})

/** Nobody looks further at once. */
const MOST_DAYS = 800

const Given = z.strictObject({
  title,
  about: paragraph.or(z.literal('')).default(''),
  day: z.iso.date(),
  end_date: z.iso.date().nullable().default(null),
  source_url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  audience: z.enum(AUDIENCES).default('all'),
})

export function calendarRoutes(server: Server, house: House): void {
  const read = {
    summary: 'What awaits and what is to come, as far as the viewer may know it',
    querystring: Format.extend(Range.shape),
    response: { 200: Calendar, ...problems },
  }
  server.get('/api/calendar', { schema: read }, async (request, reply) => {
    const range = rangeOf(request.query, house.now().slice(0, 10))
    const found = await throughRegisterDoor(house, request, async (door) => {
      const given = { ...onPaper(house, undefined), region: house.region, now: house.now() }
      return { ...(await readCalendar(door, given, range)), dates: await readDates(door, given) }
    })
    sayUnread(house, found)
    const unread = found.unread.map(({ source }) => source)
    const today = house.now().slice(0, 10)
    if (request.query.format === 'csv') {
      const rows = [...found.entries, ...unread.map((source) => ({ ...unreadEntry(source, today), withheld: [] }))]
      return sendCsv(reply, 'calendar', rows, CALENDAR_COLUMNS)
    }
    const kinds = KINDS.map((kind) => ({ kind, label: CALENDAR_KINDS[kind] }))
    return shaped<z.infer<typeof Calendar>>({ today, ...range, kinds, ...found, unread })
  })
  const keep = { summary: 'Keep a date that no other part has', body: Given, response: { 200: Done, ...problems } }
  server.post('/api/calendar/dates', { schema: keep }, async (request) => {
    await acting(house, request, (act) => keepDate(act, request.body))
    return done
  })
  const params = z.object({ calendar_date: Serial })
  const change = { summary: 'Say a date otherwise', params, body: Given, response: { 200: Done, ...problems } }
  server.post('/api/calendar/dates/:calendar_date', { schema: change }, async (request) => {
    await acting(house, request, (act) => changeDate(act, request.params.calendar_date, request.body))
    return done
  })
  const drop = { summary: 'Take a date out of the calendar', params, response: { 200: Done, ...problems } }
  server.delete('/api/calendar/dates/:calendar_date', { schema: drop }, async (request) => {
    await acting(house, request, (act) => dropDate(act, request.params.calendar_date))
    return done
  })
}

/** The operator hears what cannot be read: to readers only that it cannot. */
export function sayUnread({ say }: Pick<House, 'say'>, { unread }: Pick<CalendarRead, 'unread'>): void {
  for (const { source, error } of unread)
    say(
      error instanceof WholepanelError
        ? `the calendar is without ${source}: ${error.lines().join(' ')}`
        : unexpected(error, `the calendar’s ${source}`),
    )
}

function rangeOf({ from, to }: z.infer<typeof Range>, today: string): DayRange {
  const first = from ?? `${today.slice(0, 8)}01`
  const last = to ?? addDays(addMonthsToDay(`${(from ?? today).slice(0, 8)}01`, 2), -1)
  const days = daysBetween(first, last)
  if (days < 0 || days > MOST_DAYS)
    throw new WholepanelError('input-argument', {
      got: `the days from ${first} to ${last}`,
      want: `up to ${MOST_DAYS} days, the first before the last`,
    })
  return { from: first, to: last }
}
