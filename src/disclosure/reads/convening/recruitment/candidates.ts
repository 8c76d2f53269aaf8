import { runsOn } from '../../../../alignment/contract.ts'
import type { Candidate } from '../../../../convening/recruitment/criteria.ts'
import { WholepanelError } from '../../../../error.ts'
import { join, sql } from '../../../../lake/sql.ts'
import { listArrangements } from '../../../../register/arrangements.ts'
import type { Register } from '../../../../register/open.ts'
import { type Door, release } from '../../../release.ts'
import { countsFor } from '../../attribution/counts.ts'
import type { Reading } from '../../reading.ts'

/**
 * Every practice with its panel, and the part of it that payers cover which take part, as counts that are rounded at random: a
 * count draws one figure however often and with whatever payers it is asked for, so that two questions give no third payer's
 * count away. How many of the payers count is told by contracts, which say nothing of how many members are there.
 */
export async function readCandidates(
  reading: Reading,
  door: Door,
  { register, payers, day }: { register: Register; payers: readonly string[]; day: string },
): Promise<Candidate[]> {
  const { viewer, policy } = door
  // Without a payer whose agreement does not cover this, a share would be another, and beside it tell that payer's.
  if (viewer.unusable_payers.length > 0)
    throw new WholepanelError('conflict-procedure', {
      got: 'a payer whose agreement does not cover this',
      want: 'agreements of every payer for the work of the initiative',
    })
  const of = await countsFor(reading, viewer, policy)
  const { period } = reading
  const among = join(payers.map((payer) => sql`${payer}`))
  const rows = await reading.engine.rows<{
    practice_id: string
    organization_id: string
    people: number
    participating: number
  }>(sql`
    select d.practice_id, d.organization_id, count(distinct a.person_id) as people,
      count(distinct case when m.payer in (${among}) then a.person_id end) as participating
    from practice d
    left join attribution a on a.practice_id = d.practice_id and a.period = ${period.id}
    left join member_month m on m.person_id = a.person_id
      and m.month_start >= ${period.start}::date and m.month_start < ${period.end}::date
    group by d.practice_id, d.organization_id order by d.practice_id`)
  const contracts = (await listArrangements(register))
    .map(({ amounts: _amounts, facts: _facts, ...open }) => open)
    .filter((one) => runsOn(one, day) && payers.includes(one.payer))
  const candidates = rows.map(({ practice_id, organization_id, people, participating }): Candidate => {
    const under = contracts.filter((one) => one.organization_id === organization_id)
    const [all, some] = [of(people), of(participating)]
    // The highest step of the ladder is wide: of the few who are under other payers it counts none.
    const few = all === 0 || some === 0
    return {
      ...{ practice_id, organization_id, contracted: new Set(under.map(({ payer }) => payer)).size },
      people: few ? null : all,
      participating: few ? null : some,
    }
  })
  await release(
    door,
    {
      name: 'practices that meet criteria',
      columns: { practice_id: 'public', people: 'rounded-count', participating: 'rounded-count' },
      parties: () => ({ payer: 'all' }),
    },
    candidates,
  )
  return candidates
}
