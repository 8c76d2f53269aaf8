import { minimumOn, readMinimums } from '../../../attribution/compare/minimum.ts'
import type { Permitted } from '../../../governance/permitted.ts'
import { raw, sql } from '../../../lake/sql.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { isCounting } from '../../right.ts'
import { answersFor, oneOf, payerName, type Reading } from '../reading.ts'
import { periodAsked } from './compare.ts'
import { countsFor, isCare, payersOf, withSomebody } from './counts.ts'

export const MINIMUM_COLUMNS = [
  ...[
    'rule',
    'minimum',
    'label',
    'source',
    'lines_of_business',
    'unit',
    'unit_id',
    'unit_name',
    'payer',
    'payer_name',
    'people',
    'least_people',
  ],
  ...['short_people', 'payers_people', 'organization_people', 'aco_people', 'reached_by'],
]
const COUNTS = ['people', 'payers_people', 'organization_people', 'aco_people'] as const

/**
 * Practices, organizations and ACOs beside the least size that programs ask for, and who would reach it together. To a
 * payer its own members alone, and not what all payers together would reach; to a practice itself.
 */
export async function readMinimum(
  reading: Reading,
  door: Door,
  asked: { rule: string; period?: string | undefined },
): Promise<Released[]> {
  const { viewer } = door
  const period = periodAsked(reading, asked.period)
  const of = await countsFor(reading, viewer, door.policy)
  const { minimums } = readMinimums(reading.folders)
  const own = isCare(viewer) ? sql`unit = 'practice' and ${oneOf('unit_id', viewer.practice_ids)}` : raw('true')
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select rule, minimum, payer, unit, unit_id, coalesce(p.practice_name, o.organization_name) as unit_name, people,
      least_people, payers_people, organization_people, aco_people, reached_by
    from panel_minimum m
    left join practice p on m.unit = 'practice' and p.practice_id = m.unit_id
    left join organization o on m.unit <> 'practice' and o.organization_id = m.unit_id
    where period = ${period.id} and rule = ${asked.rule} and ${own} and ${payersOf(viewer, 'payer')}
    order by minimum, unit_id, case payer when 'all' then 0 else 1 end, payer`)
  const rows = found.map((row): Row => {
    const minimum = minimums[String(row.minimum)]
    const counts = Object.fromEntries(COUNTS.map((name) => [name, row[name] === null ? null : of(row[name])]))
    return {
      ...row,
      ...counts,
      payers_people: viewer.role === 'payer' ? null : (counts.payers_people ?? null),
      aco_people: isCare(viewer) ? null : (counts.aco_people ?? null),
      payer_name: payerName(reading, String(row.payer)),
      label: minimum?.people.label ?? null,
      source: minimum ? minimumOn(minimum, period).source : null,
      short_people: Math.max(0, Number(row.least_people) - (counts.people ?? 0)),
      lines_of_business: (minimum?.lines ?? []).join(','),
      reached_by: reachedBy(viewer, row, counts),
    }
  })
  return release(
    door,
    {
      name: 'panels and minimums',
      columns: {
        ...{ rule: 'public', minimum: 'public', label: 'public', source: 'public', lines_of_business: 'public' },
        ...{ unit: 'public', unit_id: 'public', unit_name: 'public' },
        ...{ payer: 'public', payer_name: 'public', least_people: 'public', reached_by: 'public' },
        ...{ people: 'rounded-count', short_people: 'public', organization_people: 'rounded-count' },
        ...{ payers_people: viewer.role === 'payer' ? 'evidence' : 'rounded-count', aco_people: 'rounded-count' },
      },
      parties: (row) => ({
        payer: String(row.payer),
        practice_id: row.unit === 'practice' ? String(row.unit_id) : null,
      }),
      follows: { people: ['short_people'] },
    },
    withSomebody(viewer, rows, ['people']),
  )
}

/**
 * Who reaches the minimum. For who only counts it follows from the counts that are shown: by the exact ones it would tell on
 * which side of the minimum a rounded count lies, and so the person with whom it is reached.
 */
function reachedBy(viewer: Permitted, row: Row, counts: Readonly<Record<string, number | null>>): string | null {
  if (viewer.role === 'payer' && row.reached_by === 'payers') return 'none'
  if (!isCounting(viewer)) return row.reached_by === null ? null : String(row.reached_by)
  const least = Number(row.least_people)
  const ways = [
    ['alone', 'people'],
    ['organization', 'organization_people'],
    ['aco', 'aco_people'],
    ['payers', 'payers_people'],
  ] as const
  return ways.find(([, count]) => (counts[count] ?? 0) >= least)?.[0] ?? 'none'
}
