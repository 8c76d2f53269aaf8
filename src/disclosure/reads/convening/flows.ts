import { explainId } from '../../../explain/context.ts'
import { sql } from '../../../lake/sql.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { seesContracts } from '../alignment/seen.ts'
import { answersFor, type Reading } from '../reading.ts'
import { each } from '../received/received.ts'

const COLUMNS = ['period', 'payer', 'payer_name', 'model', 'model_title', 'flows', 'because', 'statements'] as const
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

type OwnStatement = { payer: string; model: string; practice_id: string; about: string; pays: boolean; reason: string }

/** The statements behind it, to the payer itself, which reads their amounts elsewhere, and to who keeps the region. */
async function ownStatements(reading: Reading, { viewer }: Door): Promise<OwnStatement[]> {
  if (viewer.role !== 'operator' && viewer.role !== 'payer') return []
  const mine = viewer.role === 'payer' ? sql`s.payer = ${viewer.organization_id ?? ''}` : sql`true`
  return answersFor(reading, viewer).rows<OwnStatement>(sql`
    select s.payer, s.model, s.practice_id, coalesce(max(d.practice_name), max(o.organization_name), s.practice_id) as about,
      bool_or(s.total_usd is not null and s.total_usd <> 0) as pays, max(s.reason) as reason
    from statement s
    left join practice d on d.practice_id = s.practice_id
    left join organization o on o.organization_id = s.practice_id
    where s.period = ${reading.period.id} and ${mine}
    group by s.payer, s.model, s.practice_id
    order by s.payer, s.model, s.practice_id`)
}

/**
 * Whether money follows a model: of each payer and model with contracts in the run, whether its statements pay
 * something. No amount and no count: a payer reads its own, with the statements
 * behind it; who convenes and oversees reads all, without them.
 */
export async function readFlows(reading: Reading, door: Door): Promise<Released[]> {
  const found = await answersFor(reading, door.viewer).rows<Counted>(sql`
    select payer, model, cast(count(*) as integer) as statements,
      cast(count(*) filter (where total_usd is not null and total_usd <> 0) as integer) as paying
    from statement
    where period = ${reading.period.id}
    group by payer, model
    order by payer, model`)
  const own = await ownStatements(reading, door)
  const rows = found
    .filter(({ payer }) => seesContracts(door.viewer, payer) && !door.viewer.unusable_payers.includes(payer))
    .map(({ payer, model, statements, paying }) => {
      const flows = paying === 0 ? 'none' : paying === statements ? 'all' : 'some'
      return {
        ...{ period: reading.period.id, payer, model, flows, because: BECAUSE[flows] },
        payer_name: reading.payers.find((one) => one.payer === payer)?.payer_name ?? payer,
        statements: own
          .filter((one) => one.payer === payer && one.model === model)
          .map(({ practice_id, about, pays, reason }) => ({
            ...{ practice_id, about, pays, because: reason === 'complete' ? null : reason },
            explain_id: explainId('statement', reading.period.id, payer, practice_id, model),
          })),
        model_title: reading.models.find((one) => one.model === model)?.title ?? model,
      }
    })
  return release(door, FLOWS, rows)
}
