import { listRecords } from '../../../src/attribution/lists/list-records.ts'
import { reconciliation } from '../../../src/attribution/lists/reconcile.ts'
import { type ReconciliationRule, readReconciliation } from '../../../src/attribution/lists/reconciliation-rule.ts'
import { attribution } from '../../../src/attribution/tables.ts'
import { memberMonth } from '../../../src/cost/tables.ts'
import { person, personMember } from '../../../src/identity/tables.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { period } from '../../../src/period.ts'
import { fill, fillRows, lakeOf, type Row, type Rows } from '../../run/small-lake.ts'

export const YEAR = period('2025')

/** Two organizations: River with Elm and Oak, which bill under one tax number, and Hill with Ash. */
export const DIRECTORY: Rows = {
  organization: [
    { organization_id: 'river', organization_name: 'River' },
    { organization_id: 'hill', organization_name: 'Hill' },
  ],
  practice: [
    { practice_id: 'elm', practice_name: 'Elm', organization_id: 'river', tin: '111' },
    { practice_id: 'oak', practice_name: 'Oak', organization_id: 'river', tin: '111' },
    { practice_id: 'ash', practice_name: 'Ash', organization_id: 'hill', tin: '333' },
    { practice_id: 'bare', practice_name: 'Bare', organization_id: 'hill', tin: '444' },
  ],
  affiliation: [
    { npi: 'dr-elm', practice_id: 'elm', clinician_name: 'E' },
    { npi: 'dr-ash', practice_id: 'ash', clinician_name: 'A' },
    { npi: 'dr-two', practice_id: 'ash', clinician_name: 'T' },
    { npi: 'dr-two', practice_id: 'oak', clinician_name: 'T', start_date: '2023-01-01' },
    { npi: 'dr-gone', practice_id: 'ash', clinician_name: 'G', end_date: '2025-06-30' },
  ],
}

const CODES = ['202401', '202412', '202506', '202511', '202512']

export type People = Readonly<
  Record<
    string,
    { payers?: string[]; panel?: string | null; reason?: string; birth_date?: string | null; months?: string[] }
  >
>

/** A member `amber-p` of each payer for each person `p`, with coverage in the months that lists are of. */
export async function listsOf(
  people: People,
  sent: Rows,
  rule: ReconciliationRule = readReconciliation(),
): Promise<Engine> {
  const engine = await lakeOf({ ...DIRECTORY, ...sent })
  const each = Object.entries(people).flatMap(([person_id, { payers = ['amber'], months = CODES }]) =>
    payers.map((payer, i) => ({ person_id, payer, member_id: `${payer}-${person_id}`, months, first: i === 0 })),
  )
  await fillRows(
    engine,
    personMember,
    each.map(({ person_id, payer, member_id }) => ({ person_id, payer, member_id, rule: 'alone', reason: '-' })),
  )
  await fillRows(
    engine,
    memberMonth,
    each.flatMap(({ months, first, ...one }) =>
      months.map(
        (year_month): Row => ({
          ...one,
          year_month,
          month_start: `${year_month.slice(0, 4)}-${year_month.slice(4)}-01`,
          primary_coverage: first,
        }),
      ),
    ),
  )
  await fillRows(
    engine,
    person,
    Object.entries(people).map(([person_id, { birth_date = '1970-01-01' }]) => ({
      person_id,
      birth_date,
      members: 1,
      payers: 1,
    })),
  )
  await fillRows(
    engine,
    attribution,
    Object.entries(people).flatMap(([person_id, { panel = null, reason }]): Row[] => [
      {
        period: '2025',
        person_id,
        practice_id: panel,
        reason: reason ?? (panel === null ? 'no-primary-care' : 'plurality'),
        rule: 'r',
      },
    ]),
  )
  await fill(engine, [...listRecords(rule, YEAR), reconciliation(rule, YEAR)])
  return engine
}

/** A record of a payer's list: `amber-p` at a practice, or `npi:dr-elm`. */
export const planned = (person: string, where: string | null, more: Row = {}): Row => {
  const payer = String(more.payer ?? 'amber')
  const npi = where?.startsWith('npi:') ? where.slice(4) : null
  return {
    ...{ payer, member_id: `${payer}-${person}`, year_month: '202512' },
    ...{ payer_attributed_provider_practice: npi === null ? where : null, payer_attributed_provider: npi },
    ...more,
  }
}

/** A record of a practice's own list. */
export const claimed = (person: string, practice_id: string, more: Row = {}): Row => {
  const payer = String(more.payer ?? 'amber')
  return { payer, member_id: `${payer}-${person}`, year_month: '202512', practice_id, sender: practice_id, ...more }
}
