import { readDirectoryRule } from '../../../attribution/directory/directory-rule.ts'
import { directoryFinding } from '../../../attribution/directory/tables.ts'
import { readCoverageRule } from '../../../cost/coverage/coverage-rule.ts'
import { coverageFinding, memberState } from '../../../cost/coverage/tables.ts'
import { id, join, type Sql, sql } from '../../../lake/sql.ts'
import type { Table } from '../../../lake/table.ts'
import { type Folders, LIBRARY } from '../../../model/read-model.ts'
import { type Context, DONE } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'

export type FindingsOptions = Output & {
  payer?: string
  only?: string
  records?: boolean
  period?: string
  asOf?: string
}

type Shown = {
  table: Table
  /** What is counted apart, then what is counted. */
  by: string
  counted: Sql
  columns: string
  says: (folders: Folders, key: string) => Row
}

const SHOWN = {
  coverage: {
    table: coverageFinding,
    by: 'payer line_of_business finding severity treatment',
    counted: sql`count(*) as findings, count(distinct person_id) as people, sum(months) as months,
      sum(months_counted) as months_counted, sum(lines) as lines, sum(spend_usd) as spend_usd`,
    columns: 'findings people months months_counted lines spend_usd reason fix',
    says: (folders, key) => told(readCoverageRule(folders).findings, key),
  },
  members: {
    table: memberState,
    by: 'payer state',
    counted: sql`count(*) as members, count(distinct person_id) as people, sum(months) as months,
      sum(months_before) as months_before, sum(case when findings > 0 then 1 else 0 end) as with_findings`,
    columns: 'members people months months_before with_findings reason',
    says: (folders, key) => ({
      reason: Object.entries(readCoverageRule(folders).states).find(([state]) => state === key)?.[1],
    }),
  },
  directory: {
    table: directoryFinding,
    by: 'finding severity treatment',
    counted: sql`count(*) as findings, count(distinct practice_id) as practices, count(distinct npi) as clinicians`,
    columns: 'findings practices clinicians reason fix',
    says: (folders, key) => told(readDirectoryRule(folders).findings, key),
  },
} as const satisfies Record<string, Shown>
export type FindingsOf = keyof typeof SHOWN

const told = (findings: Readonly<Record<string, { reason: string; fix: string }>>, key: string): Row => {
  const { reason, fix } = findings[key] ?? {}
  return { reason, fix }
}

/** What the last run found odd: counts, or the records themselves. */
export function findings(
  context: Context,
  of: FindingsOf,
  { payer, only, records, period, asOf, ...output }: FindingsOptions,
): Promise<number> {
  const as_of = pastDay(asOf, context.now())
  const shown: Shown = SHOWN[of]
  const key = of === 'members' ? 'state' : 'finding'
  const among = join(
    [
      sql`true`,
      ...(payer && of !== 'directory' ? [sql`payer = ${payer}`] : []),
      ...(only ? [sql`${id(key)} = ${only}`] : []),
    ],
    ' and ',
  )
  return withRegion(context, 'findings', async (open) => {
    const rows = await withLastRun(context, open, { period, as_of }, (engine) =>
      engine.rows<Row>(records ? recordsOf(shown, among) : countsOf(shown, among)),
    )
    const people = rows.map((row) => row.person_id).filter((one) => typeof one === 'string')
    const released = people.length > 0 ? [{ dataset: `findings ${of}`, person_ids: [...new Set(people)] }] : []
    await releaseToOperator(context, open, `findings ${of}`, released)
    const folders = [open.region.models, LIBRARY]
    const columns = records ? shown.table.columns.map(({ name }) => name) : `${shown.by} ${shown.columns}`.split(' ')
    const said = records ? rows : rows.map((row) => ({ ...row, ...shown.says(folders, String(row[key])) }))
    printRows(context, said, columns, output)
    return DONE
  })
}

const recordsOf = ({ table }: Shown, among: Sql): Sql =>
  sql`select * from ${id(table.name)} where ${among} order by ${join(table.grain.map(id))}`

const countsOf = ({ table, by, counted }: Shown, among: Sql): Sql => {
  const columns = join(by.split(' ').map(id))
  return sql`select ${columns}, ${counted} from ${id(table.name)} where ${among} group by ${columns} order by ${columns}`
}
