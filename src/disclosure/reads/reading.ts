import type { Permitted } from '../../governance/permitted.ts'
import type { Viewer } from '../../governance/viewer.ts'
import type { Answering, Answers } from '../../lake/answers.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { NamedTarget } from '../../payment/growth-target.ts'
import { type Period, period, yearBefore } from '../../period.ts'
import type { Row } from '../dataset.ts'
import type { Patterns } from '../patterns/patterns.ts'
import { isCounting } from '../right.ts'

export type PayerEntry = { payer: string; payer_name: string; line_of_business: string | null }
export type MeasureEntry = {
  measure: string
  title: string
  about: string
  unit: string
  direction: string
  target_share: string | null
  counts: 'people' | 'stays'
  /** What each reason code of the measure means, in plain words. */
  reasons: Readonly<Record<string, string>>
}
export type ModelEntry = {
  model: string
  title: string
  tracks: readonly { track: string; label: string; about: string }[]
  sources: readonly { title: string; by: string; url: string | null }[]
}

/** What every read works on: one finished run, the directory, and the names that results carry as keys. */
export type Reading = {
  /** Answering anew each time: what decides whether somebody may look is asked here, and then takes as long as ever. */
  engine: Engine
  /** For what somebody was let in to, by `answersFor`. */
  answers: Answers
  run_id: string
  period: Period
  baseline: Period
  finished_at: string | null
  payers: readonly PayerEntry[]
  measures: readonly MeasureEntry[]
  models: readonly ModelEntry[]
  /** Track of each contract in force, by `trackKey`. */
  tracks: Readonly<Record<string, string>>
  /** Where rules and models are read from: the region's own folder first. */
  folders: readonly string[]
  /** The growth target that the region says it is held to. */
  growth_target: NamedTarget | null
  /** Day and time of the last accepted delivery of each payer. */
  received: Readonly<Record<string, string>>
  /** What of the run is shown to whom. */
  patterns: Patterns
}

/** What depends on the run alone is asked once, by whoever needs it first, and kept as long as the run is read. */
export function oncePerRun<Result>(ask: (reading: Reading) => Promise<Result>): (reading: Reading) => Promise<Result> {
  const known = new WeakMap<Reading, Promise<Result>>()
  return (reading) => {
    const before = known.get(reading)
    if (before) return before
    const asked = ask(reading)
    known.set(reading, asked)
    asked.catch(() => known.delete(reading))
    return asked
  }
}

/**
 * Answers that are kept for all who look with this right. Only for what a viewer has been let in to: a question that
 * decides it would be answered sooner where it had been asked before, and the time of a refusal would tell of what there is.
 */
export const answersFor = ({ answers }: Reading, viewer: Viewer): Answering =>
  answers.of(
    JSON.stringify([
      ...[viewer.role, viewer.purpose, viewer.organization_id],
      ...[viewer.practice_ids, viewer.emergency_practice_ids ?? []],
    ]),
  )

export const trackKey = (payer: string, organization_id: string, model: string): string =>
  `${payer} ${organization_id} ${model}`

export const periodsOf = (id: string): { period: Period; baseline: Period } => ({
  period: period(id),
  baseline: yearBefore(period(id)),
})

/**
 * The condition on a column that holds a payer: a payer reads about its own members and contracts only, and nobody about
 * those of a payer whose agreement does not cover the purpose.
 */
export function ownPayer(viewer: Permitted, column: string): Sql {
  const usable = viewer.unusable_payers.map((payer) => sql`${raw(column)} <> ${payer}`)
  const own = viewer.role === 'payer' ? [sql`${raw(column)} = ${viewer.organization_id ?? ''}`] : []
  return usable.length + own.length === 0 ? raw('true') : join([...own, ...usable], ' and ')
}

/** Whether the viewer knows people by the records of some payers only: their names and months then come from those. */
export const isPartial = ({ role, unusable_payers }: Permitted): boolean =>
  role === 'payer' || unusable_payers.length > 0

export const payerName = (reading: Reading, payer: string): string =>
  payer === 'all' ? 'All payers' : (reading.payers.find((one) => one.payer === payer)?.payer_name ?? payer)

/** The payers a viewer may hear of by name in results. */
export const payersFor = (reading: Reading, viewer: Permitted): readonly PayerEntry[] =>
  viewer.role === 'public'
    ? []
    : reading.payers.filter(
        ({ payer }) =>
          (viewer.role !== 'payer' || payer === viewer.organization_id) && !viewer.unusable_payers.includes(payer),
      )

/** Rows by payer; for those who see counts and no people, one for every payer, so that none is missing where it is zero. */
export function everyPayer(
  reading: Reading,
  viewer: Permitted,
  rows: readonly Row[],
  more: readonly string[] = [],
): Row[] {
  if (!isCounting(viewer)) return [...rows]
  const found = new Map(rows.map((row) => [row.payer, row]))
  const none = { people: 0, member_months: 0, pmpm_usd: null }
  return [...more, ...payersFor(reading, viewer).map((one) => one.payer)].map(
    (payer) => found.get(payer) ?? { ...none, payer },
  )
}

