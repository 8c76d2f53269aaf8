import { parseExplainId } from '../explain/explain.ts'
import type { Answering } from '../lake/answers.ts'
import { join, sql } from '../lake/sql.ts'

/** Where the person stands among the keys of an id, by kind. */
const PLACE: Readonly<Record<string, number>> = {
  attribution: 1,
  attribution_candidate: 1,
  category_spend: 2,
  cost_outlier: 3,
  coverage_finding: 4,
  encounter: 0,
  event_share: 1,
  measure_status: 2,
  member_month: 3,
  person_cost: 3,
  rule_attribution: 2,
}

/** Whom these explanations are about: an accounting of disclosures names them. */
export async function peopleIn(lake: Answering, ids: readonly (string | null)[]): Promise<string[]> {
  const people = new Set<string>()
  const members: { payer: string; member_id: string }[] = []
  const lines: { file_id: string; record_number: number }[] = []
  for (const id of ids) {
    if (id === null) continue
    const { kind, keys } = parseExplainId(id)
    const [table = ''] = kind.split('.')
    const place = PLACE[table]
    const [first = '', second = ''] = keys
    if (place !== undefined) people.add(keys[place] ?? '')
    else if (table === 'person_member' || table === 'member_state') members.push({ payer: first, member_id: second })
    else if (table === 'person_line') lines.push({ file_id: first, record_number: Number(second) || 0 })
  }
  const found = async (table: 'person_member' | 'person_line', keys: ReturnType<typeof sql>[]) => {
    if (keys.length === 0) return
    const columns = table === 'person_member' ? sql`(payer, member_id)` : sql`(file_id, record_number)`
    const from = table === 'person_member' ? sql`person_member` : sql`person_line`
    const rows = await lake.rows<{ person_id: string }>(
      sql`select distinct person_id from ${from} where ${columns} in (${join(keys)})`,
    )
    for (const { person_id } of rows) people.add(person_id)
  }
  await found(
    'person_member',
    members.map(({ payer, member_id }) => sql`(${payer}, ${member_id})`),
  )
  await found(
    'person_line',
    lines.map(({ file_id, record_number }) => sql`(${file_id}, ${record_number}::bigint)`),
  )
  return [...people].sort()
}
