import type { Engine } from '../../lake/engine.ts'
import { raw, sql } from '../../lake/sql.ts'
import type { ClaimLife } from '../source.ts'
import { feedsThatCame, filesWithStandIns, findChains, sentRows } from './chain.ts'
import type { ClaimRules } from './claim-rules.ts'
import { headerAmounts, lifeFindings, standIns } from './findings.ts'
import { claimEnd, claimRow, placedRow, versionEnd, versionOrder } from './versions.ts'

const TABLES = ['medical_claim', 'pharmacy_claim'] as const

/**
 * Claim life for a layout whose files are lines of claims, by its own rules: which record is in force, and what put the
 * others out of force. The result does not depend on the order in which versions arrive, as far as the payer says an
 * order: by claim_version, else by the day paid.
 *
 * What is out of force stays so: every rule here only ever puts more records out of force as more arrive.
 */
export function claimLife(rules: ClaimRules): ClaimLife {
  return {
    tables: TABLES,
    versions: { feeds: rules.feeds, whole: (rules.replaces ?? 'claim') === 'claim' },
    prepare: async (engine, given) => {
      await engine.run(sql`
        create or replace temp table claim_end (
          file_id varchar, record_number bigint, by_file_id varchar, by_record_number bigint, rule varchar)`)
      await engine.run(sql`
        create or replace temp table claim_finding (
          file_id varchar, record_number bigint, "column" varchar, rule varchar, severity varchar, expected varchar, fix varchar)`)
      for (const table of TABLES) {
        const among = await feedsThatCame(engine, table, rules, given)
        if (among.length === 0) continue
        const own = { ...rules, among }
        await findChains(engine, table, own, given)
        await keep(engine, 'claim_row', claimRow(table, own))
        await keep(engine, 'placed_row', placedRow(own))
        await keep(engine, 'version_order', versionOrder())
        await keep(engine, 'version_end', versionEnd(own))
        await engine.run(sql`insert into claim_end ${claimEnd()}`)
        await engine.run(sql`insert into claim_finding ${lifeFindings(own, given.submission_id)}`)
        await engine.run(sql`
          insert into claim_finding ${standIns(filesWithStandIns(table, own, given.submission_id))}`)
        if (table === 'medical_claim')
          await engine.run(sql`
            insert into claim_finding ${headerAmounts(sentRows(table, own), given.submission_id)}`)
      }
    },
    gone: () => raw('select * from claim_end'),
    noticed: () => raw('select * from claim_finding'),
  }
}

const keep = (engine: Engine, name: string, relation: ReturnType<typeof claimRow>): Promise<void> =>
  engine.run(sql`create or replace temp table ${raw(name)} as ${relation}`)
