import { explainId } from '../../../explain/context.ts'
import { sql } from '../../../lake/sql.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { answersFor, ownPayer, payerName, type Reading } from '../reading.ts'
import { ofPayer } from './own.ts'

const OWN = ofPayer('people whose spend is out of line', {
  said: 'practice_id practice_name category reason rule explain_id',
  counts: 'lines_below_zero lines_above_bound',
  amounts: 'spend_usd practice_share category_usd',
})
const OUTLIERS: Dataset = {
  ...OWN,
  columns: { ...OWN.columns, person_id: 'person' },
  person: (row) => String(row.person_id),
}
export const OUTLIER_COLUMNS = Object.keys(OUTLIERS.columns)

/** At most so many people, those with most spend first. */
const MOST = 100

/** A payer's own members whose spend is out of line. The truncation point stays: it is what one person cost, whoever that is. */
export async function readOutliers(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  if (viewer.role !== 'operator' && viewer.role !== 'payer') return []
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select t.*, coalesce(p.practice_name, 'On no panel') as practice_name
    from cost_outlier t left join practice p on p.practice_id = t.practice_id
    where t.period = ${reading.period.id} and ${ownPayer(viewer, 't.payer')}
    order by t.spend_usd desc, t.payer, t.person_id limit ${MOST}`)
  return release(
    door,
    OUTLIERS,
    rows.map((row) => ({
      ...row,
      payer_name: payerName(reading, String(row.payer)),
      explain_id: explainId(
        'cost_outlier',
        ...['period', 'payer', 'line_of_business', 'person_id'].map((name) => String(row[name])),
      ),
    })),
  )
}
