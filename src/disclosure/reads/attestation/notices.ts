import type { Permitted } from '../../../governance/permitted.ts'
import { raw, type Sql, sql } from '../../../lake/sql.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { overPayers } from '../panel.ts'
import { answersFor, isPartial, onPanel, ownPayer, practiceOf, type Reading } from '../reading.ts'
import { type Language, noticeText } from './notice-words.ts'

export type NoticesAsked = {
  person_id?: string | undefined
  language: Language
  /** Where a patient may say otherwise, if a link is open. */
  link: string | null
  /** Null for all, as a mail merge has them. */
  limit: number | null
  offset: number
}

export const NOTICE_COLUMNS = [
  ...['person_id', 'name', 'address', 'city', 'state', 'zip_code', 'practice_name', 'organization_name', 'since'],
  ...['since_or_before', 'reason', 'attested_on', 'link', 'title', 'text'],
] as const

const dataset = (viewer: Permitted): Dataset => ({
  name: 'notices',
  columns: {
    ...Object.fromEntries(NOTICE_COLUMNS.map((name) => [name, 'person' as const])),
    reason: overPayers(viewer),
    attested_on: overPayers(viewer),
    practice_name: 'public',
    organization_name: 'public',
    link: 'public',
  },
  person: (row) => String(row.person_id),
  parties: (row) => ({
    payer: viewer.role === 'payer' ? viewer.organization_id : null,
    practice_id: String(row.practice_id),
  }),
})

type Found = Row & {
  person_id: string
  name: string
  change: string
  reason: string
  attested_on: string | null
  total: number
}

/** A notice for each person of the panel: who is accountable for them, since when and why, and how they change it. */
export async function readNotices(
  reading: Reading,
  door: Door,
  practice_id: string,
  asked: NoticesAsked,
): Promise<{ total: number; rows: Released[] }> {
  const { viewer } = door
  const { period, baseline } = reading
  const practice = await practiceOf(reading, practice_id)
  const found = await answersFor(reading, viewer).rows<Found>(people(reading, viewer, practice_id, asked))
  const mayKnowWhy = overPayers(viewer) === 'person'
  const rows = found.map((row) => {
    const facts = {
      name: String(row.name),
      practice_name: practice?.practice_name ?? practice_id,
      since: row.change === 'new' ? period.start : baseline.start,
      or_before: row.change !== 'new',
      reason: mayKnowWhy ? row.reason : null,
      attested_on: mayKnowWhy ? row.attested_on : null,
      link: asked.link,
    }
    const { title, paragraphs } = noticeText(facts, asked.language)
    return {
      ...row,
      ...facts,
      practice_id,
      organization_name: practice?.organization_name ?? null,
      since_or_before: facts.or_before,
      title,
      text: paragraphs.join('\n\n'),
    }
  })
  return { total: Number(found[0]?.total ?? 0), rows: await release(door, dataset(viewer), rows) }
}

/** One row per person on the panel in the period, by the name and address that this viewer knows. */
const people = (reading: Reading, viewer: Permitted, practice_id: string, asked: NoticesAsked): Sql => sql`
  with panel as (
    select p.person_id, p.change, p.reason from (${onPanel(reading, viewer, practice_id)}) p
    where p.change <> 'dropped' ${asked.person_id === undefined ? raw('') : sql`and p.person_id = ${asked.person_id}`}
  ), member as (
    select person_id, payer, member_id, first_name, last_name from person_member
    where person_id in (select person_id from panel) and ${ownPayer(viewer, 'payer')}
  ), named as (
    select person_id, trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) as name from (
      ${isPartial(viewer) ? OWN_NAMES : sql`select person_id, first_name, last_name from person`}
    ) n
  ), written as (
    select person_id, address, city, state, zip_code from (
      select m.person_id, e.address, e.city, e.state, e.zip_code, row_number() over (partition by m.person_id
        order by e.enrollment_end_date desc nulls last, e.enrollment_start_date desc, e.payer, e.member_id, e.file_id,
          e.record_number) as place
      from eligibility e join member m on m.payer = e.payer and m.member_id = e.member_id
    ) w where place = 1
  )
  select panel.*, n.name, w.address, w.city, w.state, w.zip_code, a.attested_on, count(*) over () as total
  from panel
  join named n on n.person_id = panel.person_id
  left join written w on w.person_id = panel.person_id
  left join attribution a on a.person_id = panel.person_id and a.period = ${reading.period.id}
  order by n.name, panel.person_id
  limit ${asked.limit ?? 1_000_000} offset ${asked.offset}`

/** A payer writes to its own members by its own spelling. */
const OWN_NAMES = raw(`
  select person_id, first_name, last_name from (
    select *, row_number() over (partition by person_id order by member_id desc, payer) as place from member
  ) m where place = 1`)
