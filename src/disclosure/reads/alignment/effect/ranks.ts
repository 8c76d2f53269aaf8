import { explainId } from '../../../../explain/context.ts'
import { raw, sql } from '../../../../lake/sql.ts'
import type { ColumnClass, Row } from '../../../dataset.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { isCounting } from '../../../right.ts'
import { answersFor, oneOf, ownPayer, payerName, type Reading } from '../../reading.ts'
import { each, isCare, isOverseer } from '../../received/received.ts'

const FIFTHS = ['same_fifth', 'next_fifth', 'farther'] as const
export const RANK_COLUMNS = [
  ...['payer', 'payer_name', 'other', 'other_name', 'state', 'practices', 'least_people', 'spearman', 'kendall'],
  ...FIFTHS,
]
export const RANK_PRACTICE_COLUMNS = [
  ...['payer', 'payer_name', 'practice_id', 'practice_name', 'practices', 'place', 'place_all', 'fifth', 'fifth_all'],
  'fifths_up',
]

/** Of fewer practices a correlation is the order itself, and an order of costs is a payer's own. */
const LEAST_PRACTICES = 10

/** How far two payers' costs put the same practices in one order, for who oversees. */
export async function readRanks(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer, policy } = door
  if (!isOverseer(viewer)) return []
  const usable = viewer.unusable_payers
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select * from effect_rank where period = ${reading.period.id}
    order by payer, case other when 'all' then 0 else 1 end, other`)
  const end = Number(policy.payer_rate_end)
  const within = (value: unknown): string | null =>
    value === null ? null : Math.min(1 - end, Math.max(end - 1, Number(value))).toFixed(2)
  const rows = found
    .filter(({ payer, other }) => !usable.includes(String(payer)) && !usable.includes(String(other)))
    .map((row): Row => {
      const names = {
        payer_name: payerName(reading, String(row.payer)),
        other_name: payerName(reading, String(row.other)),
      }
      const explain_id = isCounting(viewer) ? null : idOf('effect_rank', row, 'other')
      if (!isCounting(viewer)) return { ...row, ...names, explain_id }
      const told = Number(row.practices) >= LEAST_PRACTICES && Number(row.least_people) >= policy.smallest_cell
      return { ...row, ...names, spearman: within(row.spearman), kendall: within(row.kendall), told, explain_id }
    })
  return release(
    door,
    {
      name: 'orders of practices',
      columns: {
        ...each(['payer', 'payer_name', 'other', 'other_name', 'state', 'practices', 'explain_id'], 'public'),
        ...each(['least_people', 'spearman', 'kendall', ...FIFTHS], 'rate'),
      },
      parties: (row) => ({ payer: row.other === 'all' ? String(row.payer) : 'all' }),
      // The fewest people of a side are a count of few wherever it matters.
      cell: (row, field) => (row.told === true && field !== 'least_people' ? 'told' : null),
    },
    rows,
  )
}

/** Where practices stand by a payer's own members: to that payer; to a practice its own fifth where its cost is shown. */
export async function readRankOfPractices(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  if (viewer.role !== 'operator' && viewer.role !== 'payer' && !isCare(viewer)) return []
  const own = isCare(viewer) ? oneOf('r.practice_id', viewer.practice_ids) : raw('true')
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select r.*, p.practice_name from effect_rank_practice r left join practice p on p.practice_id = r.practice_id
    where r.period = ${reading.period.id} and ${own} and ${ownPayer(viewer, 'r.payer')}
    order by r.payer, r.place, r.practice_id`)
  const rows = found
    .map(
      (row): Row => ({
        ...row,
        payer_name: payerName(reading, String(row.payer)),
        explain_id: isCare(viewer) ? null : idOf('effect_rank_practice', row, 'practice_id'),
      }),
    )
    .toSorted((a, b) => (isCare(viewer) ? (keyOf(a) < keyOf(b) ? -1 : 1) : 0))
  // Beside its own order, everybody's would tell a payer what the others' members cost.
  const beside: ColumnClass = viewer.role === 'payer' ? 'evidence' : 'mixed-price'
  return release(
    door,
    {
      name: 'practices in order',
      columns: {
        ...each(['payer', 'payer_name', 'practice_id', 'practice_name', 'practices', 'explain_id'], 'public'),
        ...{ place: 'own-amount', fifth: 'mixed-price' },
        place_all: viewer.role === 'payer' ? 'evidence' : 'own-amount',
        ...{ fifth_all: beside, fifths_up: beside },
      },
      parties: (row) => ({ payer: String(row.payer), practice_id: String(row.practice_id) }),
      figure: (row) => Number(row.practices) >= LEAST_PRACTICES && isCostShown(reading, row),
    },
    rows,
  )
}

const idOf = (kind: string, row: Row, beside: string): string =>
  explainId(kind, String(row.period), String(row.payer), String(row[beside]))

const keyOf = (row: Row): string => `${row.practice_name} ${row.practice_id} ${row.payer}`

function isCostShown({ patterns }: Reading, row: Row): boolean {
  const shown = patterns.practices.get(String(row.practice_id))
  return shown?.as_of === null && shown.values.all !== undefined && shown.values[String(row.payer)] !== undefined
}
