import { raw, sql } from '../../../lake/sql.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { isCounting } from '../../right.ts'
import { answersFor, oneOf, type Reading } from '../reading.ts'
import { countsFor, isCare, withSomebody } from './counts.ts'

export type Churn = { rule: string; flows: Released[]; stability: Released[] }

export const CHURN_COLUMNS = ['list', 'practice_id', 'practice_name', 'flow', 'reason', 'people']
export const STABILITY_COLUMNS = [
  ...['kind', 'practice_id', 'practice_name', 'lists', 'list', 'months', 'started', 'stayed', 'stayed_share'],
  'median_months',
]

/**
 * Who came and left from list to list of one rule, and how many of the first list's people stayed. All practices
 * together and each by itself; to a practice its own alone.
 */
export async function readChurn(reading: Reading, door: Door, rule: string): Promise<Churn> {
  const { viewer, policy } = door
  const of = await countsFor(reading, viewer, policy)
  const own = isCare(viewer) ? oneOf('f.practice_id', viewer.practice_ids) : raw('true')
  const answers = answersFor(reading, viewer)
  const flows = await answers.rows<Row>(sql`
    select f.list, f.practice_id, coalesce(p.practice_name, 'All practices') as practice_name, f.flow, f.reason, f.people
    from list_flow f
    join rule_list l on l.rule = f.rule and l.list = f.list
    left join practice p on p.practice_id = f.practice_id
    where f.rule = ${rule} and ${own}
    order by l.kind, l.place, case f.practice_id when 'all' then 0 else 1 end, practice_name, f.practice_id, f.flow, f.reason`)
  const stability = await answers.rows<Row>(sql`
    select f.kind, f.practice_id, coalesce(p.practice_name, 'All practices') as practice_name, f.lists, f.list, f.months,
      f.started, f.stayed, f.stayed_share
    from list_stability f left join practice p on p.practice_id = f.practice_id
    where f.rule = ${rule} and ${own}
    order by f.kind, case f.practice_id when 'all' then 0 else 1 end, practice_name, f.practice_id, f.lists`)
  const parties = (row: Row) => ({ practice_id: String(row.practice_id) })
  return {
    rule,
    flows: await release(
      door,
      {
        name: 'churn',
        columns: {
          ...{ list: 'public', practice_id: 'public', practice_name: 'public', flow: 'public', reason: 'public' },
          people: 'rounded-count',
        },
        parties,
      },
      withSomebody(
        viewer,
        flows.map((row) => ({ ...row, people: of(row.people) })),
        ['people'],
      ),
    ),
    stability: await release(
      door,
      {
        name: 'stability',
        columns: {
          ...{ kind: 'public', practice_id: 'public', practice_name: 'public', lists: 'public', list: 'public' },
          ...{ months: 'public', started: 'rounded-count', stayed: 'rounded-count', stayed_share: 'rate' },
          median_months: 'rate',
        },
        parties,
        cell: (row) => (row.shown === true ? 'of rounded counts' : null),
        follows: { stayed: ['stayed_share'], started: ['stayed_share', 'median_months'] },
      },
      withSomebody(
        viewer,
        withMedian(
          stability.map((row) => {
            const [started, stayed] = [of(row.started), of(row.stayed)]
            const share = isCounting(viewer) ? (stayed / Math.max(1, started)).toFixed(2) : row.stayed_share
            const shown = Number(row.started) >= policy.fewest_people_published
            return { ...row, started, stayed, stayed_share: share ?? null, shown }
          }),
        ),
        ['started'],
      ),
    ),
  }
}

/** The median by the counts that are shown, so that it tells no more than they do. */
function withMedian(rows: readonly Row[]): Row[] {
  const medians = new Map<string, number>()
  const keyOf = ({ kind, practice_id }: Row) => `${kind} ${practice_id}`
  for (const row of rows) {
    const months = Number(row.months)
    if (2 * Number(row.stayed) <= Number(row.started))
      medians.set(keyOf(row), Math.min(months, medians.get(keyOf(row)) ?? months))
  }
  return rows.map((row) => ({ ...row, median_months: medians.get(keyOf(row)) ?? null }))
}
