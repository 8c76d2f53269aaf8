import { describe, expect, test } from 'vitest'
import { type AttributionCase, casesOf } from '../../src/attribution/cases.ts'
import { laboratory } from '../../src/attribution/laboratory.ts'
import { type AttributionRule, readRules } from '../../src/attribution/rule.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { fill, type Row } from '../run/small-lake.ts'
import { type Directory, lakeWith } from './case-lake.ts'

async function worked(rule: AttributionRule, directory: Directory, one: AttributionCase) {
  const engine = await lakeWith(rule, directory, one)
  await fill(engine, [laboratory([rule], period(one.period))])
  const rows = await engine.rows<Row>(sql`select list, practice_id, step, reason from rule_attribution order by list`)
  engine.close()
  if (one.expect.length === 0) return rows
  return rows
    .filter(({ list }) => one.expect.some((expected) => expected.list === list))
    .map(({ list, practice_id, step, reason }) => ({ list, practice: practice_id, step: step ?? undefined, reason }))
}

for (const rule of readRules())
  describe(rule.rule, () => {
    const { directory, cases } = casesOf(rule)
    test('has worked examples', () => expect(cases.length).toBeGreaterThan(0))
    for (const one of cases)
      test(one.case, async () => {
        const expected = [...one.expect].sort((a, b) => (a.list < b.list ? -1 : 1))
        expect(await worked(rule, directory, one)).toEqual(expected.map((row) => ({ step: undefined, ...row })))
      })
  })
