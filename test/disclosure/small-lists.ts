import { agreements } from '../../src/attribution/compare/agreement.ts'
import { listFlows, listStabilities } from '../../src/attribution/compare/churn.ts'
import { panelMinimums, readMinimums } from '../../src/attribution/compare/minimum.ts'
import { ruleLists } from '../../src/attribution/compare/rule-lists.ts'
import { listRecords } from '../../src/attribution/lists/list-records.ts'
import { reconciliation } from '../../src/attribution/lists/reconcile.ts'
import { readReconciliation } from '../../src/attribution/lists/reconciliation-rule.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { id, sql } from '../../src/lake/sql.ts'
import { period, yearBefore } from '../../src/period.ts'
import { typedRows } from '../../src/run/fill-step.ts'
import type { Rows } from './tables.ts'

const AMBER = Array.from({ length: 14 }, (_, i) => `a${i + 1}`)
const ELM = [...AMBER, 'b1', 'b2', 'b3', 'both']

/** One row of a rule's list of a year. */
const placed = (rule: string, year: string, person_id: string, practice_id: string | null, reason = 'plurality') => ({
  ...{ rule, list: year, period: year, kind: 'retrospective', effective_from: `${year}-01-01`, person_id, practice_id },
  ...{ effective_until: `${Number(year) + 1}-01-01`, known_on: `${Number(year) + 1}-01-01`, candidates: 1 },
  ...{ reason: practice_id === null ? 'no-service' : reason, step: practice_id === null ? null : 2, visits: 3 },
  last_visit: `${year}-03-01`,
})

/** By the rule s, a1, a2 and b1 are Oak Hill's, o1 is Elm Street's, and a3 is nobody's. */
const S: Readonly<Record<string, string | null>> = { a1: 'oak', a2: 'oak', b1: 'oak', o1: 'elm', a3: null }

const sent = (table: string, rows: readonly Record<string, string>[]) =>
  rows.map((row, i) => ({
    ...{ data_source: 'test', plan: '-', line_of_business: 'commercial', year_month: '202502', submission_id: 's1' },
    ...{ file_id: `${table}-${row.payer}`, record_number: i + 1 },
    ...row,
  }))
const planned = (payer: string, person: string, practice: string) => ({
  ...{ payer, member_id: `${payer}-${person}`, payer_attributed_provider_practice: practice },
})
const claimed = (sender: string, payer: string, person: string) => ({
  ...{ sender, practice_id: sender, payer, member_id: `${payer}-${person}` },
})

/** What rules, payers and practices say of the people of the small region. */
export const LIST_ROWS: Rows = {
  rule_attribution: [
    ...ELM.map((one) => placed('r', '2025', one, 'elm', one === 'a1' ? 'attested' : 'plurality')),
    placed('r', '2025', 'o1', 'oak'),
    ...[...ELM.slice(2), 'o1'].map((one) => placed('r', '2024', one, 'elm')),
    ...[...ELM, 'o1'].map((one) => placed('s', '2025', one, one in S ? (S[one] ?? null) : 'elm')),
  ],
  provider_attribution: sent('list', [
    ...AMBER.slice(0, 10).map((one) => planned('amber', one, 'elm')),
    planned('amber', 'a11', 'oak'),
    planned('amber', 'both', 'oak'),
    planned('amber', 'stranger', 'elm'),
    planned('birch', 'b1', 'elm'),
    planned('birch', 'both', 'elm'),
    planned('birch', 'b3', 'nowhere'),
  ]),
  practice_panel: sent('own', [
    claimed('elm', 'amber', 'a1'),
    claimed('elm', 'birch', 'b2'),
    claimed('oak', 'amber', 'a5'),
    claimed('oak', 'amber', 'made-up'),
  ]),
}

/** The results that a run makes of them. */
export async function fillLists(engine: Engine): Promise<void> {
  const year = period('2025')
  const rule = readReconciliation()
  const steps = [
    ...listRecords(rule, year),
    reconciliation(rule, year),
    ruleLists(year, yearBefore(year)),
    ...agreements(),
    listFlows(),
    listStabilities(),
    panelMinimums(readMinimums(), year, yearBefore(year)),
  ]
  for (const step of steps) {
    await step.prepare?.(engine)
    await engine.run(sql`insert into ${id(step.table.name)} ${typedRows(step)}`)
  }
}
