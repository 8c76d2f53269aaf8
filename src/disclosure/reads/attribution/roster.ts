import { NOT_SEEN } from '../../../attribution/compare/rule-lists.ts'
import { explainId } from '../../../explain/context.ts'
import type { Permitted } from '../../../governance/permitted.ts'
import { raw, type Sql, sql } from '../../../lake/sql.ts'
import type { ColumnClass, Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { namesFor } from '../panel.ts'
import {
  answersFor,
  covered,
  isPartial,
  list as listed,
  oneOf,
  ownPayer,
  practiceOf,
  type Reading,
} from '../reading.ts'
import { numbersOf, onOwnPanel, placeFor } from './known.ts'

export type RosterAsked = {
  practice_id: string
  rule?: string | undefined
  list?: string | undefined
  /** new, changed, unchanged or dropped; left out: all four. */
  state?: string | undefined
  /** Null for all rows, as a file has them. */
  limit: number | null
  offset: number
}
export type RosterHead = {
  practice_id: string
  practice_name: string | null
  rule: string | null
  list: string | null
  previous_list: string | null
  kind: string | null
  effective_from: string | null
  effective_until: string | null
  known_on: string | null
}
export type Roster = RosterHead & {
  lists: string[]
  counts: { new: number; changed: number; unchanged: number; dropped: number }
  /** Why people came, changed and left; empty where it rests on records that the viewer may not know of. */
  reasons: { state: string; because: string; people: number }[]
  /** People whom this rule places here and who were never on the panel: they are counted, not named. */
  not_on_panel: number
  rows: Released[]
}

/** Those of whom something is new stand first. */
const IN_ORDER = raw(`case q.state when 'new' then 1 when 'dropped' then 2 when 'changed' then 3 else 4 end`)

export const ROSTER_STATES = ['new', 'changed', 'unchanged', 'dropped'] as const
export const ROSTER_COLUMNS = [
  ...['person_id', 'name', 'birth_date', 'gender', 'members', 'state', 'since', 'since_at_least', 'elsewhere'],
  ...['because', 'rule', 'list', 'step', 'reason', 'npi', 'visits', 'last_visit', 'explain_id'],
]

const NO_LIST: Omit<RosterHead, 'practice_id' | 'practice_name'> = {
  ...{ rule: null, list: null, previous_list: null, kind: null },
  ...{ effective_from: null, effective_until: null, known_on: null },
}

/**
 * A practice's people by one list of one rule, each against the list before it. A payer reads its own members alone, as
 * they were while it covered them; a practice its people on the panel, and not where somebody came from or went to.
 */
export async function readRoster(reading: Reading, door: Door, asked: RosterAsked): Promise<Roster> {
  const { viewer } = door
  const { practice_id } = asked
  const answers = answersFor(reading, viewer)
  const practice_name = (await practiceOf(reading, practice_id))?.practice_name ?? null
  const all = await answers.rows<RosterHead & { compared_in: string | null }>(sql`
    select rule, list, previous_list, kind, effective_from, effective_until, known_on, compared_in from rule_list
    where rule = ${asked.rule ?? (await panelRule(reading))} order by effective_from desc, known_on desc, list desc`)
  const found =
    asked.list === undefined
      ? (all.find((one) => one.compared_in === reading.period.id) ?? all[0])
      : all.find((one) => one.list === asked.list)
  const lists = all.map((one) => String(one.list))
  const none = { lists, counts: { new: 0, changed: 0, unchanged: 0, dropped: 0 }, reasons: [], not_on_panel: 0 }
  if (!found) {
    const rows = await release(door, dataset(viewer, practice_id), [])
    return { ...NO_LIST, practice_id, practice_name, ...none, rows }
  }
  const { compared_in: _, ...head } = found
  const before = all.find((one) => one.list === head.previous_list) ?? null
  const people = rosterOf(reading, viewer, practice_id, head, before)
  const tally = await answers.rows<{ state: keyof Roster['counts']; people: number }>(sql`
    select state, count(*) as people from (${people}) q group by state`)
  const reasons = await answers.rows<Roster['reasons'][number]>(sql`
    select state, because, count(*) as people from (${people}) q
    where because is not null and ${raw(isPartial(viewer) ? 'false' : 'true')}
    group by state, because order by state, count(*) desc, because`)
  const rows = await answers.rows<Row>(sql`
    select q.*, n.name, n.birth_date, n.gender, m.members, o.person_id is not null as opens
    from (${people}) q
    join (${namesFor(viewer)}) n on n.person_id = q.person_id
    left join (${numbersOf(viewer)}) m on m.person_id = q.person_id
    left join (${opened(viewer, head)}) o on o.person_id = q.person_id
    where ${asked.state === undefined ? raw('true') : sql`q.state = ${asked.state}`}
    order by ${IN_ORDER}, n.name, q.person_id limit ${asked.limit ?? 1_000_000} offset ${asked.offset}`)
  return {
    ...head,
    practice_id,
    practice_name,
    lists,
    counts: { ...none.counts, ...Object.fromEntries(tally.map((one) => [one.state, one.people])) },
    reasons,
    not_on_panel: await notOnPanel(reading, viewer, practice_id, head),
    rows: await release(
      door,
      dataset(viewer, practice_id),
      rows.map(({ opens, ...row }) => ({
        ...row,
        members: listed(row.members),
        explain_id: opens ? explainId('rule_attribution', head.rule, head.list, String(row.person_id)) : null,
      })),
    ),
  }
}

/** The rule by which the run's panel was made. */
const panelRule = async ({ engine }: Reading): Promise<string> =>
  (await engine.one<{ rule: string }>(sql`select rule from attribution limit 1`))?.rule ?? ''

/** What a rule says of a person may rest on any payer's records: never for a payer, whose member another may cover too. */
function dataset(viewer: Permitted, practice_id: string): Dataset {
  const byRule: ColumnClass = isPartial(viewer) ? 'evidence' : 'person'
  return {
    name: 'roster',
    columns: {
      ...{ person_id: 'person', name: 'person', birth_date: 'person', gender: 'person', members: 'person' },
      ...{ state: 'person', since: 'person', since_at_least: 'person', elsewhere: 'person', because: byRule },
      ...{ rule: 'public', list: 'public', step: byRule, reason: byRule, npi: byRule },
      ...{ visits: 'evidence', last_visit: 'evidence', explain_id: byRule },
    },
    person: (row) => String(row.person_id),
    parties: () => ({ practice_id, payer: viewer.role === 'payer' ? viewer.organization_id : null }),
  }
}

/** Whose decision the viewer may take apart: as its fence has it, those on an own panel in the period of the list. */
const opened = (viewer: Permitted, { rule, list }: ListHead): Sql => sql`
  select r.person_id from rule_attribution r
  where r.rule = ${rule} and r.list = ${list} and ${
    viewer.role === 'practice' || viewer.role === 'provider-organization'
      ? sql`exists (select 1 from attribution a
          where a.period = r.period and a.person_id = r.person_id and ${oneOf('a.practice_id', viewer.practice_ids)})`
      : raw('true')
  }`

type ListHead = Omit<RosterHead, 'practice_id' | 'practice_name'>
const spanOf = ({ effective_from, effective_until }: ListHead) => ({
  id: '',
  start: effective_from ?? '',
  end: effective_until ?? '',
})

/** The rows of one list; of a viewer who knows some payers' people only, those covered while it holds. */
const listRows = (viewer: Permitted, head: ListHead): Sql => sql`
  select * from rule_attribution r
  where r.rule = ${head.rule} and r.list = ${head.list} and ${covered(viewer, 'r.person_id', spanOf(head))}`

/** One row per person who is on the practice's list now or was on the one before. */
function rosterOf(
  reading: Reading,
  viewer: Permitted,
  practice_id: string,
  head: ListHead,
  before: ListHead | null,
): Sql {
  const earlier = before === null ? sql`select * from rule_attribution where false` : listRows(viewer, before)
  // Clinician, step and reason change with records that somebody may not know of.
  const changed = isPartial(viewer)
    ? raw('false')
    : raw('(n.npi is distinct from b.npi or n.step is distinct from b.step or n.reason is distinct from b.reason)')
  return sql`
    with this as (${listRows(viewer, head)}), last as (${earlier}),
    on_now as (select * from this where practice_id = ${practice_id} and ${onOwnPanel(reading, viewer, 'person_id')}),
    on_before as (select * from last where practice_id = ${practice_id} and ${onOwnPanel(reading, viewer, 'person_id')}),
    ${sinceWhen(viewer, practice_id, head)}
    select n.person_id, n.rule, n.list, n.step, n.reason, n.npi, n.visits, n.last_visit,
      case when b.person_id is null then 'new' when ${changed} then 'changed' else 'unchanged' end as state,
      s.since, s.first_place = 1 as since_at_least, ${placeFor(viewer, 'l.practice_id')} as elsewhere,
      case when b.person_id is null then
        case when l.practice_id is not null then 'other-practice' else coalesce(l.reason, 'not-there-before') end
        when ${changed} then case when n.npi is distinct from b.npi then 'other-clinician' else 'other-step' end
        end as because
    from on_now n
    left join on_before b on b.person_id = n.person_id
    left join last l on l.person_id = n.person_id and b.person_id is null
    left join since s on s.person_id = n.person_id
    union all
    select b.person_id, ${head.rule}, ${head.list}, null, null, null, null, null, 'dropped', null, null,
      ${placeFor(viewer, 't.practice_id')},
      case when t.practice_id is not null then 'other-practice' when d.death_date < ${head.effective_until} then 'death'
        when c.person_id is null then 'coverage-ended' when coalesce(t.reason, ${NOT_SEEN}) = ${NOT_SEEN} then 'left-population'
        else t.reason end
    from on_before b
    left join this t on t.person_id = b.person_id
    left join person d on d.person_id = b.person_id
    left join (
      select distinct person_id from member_month
      where month_start >= ${head.effective_from} and month_start < ${head.effective_until}
    ) c on c.person_id = b.person_id
    where t.practice_id is distinct from ${practice_id} and ${covered(viewer, 'b.person_id', spanOf(head))}`
}

/** `since`: the first day of the unbroken row of lists on which each person is with the practice. */
const sinceWhen = (viewer: Permitted, practice_id: string, head: ListHead): Sql => sql`
  held as (
    select r.person_id, l.place, l.effective_from,
      l.place + row_number() over (partition by r.person_id order by l.place desc) as meets
    from rule_attribution r
    join rule_list l on l.rule = r.rule and l.list = r.list and l.kind = ${head.kind}
    join rule_list h on h.rule = r.rule and h.list = ${head.list} and l.place <= h.place
    where r.rule = ${head.rule} and r.practice_id = ${practice_id} and ${whileCovered(viewer)}
  ), since as (
    select c.person_id, min(c.effective_from) as since, min(c.place) as first_place
    from held c join rule_list h on h.rule = ${head.rule} and h.list = ${head.list} and c.meets = h.place + 1
    group by c.person_id
  )`

const whileCovered = (viewer: Permitted): Sql =>
  isPartial(viewer)
    ? sql`exists (
        select 1 from member_month m
        where m.person_id = r.person_id and m.month_start >= l.effective_from and m.month_start < l.effective_until
          and ${ownPayer(viewer, 'm.payer')})`
    : raw('true')

async function notOnPanel(
  reading: Reading,
  viewer: Permitted,
  practice_id: string,
  { rule, list }: ListHead,
): Promise<number> {
  if (viewer.permission.data !== 'on-panel' || isPartial(viewer)) return 0
  const found = await answersFor(reading, viewer).one<{ people: number }>(sql`
    select count(*) as people from rule_attribution
    where rule = ${rule} and list = ${list} and practice_id = ${practice_id}
      and not (${onOwnPanel(reading, viewer, 'person_id')})`)
  return found?.people ?? 0
}
