import { NONE } from '../../cost/pmpm/panel.ts'
import type { Engine } from '../../lake/engine.ts'
import { sql } from '../../lake/sql.ts'
import { exact } from '../../money.ts'
import type { Period } from '../../period.ts'
import type { Practice } from '../burden/side.ts'
import { REFERENCE } from '../profile/reference.ts'
import type { Beside } from './build.ts'

/** Which practices have which payers' members, how many physicians they have, and what a run found beside the paper. */
export type OfRun = { practices: readonly Practice[]; beside: Beside }

/**
 * Practices with a member month in the period, with the payers that it is of. Effect is of a payer's own members, and one of
 * its figures; whoever shows it sees to whom.
 */
export async function ofRun(engine: Pick<Engine, 'rows'>, period: Period): Promise<OfRun> {
  const pairs = await engine.rows<{ practice_id: string; payer: string }>(sql`
    select distinct practice_id, payer from practice_month
    where period = ${period.id} and payer <> 'all' and line_of_business = 'all' and practice_id <> ${NONE}
    order by practice_id, payer`)
  const physicians = await physiciansOf(engine, period)
  const practices = new Map<string, string[]>()
  for (const { practice_id, payer } of pairs) practices.set(practice_id, [...(practices.get(practice_id) ?? []), payer])
  return {
    practices: [...practices].map(([practice, payers]) => ({
      practice,
      payers,
      physicians: physicians.get(practice) ?? null,
    })),
    beside: { effect: await effectOf(engine, period), extent: await extentOf(engine, period) },
  }
}

/** Those who work there on the period's last day. Where the directory leaves a clinician's type out, nothing is said. */
async function physiciansOf(
  engine: Pick<Engine, 'rows'>,
  { end }: Period,
): Promise<ReadonlyMap<string, number | null>> {
  const rows = await engine.rows<{ practice_id: string; physicians: number; unknown: number }>(sql`
    select practice_id, count(distinct case when clinician_type = 'physician' then npi end) as physicians,
      count(case when clinician_type is null then 1 end) as unknown
    from affiliation
    where start_date < cast(${end} as date) and (end_date is null or end_date >= cast(${end} as date) - interval 1 day)
    group by practice_id`)
  return new Map(rows.map(({ practice_id, physicians, unknown }) => [practice_id, unknown > 0 ? null : physicians]))
}

/** Share of a payer's own members whom its rules do not place as the reference's does; over all of its rules. */
async function effectOf(engine: Pick<Engine, 'rows'>, { id }: Period): Promise<Beside['effect'] & object> {
  const rows = await engine.rows<{ payer: string; people: number; same: number }>(sql`
    select payer, sum(people) as people, sum(same_practice) + sum(same_none) as same
    from effect_attribution
    where period = ${id} and other = ${REFERENCE} and members = 'own' and state in ('compared', 'one-rule')
    group by payer order by payer`)
  return rows
    .filter(({ people }) => Number(people) > 0)
    .map(({ payer, people, same }) => ({
      payer,
      area: 'attribution',
      share: exact(1)
        .minus(exact(String(same)).div(String(people)))
        .toDecimalPlaces(9)
        .toFixed(),
    }))
}

/** A payer's share of the members in the last month; a member of two payers counts with each. */
async function extentOf(engine: Pick<Engine, 'rows'>, { id }: Period): Promise<Beside['extent'] & object> {
  const rows = await engine.rows<{ payer: string; people: number }>(sql`
    select payer, sum(people) as people from practice_month
    where period = ${id} and payer <> 'all' and line_of_business = 'all'
      and year_month = (select max(year_month) from practice_month where period = ${id})
    group by payer order by payer`)
  return sharesOf(new Map(rows.map(({ payer, people }) => [payer, Number(people)])))
}

/** Members by payer as shares of all; nothing where nobody has one. */
export function sharesOf(members: ReadonlyMap<string, number>): Beside['extent'] & object {
  const all = [...members.values()].reduce((sum, count) => sum + count, 0)
  return all === 0
    ? []
    : [...members].map(([payer, count]) => ({ payer, share: exact(count).div(all).toDecimalPlaces(9).toFixed() }))
}
