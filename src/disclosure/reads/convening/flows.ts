import { sql } from '../../../lake/sql.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { seesContracts } from '../alignment/seen.ts'
import { answersFor, type Reading } from '../reading.ts'
import { each } from '../received/received.ts'

const COLUMNS = ['period', 'payer', 'payer_name', 'model', 'model_title', 'flows', 'because'] as const
const FLOWS = {
  name: 'payment flows',
  columns: each(COLUMNS, 'public'),
  parties: ({ payer }: Row) => ({ payer: String(payer) }),
}

const BECAUSE = {
  all: 'every statement of the run pays something',
  some: 'some statements of the run pay something, others nothing or are not complete',
  none: 'no statement of the run pays anything yet',
} as const

type Counted = { payer: string; model: string; statements: number; paying: number }

/**
 * Whether money follows a model: of each payer and model with contracts in the run, whether its statements pay
 * something. No amount and no count: a payer reads its own, who convenes and oversees all.
 */
export async function readFlows(reading: Reading, door: Door): Promise<Released[]> {
  const found = await answersFor(reading, door.viewer).rows<Counted>(sql`
    select payer, model, cast(count(*) as integer) as statements,
      cast(count(*) filter (where total_usd is not null and total_usd <> 0) as integer) as paying
    from statement
    where period = ${reading.period.id}
    group by payer, model
    order by payer, model`)
  const rows = found
    .filter(({ payer }) => seesContracts(door.viewer, payer) && !door.viewer.unusable_payers.includes(payer))
    .map(({ payer, model, statements, paying }) => {
      const flows = paying === 0 ? 'none' : paying === statements ? 'all' : 'some'
      return {
        ...{ period: reading.period.id, payer, model, flows, because: BECAUSE[flows] },
        payer_name: reading.payers.find((one) => one.payer === payer)?.payer_name ?? payer,
        model_title: reading.models.find((one) => one.model === model)?.title ?? model,
      }
    })
  return release(door, FLOWS, rows)
}
