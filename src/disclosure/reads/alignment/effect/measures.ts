import { explainId } from '../../../../explain/context.ts'
import { raw, type Sql, sql } from '../../../../lake/sql.ts'
import type { Row } from '../../../dataset.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { isCounting } from '../../../right.ts'
import { type CountFor, countsFor } from '../../attribution/counts.ts'
import { answersFor, oncePerRun, payerName, type Reading } from '../../reading.ts'
import { each, isOverseer } from '../../received/received.ts'
import { ofPair, partiesOf } from './attribution.ts'

const ABOUT = ['payer', 'payer_name', 'other', 'other_name', 'concept', 'measure', 'other_measure', 'members'] as const
const COUNTS = ['counted', 'same_status', 'only_payer', 'only_other'] as const
const SHARES = ['agree_share', 'kappa', 'rate_share', 'other_rate_share'] as const
export const MEASURE_COLUMNS = [...ABOUT, 'state', ...COUNTS, ...SHARES]

type Behind = { met: number; of: number }

/** Met, and met and not met, by definition and payer, and over all payers. */
const behindOf = oncePerRun(async ({ engine, period }) => {
  const rows = await engine.rows<{ measure: string; payer: string } & Behind>(counted(period.id))
  return new Map(rows.map((row) => [`${row.measure} ${row.payer}`, row]))
})

const counted = (period: string): Sql => sql`
  select s.measure, coalesce(p.payer, 'all') as payer, count(*) filter (where s.status = 'met') as met,
    count(*) filter (where s.status in ('met', 'gap')) as of
  from measure_status s join measure_payer p on p.period = s.period and p.person_id = s.person_id
  where s.period = ${period} and s.measure in (
    select measure from effect_measure where rate_share is not null
    union select other_measure from effect_measure where other_rate_share is not null)
  group by grouping sets ((s.measure), (s.measure, p.payer))`

/**
 * What two payers' definitions say of the same people, for who oversees: which definitions another payer uses is in its
 * contracts. Rates are made of rounded counts: exact ones, less those of practices, would tell a practice's few.
 */
export async function readEffectOfMeasures(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer, policy } = door
  if (!isOverseer(viewer)) return []
  const of = await countsFor(reading, viewer, policy)
  const behind = isCounting(viewer) ? await behindOf(reading) : new Map<string, Behind>()
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select * from effect_measure where period = ${reading.period.id} and ${ofPair(viewer)}
      and (payer < other or ${raw(String(viewer.role === 'operator'))})
    order by payer, other, concept, measure, other_measure, members`)
  const rows = found.map((row): Row => {
    const names = {
      payer_name: payerName(reading, String(row.payer)),
      other_name: payerName(reading, String(row.other)),
    }
    if (!isCounting(viewer)) return { ...row, ...names, explain_id: idOf(row) }
    const whose = row.members === 'own' ? String(row.payer) : 'all'
    const rate = (measure: unknown) => rateOf(behind.get(`${measure} ${whose}`), of)
    const alike = Number(row.same_status)
    const apart = Number(row.counted) - alike
    const many = Math.min(apart, alike) >= policy.smallest_cell && Number(row.counted) >= policy.fewest_people_published
    const isOne = row.state === 'one-specification'
    return {
      ...{ ...row, ...names },
      ...Object.fromEntries(COUNTS.map((name) => [name, isOne ? null : of(row[name])])),
      state: ['compared', 'nobody'].includes(String(row.state)) && of(row.counted) === 0 ? 'few' : String(row.state),
      agree_share: isOne ? '1.00' : (of(alike) / Math.max(1, of(row.counted))).toFixed(2),
      kappa: row.kappa === null ? null : Number(row.kappa).toFixed(2),
      rate_share: rate(row.measure),
      other_rate_share: rate(row.other_measure),
      explain_id: null,
      shown: { agree_share: isOne || many, kappa: many && whose === 'all' },
    }
  })
  return release(
    door,
    {
      name: 'measures in effect',
      columns: {
        ...each([...ABOUT, 'state', 'explain_id'], 'public'),
        ...each(COUNTS, 'rounded-count'),
        ...each(SHARES, 'rate'),
      },
      parties: partiesOf,
      cell: (row, field) => (isShown(row, field) ? 'of rounded counts' : null),
    },
    rows,
  )
}

const idOf = (row: Row): string =>
  explainId(
    'effect_measure',
    ...['period', 'payer', 'other', 'concept', 'measure', 'other_measure', 'members'].map((name) => String(row[name])),
  )

function isShown(row: Row, field: string): boolean {
  const shown = row.shown as Readonly<Record<string, boolean>> | undefined
  return shown && field in shown ? shown[field] === true : row[field] !== null
}

function rateOf(behind: Behind | undefined, of: CountFor): string | null {
  if (!behind) return null
  const [met, open, all] = [of(behind.met), of(behind.of - behind.met), of(behind.of)]
  return met > 0 && open > 0 && all > 0 ? Math.min(1, met / all).toFixed(2) : null
}
