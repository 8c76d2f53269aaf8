import { WholepanelError } from '../../error.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import { SQL_TYPE } from '../../lake/table.ts'
import { consent } from '../../lake/tables/consent.ts'
import { typedRecords } from '../map/typed-records.ts'
import type { Mapped, Mapping } from '../source.ts'
import type { StagedFile } from '../staged.ts'
import { dataSharing, preference } from './layout.ts'

/** What a record states, and under which category: the whole of the claims, or those on substance use alone. */
const STATEMENTS = [
  { category: 'all', decision: 'PREF_IND', day: 'EFFECTIVE_DT', source: 'SOURCE_CD', mechanism: 'MECHANISM_CD' },
  {
    category: 'part-2-substance-use',
    decision: 'SAMHSA_PREF_IND',
    day: 'SAMHSA_EFFECTIVE_DT',
    source: 'SAMHSA_SOURCE_CD',
    mechanism: 'SAMHSA_MECHANISM_CD',
  },
] as const

/** A blank preference states nothing, and makes no row. Without a day of its own a statement holds from the file's day on. */
export function mapPreferences(
  { staged, sender, submission_id }: Mapping,
  fileDay: (staged: StagedFile) => string,
): readonly Mapped[] {
  if (sender.kind !== 'payer')
    throw new WholepanelError('input-wrong-payer', {
      at: dataSharing.title,
      got: `a ${sender.kind} as its sender`,
      want: 'the payer whose claims it is about',
      fix: 'ingest it under that payer',
    })
  const days = staged.map((one) => sql`(${one.file_id}, ${fileDay(one)}::date)`)
  const records = typedRecords(preference, staged)
  const of = (statement: (typeof STATEMENTS)[number]): Sql => {
    const given: Record<string, Sql> = {
      data_source: sql`${`${dataSharing.name}/`} || coalesce(t."ACO_CMS_ID", '-')`,
      payer: sql`${sender.payer}`,
      plan: raw("'-'"),
      line_of_business: sql`${sender.line_of_business ?? 'medicare-ffs'}`,
      member_id: raw('t."MBI"'),
      category: sql`${statement.category}`,
      decision: sql`case t.${id(statement.decision)} when 'N' then 'deny' when 'Y' then 'permit' end`,
      effective_date: sql`coalesce(t.${id(statement.day)}, d.day)`,
      mechanism: sql`nullif(trim(coalesce(t.${id(statement.source)}, '') || ' ' || coalesce(t.${id(statement.mechanism)}, '')), '')`,
      submission_id: sql`${submission_id}`,
      file_id: raw('t.file_id'),
      record_number: raw('t.record_number'),
    }
    const columns = consent.columns.map(
      ({ name, type }) => sql`cast(${given[name] ?? raw('null')} as ${raw(SQL_TYPE[type])}) as ${id(name)}`,
    )
    return sql`
      select ${join(columns, ',\n')} from (${records}) t join (values ${join(days)}) as d(file_id, day) on d.file_id = t.file_id
      where t.${id(statement.decision)} in ('Y', 'N')`
  }
  return [{ table: consent, relation: join(STATEMENTS.map(of), ' union all ') }]
}
