import type { Engine } from '../../lake/engine.ts'
import { sql } from '../../lake/sql.ts'
import type { OpenArrangement } from '../../model/arrangement.ts'
import type { OpenModel } from '../../model/open-model.ts'
import { contracts, practicesUnderContract } from '../../payment/from-claims/under-contract.ts'
import type { Period } from '../../period.ts'
import { inForceIn } from '../contract.ts'
import type { Library } from '../profile/library.ts'
import { profileOfModel } from '../profile/of-model.ts'
import { readingsOf } from '../profile/profile.ts'
import type { Rubric } from './read-rubric.ts'
import type { MembersByOption } from './shares.ts'

/**
 * Member months of a payer in a line of business of a run, by the HCP-LAN category of the contract that the practice is under.
 * `category`: null where there is no contract, or its model says none or several.
 */
export type MembersByCategory = { payer: string; line_of_business: string; category: string | null; months: number }

export type ContractsOf = Library & { models: ReadonlyMap<string, OpenModel>; day: string }

type Listed = { payers: readonly { arrangements: readonly OpenArrangement[] }[]; library: Library } & Omit<
  ContractsOf,
  keyof Library
>

/** A member is where the panel says; who is on no panel is under no contract. */
export async function membersByCategory(
  engine: Pick<Engine, 'rows'>,
  { payers, library, models, day }: Listed,
  period: Period,
): Promise<MembersByCategory[]> {
  const listed = inForceIn(
    payers.flatMap(({ arrangements }) => arrangements),
    period,
  )
  const rows = await engine.rows<{
    payer: string
    line_of_business: string
    organization_id: string | null
    months: number | string
  }>(sql`
    with contract as (${contracts(listed)})
    select m.payer, m.line_of_business, u.organization_id, sum(m.member_months) as months
    from practice_month m
    left join (select distinct payer, practice_id, organization_id from (${practicesUnderContract}) c) u
      on u.payer = m.payer and u.practice_id = m.practice_id
    where m.period = ${period.id} and m.payer <> 'all' and m.line_of_business <> 'all'
    group by m.payer, m.line_of_business, u.organization_id
    order by m.payer, m.line_of_business, u.organization_id`)
  const months = new Map<string, MembersByCategory>()
  for (const { payer, line_of_business, organization_id, months: some } of rows) {
    const own = listed.filter((one) => one.payer === payer && one.organization_id === organization_id)
    const category = categoryOf(own, { ...library, models, day })
    const key = JSON.stringify([payer, line_of_business, category])
    const held = months.get(key)
    months.set(key, { payer, line_of_business, category, months: (held?.months ?? 0) + Number(some) })
  }
  return [...months.values()]
}

/** The one category of all contracts with an organization. */
function categoryOf(own: readonly OpenArrangement[], { models, ...at }: ContractsOf): string | null {
  const found = own.flatMap(({ model, track }) => {
    const known = models.get(model)
    const readings = known ? readingsOf(profileOfModel(known, { ...at, track }), 'lan_category') : []
    return readings.length === 0
      ? [null]
      : readings.map(({ answer }) => (answer.kind === 'one-of' ? answer.option : null))
  })
  const [only = null, ...others] = new Set(found)
  return others.length > 0 ? null : only
}

/** By payer, in the lines that a rubric knows; the months stand for members, of which only shares are taken. */
export function membersOfRubric(
  { lines_of_run = {} }: Pick<Rubric, 'lines_of_run'>,
  rows: readonly MembersByCategory[],
): ReadonlyMap<string, MembersByOption[]> {
  const found = new Map<string, MembersByOption[]>()
  for (const { payer, line_of_business, category, months } of rows) {
    const line = lines_of_run[line_of_business]
    if (line === undefined) continue
    found.set(payer, [...(found.get(payer) ?? []), { line, option: category, members: months }])
  }
  return found
}