/** Key columns may be joined into one text in the engine; no key holds a comma. */
export const list = (value: unknown): string[] =>
  typeof value === 'string' && value !== '' ? value.split(',').filter((one, i, all) => all.indexOf(one) === i) : []

/**
 * One row per person on the panel of a practice: in the period, or only in the baseline (`dropped`). For a payer, its
 * own members of the period only, and a baseline in which it covered them: what happened elsewhere does not show.
 */
export function onPanel(reading: Reading, viewer: Permitted, practice_id: string): Sql {
  const { period, baseline } = reading
  return sql`
    select n.person_id, n.reason, n.step, n.visits, n.last_visit,
           case when b.person_id is null then 'new' else 'continuing' end as change
    from attribution n
    left join (${attributedIn(viewer, baseline, practice_id)}) b on b.person_id = n.person_id
    where n.period = ${period.id} and n.practice_id = ${practice_id} and ${covered(viewer, 'n.person_id', period)}
    union all
    select b.person_id,
           case when n.person_id is null then 'no-coverage'
                when n.practice_id is null then n.reason else 'other-practice' end as reason,
           null as step, null as visits, null as last_visit, 'dropped' as change
    from (${attributedIn(viewer, baseline, practice_id)}) b
    left join attribution n on n.period = ${period.id} and n.person_id = b.person_id
    where (n.practice_id is null or n.practice_id <> ${practice_id}) and ${covered(viewer, 'b.person_id', period)}`
}

const attributedIn = (viewer: Permitted, { id, start, end }: Period, practice_id: string): Sql => sql`
  select a.person_id from attribution a
  where a.period = ${id} and a.practice_id = ${practice_id} and ${covered(viewer, 'a.person_id', { id, start, end })}`

/** That a payer whose records the viewer may know covers the person in a month of the period; true where it is all of them. */
export function covered(viewer: Permitted, person: string, { start, end }: Period): Sql {
  if (!isPartial(viewer)) return raw('true')
  return sql`${raw(person)} in (
    select m.person_id from member_month m
    where ${ownPayer(viewer, 'm.payer')}
      and m.month_start >= ${start}::date and m.month_start < ${end}::date)`
}

/**
 * The condition on the day of a record of a person: where the permission is bounded by the panel, the day lies in a
 * period of the run in which the person is or was on the panel of one of the viewer's practices.
 */
export function whileOnPanel(reading: Reading, viewer: Permitted, person: string, day: string): Sql {
  if (viewer.permission.data !== 'on-panel') return raw('true')
  const within = ({ id, start, end }: Period) => sql`
    (${raw(day)} >= ${start}::date and ${raw(day)} < ${end}::date and ${raw(person)} in (
      select a.person_id from attribution a
      where a.period = ${id} and ${oneOf('a.practice_id', viewer.practice_ids)}))`
  return sql`(${within(reading.period)} or ${within(reading.baseline)})`
}

export const oneOf = (column: string, values: readonly string[]): Sql =>
  values.length === 0
    ? raw('false')
    : sql`(${join(
        values.map((one) => sql`${raw(column)} = ${one}`),
        ' or ',
      )})`

/** The organization whose prices a viewer may see in a practice's care: its own. */
export const ownOrganization = (viewer: Viewer, organization_id: string | null): string =>
  (viewer.role === 'practice' || viewer.role === 'provider-organization' ? viewer.organization_id : organization_id) ??
  ''

export type PracticeRow = Row & {
  practice_id: string
  practice_name: string
  organization_id: string
  organization_name: string | null
  city: string | null
}

/** The directory's practices, one row each. */
export const practices = (): Sql => sql`
  select p.practice_id, p.practice_name, p.organization_id, o.organization_name, p.city
  from practice p left join organization o on o.organization_id = p.organization_id`

const directory = oncePerRun(async ({ engine }) => {
  const rows = await engine.rows<PracticeRow>(practices())
  return new Map(rows.map((row) => [row.practice_id, row]))
})

export const practiceOf = async (reading: Reading, practice_id: string): Promise<PracticeRow | undefined> =>
  (await directory(reading)).get(practice_id)

/**
 * The rows of a contract's table that the viewer is party to, with the provider side as the viewer stands to it: an
 * organization that takes part in an ACO stands in for the ACO where the contract is the ACO's.
 */
export function contractsOf(viewer: Permitted, table: string): Sql {
  const own = viewer.organization_id ?? ''
  const rows = sql`
    select s.*,
           case when s.organization_id = (
                  select max(o.parent_organization_id) from organization o where o.organization_id = ${own})
                then ${own} else s.organization_id end as party_organization_id
    from ${id(table)} s where ${ownPayer(viewer, 's.payer')}`
  switch (viewer.role) {
    case 'operator':
      return rows
    case 'payer':
      return sql`select * from (${rows}) r where r.payer = ${own}`
    case 'practice':
    case 'provider-organization':
      return sql`select * from (${rows}) r where r.party_organization_id = ${own}`
    default:
      return sql`select * from (${rows}) r where false`
  }
}
