import { explainId } from '../../../explain/context.ts'
import type { Term } from '../../../explain/explained.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { type Sql, sql } from '../../../lake/sql.ts'
import { cents, exact, usd } from '../../../money.ts'
import type { Working } from '../../../payment/part.ts'
import type { Dataset, Parties, Row } from '../../dataset.ts'
import { type Door, type Released, release, type Withheld } from '../../release.ts'
import { BECAUSE } from '../../right.ts'
import { answersFor, contractsOf, payerName, practiceOf, type Reading, trackKey } from '../reading.ts'
import { workingFor } from '../terms.ts'

const parties = (row: Row): Parties => ({
  payer: String(row.payer),
  organization_id: String(row.party_organization_id),
  practice_id: String(row.practice_id),
})

const STATEMENTS: Dataset = {
  name: 'statements',
  columns: {
    payer: 'public',
    payer_name: 'public',
    model: 'public',
    track: 'own-amount',
    status: 'own-amount',
    reason: 'own-amount',
    total_usd: 'own-amount',
    explain_id: 'own-amount',
  },
  parties,
}

const LINES: Dataset = {
  name: 'statement lines',
  columns: {
    payer: 'public',
    model: 'public',
    component: 'public',
    label: 'public',
    amount_usd: 'own-amount',
    formula: 'own-amount',
    says: 'own-amount',
    steps: 'own-amount',
    terms: 'own-amount',
    explain_id: 'own-amount',
  },
  parties,
}

export type Payments = Record<string, unknown>

/**
 * What each contract of a practice pays, to the parties of the contract; to others, that there is nothing to see. A
 * contract that is settled as a whole stands apart, and no practice of an ACO sees what its ACO is paid.
 */
export async function readPayments(reading: Reading, door: Door, practice_id: string): Promise<Payments> {
  const practice = await practiceOf(reading, practice_id)
  const statements = await statementsOf(reading, door, sql`c.practice_id = ${practice_id}`)
  const whole = await statementsOf(reading, door, asAWhole(door.viewer, practice?.organization_id ?? ''))
  const unusable = door.viewer.unusable_payers.length > 0
  const none: Withheld[] = [
    ...(sees(door.viewer) ? [] : [{ field: 'statements', because: BECAUSE.amount }]),
    ...(unusable ? [{ field: 'total_usd', because: BECAUSE.agreement }] : []),
    ...(!unusable && [...statements, ...whole].some(({ lines }) => lines.some(holdsBack))
      ? [{ field: 'terms', because: BECAUSE.others }]
      : []),
  ]
  return {
    practice_id,
    practice_name: practice?.practice_name ?? null,
    period: reading.period.id,
    model: modelOf(reading, statements),
    total_usd: unusable ? null : totalOf(statements),
    statements,
    of_contracts: whole,
    withheld: none,
  }
}

/** Statements of contracts of the practice's organization, or of the ACO it takes part in, that are settled as a whole. */
function asAWhole(viewer: Viewer, organization_id: string): Sql {
  const isCare = viewer.role === 'practice' || viewer.role === 'provider-organization'
  return sql`c.practice_id = c.organization_id
    and (c.organization_id = ${organization_id} or c.organization_id in (
      select o.parent_organization_id from organization o where o.organization_id = ${organization_id}))
    and (${!isCare} or c.organization_id = ${viewer.organization_id ?? ''})`
}

type Stated = Released & { lines: Released[] }

async function statementsOf(reading: Reading, door: Door, which: Sql): Promise<Stated[]> {
  const own = (table: string): Sql => sql`
    select * from (${contractsOf(door.viewer, table)}) c where ${which} and c.period = ${reading.period.id}`
  const answers = answersFor(reading, door.viewer)
  const statements = await answers.rows<Row>(sql`select * from (${own('statement')}) s order by payer, model`)
  const lines = await answers.rows<Row>(
    sql`select * from (${own('statement_line')}) l order by payer, model, place, component`,
  )
  const released = await release(
    door,
    STATEMENTS,
    statements.map((row) => ({
      ...row,
      payer_name: payerName(reading, String(row.payer)),
      track: reading.tracks[trackKey(String(row.payer), String(row.organization_id), String(row.model))] ?? null,
      explain_id: explainId(
        'statement',
        reading.period.id,
        String(row.payer),
        String(row.practice_id),
        String(row.model),
      ),
    })),
  )
  const worked = await release(
    door,
    LINES,
    lines.map((row) => ({ ...row, ...working(reading, door, row) })),
  )
  return released.map((row) => ({
    ...row,
    lines: worked.filter((line) => line.payer === row.payer && line.model === row.model),
  }))
}

/** Whether some value of a line's working is held back with the rate it tells. */
const holdsBack = ({ terms }: Released): boolean =>
  (terms as readonly Term[] | null)?.some((term) => term.withheld) ?? false

const sees = (viewer: Viewer): boolean =>
  ['practice', 'provider-organization', 'payer', 'operator'].includes(viewer.role)

function working(reading: Reading, door: Door, row: Row): Row {
  const {
    formula = null,
    says = null,
    steps = [],
    terms = [],
  } = JSON.parse(String(row.working ?? '{}')) as Partial<Working>
  const keys = [String(row.payer), String(row.practice_id), String(row.model), String(row.component)]
  return {
    formula,
    ...workingFor(reading, door, { says, steps, terms }),
    explain_id: explainId('statement_line', reading.period.id, ...keys),
  }
}

/** Unknown as long as one contract is. */
function totalOf(statements: readonly Released[]): string | null {
  if (statements.length === 0 || statements.some((row) => row.total_usd === null)) return null
  return usd(cents(statements.reduce((sum, row) => sum.plus(String(row.total_usd)), exact(0))))
}

function modelOf(reading: Reading, statements: readonly Row[]) {
  const key = statements[0]?.model ?? reading.models[0]?.model
  return reading.models.find((one) => one.model === key) ?? { model: key ?? null, title: null, tracks: [], sources: [] }
}
