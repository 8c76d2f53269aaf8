import type { Engine } from '../../src/lake/engine.ts'
import { id, type Sql, sql } from '../../src/lake/sql.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'
import { dollars, type Given, oracle, type R } from './oracle.ts'

/** Each result of a year beside the oracle's, as sorted rows, ready to be held equal. */
export async function againstOracle(
  engine: Engine,
  year: number,
): Promise<Record<string, { got: string[]; want: string[] }>> {
  const expected = oracle(await given(engine), year)
  const period = String(year)
  const rows = async (statement: Sql) => sorted(await engine.rows<R>(statement))
  return {
    member_month: {
      got: await rows(sql`select person_id as person, payer, plan, line_of_business as lob,
        cast(month_start as varchar) as month, primary_coverage as primary from member_month
        where substr(year_month, 1, 4) = ${period}`),
      want: sorted(expected.months),
    },
    attribution: {
      got: await rows(sql`select person_id as person, practice_id as practice, reason, visits from attribution
        where period = ${period}`),
      want: sorted(expected.attribution),
    },
    person_cost: {
      got: await rows(sql`select payer, line_of_business as lob, person_id as person, cast(member_months as bigint) as months, lines,
        lines_without_amount as unknown, spend_usd as spend, truncated_usd as truncated from person_cost
        where period = ${period}`),
      want: sorted(
        expected.people.map(({ person, payer, lob, months, lines, unknown, spend, truncated }) => ({
          ...{ payer, lob, person, months, lines, unknown },
          spend: dollars(spend),
          truncated: dollars(truncated),
        })),
      ),
    },
    truncation_point: {
      got: await rows(sql`select line_of_business as lob, people, place, cap_usd as cap from truncation_point
        where period = ${period}`),
      want: sorted(expected.points.map((point) => ({ ...point, cap: dollars(point.cap) }))),
    },
    practice_cost: {
      got: await rows(sql`select practice_id, payer, people, cast(member_months as bigint) as member_months, spend_usd, truncated_usd, pmpm_usd,
        other_billers from practice_cost where period = ${period}`),
      want: sorted(expected.practices),
    },
  }
}

/** The lake as rows; only the columns that the oracle reads of the wide claims. */
async function given(engine: Engine): Promise<Given> {
  const tables: Record<string, R[]> = {}
  for (const { name } of COMMON_DATA_MODEL) {
    const columns = name === 'medical_claim' ? CLAIM_COLUMNS : sql`*`
    tables[name] = await engine.rows<R>(sql`select ${columns} from ${id(name)}`)
  }
  tables.person_member = await engine.rows<R>(sql`select * from person_member`)
  return tables as Given
}

const CLAIM_COLUMNS = sql`payer, line_of_business, member_id, claim_type, claim_status, claim_start_date,
  claim_line_start_date, admission_date, rendering_npi, rendering_tin, billing_npi, billing_tin, place_of_service_code,
  allowed_amount, paid_amount`

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort()
