import type { Engine } from '../../lake/engine.ts'
import { id, join, raw, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { noticeRule } from './validate.ts'

/**
 * Members, practices, organizations and clinicians that new rows speak of and nobody has sent, neither before nor in
 * this delivery. Where nothing of a kind has come at all, nothing is noticed: files may come in any order.
 */
export async function checkReferences(engine: Engine, tables: readonly Table[]): Promise<void> {
  const came = new Set(tables.map(({ name }) => name))
  for (const { table, column, rule, to } of REFERENCES.filter((reference) => came.has(reference.table))) {
    const known = KNOWN[to].map(([from, columns]) => {
      const parts = [sql`select ${raw(columns)} from ${id(`${from}_history`)}`]
      if (came.has(from)) parts.push(sql`select ${raw(columns)} from ${id(`new_${from}`)}`)
      return join(parts, ' union all ')
    })
    await engine.run(sql`
      create or replace temp table known as
      select distinct payer, value from (${join(known, ' union all ')}) k where value is not null`)
    if (!(await engine.one(sql`select 1 as found from known limit 1`))) continue
    // Only payers of which something has come: coverage of the others may still be on its way.
    const isMissing =
      to === 'member'
        ? sql`t.payer in (select payer from known) and not exists (
            select 1 from known k where k.payer = t.payer and k.value = t.${id(column)})`
        : sql`not exists (select 1 from known k where k.value = t.${id(column)})`
    await noticeRule(
      engine,
      rule,
      column,
      sql`select t.file_id, t.record_number from ${id(`new_${table}`)} t where t.${id(column)} is not null and ${isMissing}`,
    )
  }
}

type Kind = 'member' | 'practice' | 'organization' | 'clinician'

/** Where each kind is known from: table, and payer and value in it. */
const KNOWN: Readonly<Record<Kind, readonly (readonly [table: string, columns: string])[]>> = {
  member: [
    ['eligibility', 'payer, member_id as value'],
    ['member_crosswalk', 'payer, previous_member_id as value'],
  ],
  practice: [
    ['practice', "'-' as payer, practice_id as value"],
    ['practice', "'-' as payer, tin as value"],
  ],
  organization: [['organization', "'-' as payer, organization_id as value"]],
  clinician: [['affiliation', "'-' as payer, npi as value"]],
}

type Reference = {
  table: string
  column: string
  rule: 'member-unknown' | 'practice-unknown' | 'organization-unknown' | 'clinician-unknown'
  to: Kind
}

const REFERENCES: readonly Reference[] = [
  { table: 'lab_result', column: 'member_id', rule: 'member-unknown', to: 'member' },
  { table: 'attestation', column: 'member_id', rule: 'member-unknown', to: 'member' },
  { table: 'provider_attribution', column: 'member_id', rule: 'member-unknown', to: 'member' },
  { table: 'attestation', column: 'practice_id', rule: 'practice-unknown', to: 'practice' },
  { table: 'affiliation', column: 'practice_id', rule: 'practice-unknown', to: 'practice' },
  { table: 'non_claims_payment', column: 'practice_id', rule: 'practice-unknown', to: 'practice' },
  { table: 'practice_panel', column: 'member_id', rule: 'member-unknown', to: 'member' },
  { table: 'practice_panel', column: 'practice_id', rule: 'practice-unknown', to: 'practice' },
  { table: 'practice_panel', column: 'npi', rule: 'clinician-unknown', to: 'clinician' },
  {
    table: 'provider_attribution',
    column: 'payer_attributed_provider_practice',
    rule: 'practice-unknown',
    to: 'practice',
  },
  { table: 'practice', column: 'organization_id', rule: 'organization-unknown', to: 'organization' },
  { table: 'non_claims_payment', column: 'organization_id', rule: 'organization-unknown', to: 'organization' },
  { table: 'attestation', column: 'npi', rule: 'clinician-unknown', to: 'clinician' },
  { table: 'provider_attribution', column: 'payer_attributed_provider', rule: 'clinician-unknown', to: 'clinician' },
]
