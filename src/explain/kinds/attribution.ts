import { sql } from '../../lake/sql.ts'
import { explained, explainId, type Kind, listed, type Row, result, rowOf, text } from '../context.ts'

const WORDS: Record<string, string> = {
  attested: 'The person (or a proxy) stated that this practice is theirs, and has not taken it back.',
  plurality:
    'No statement is in force, and the person had more primary-care visits with this practice than with any other in the window.',
  'no-primary-care':
    'No statement is in force and there is no primary-care visit with a practice of the directory in the window.',
}

/** Why a person is on this panel and not on another. */
export const attribution: Kind = async (context, keys) => {
  const found = await rowOf(context, 'attribution', ['period', 'person_id'], keys)
  if (!found) return undefined
  const [period = '', person_id = ''] = keys
  const { rows, left_out } = await listed<Row>(
    context,
    sql`select * from attribution_candidate where period = ${period} and person_id = ${person_id} order by place`,
  )
  const attested =
    found.file_id === null ? [] : [{ file_id: String(found.file_id), record_number: Number(found.record_number) }]
  return explained({
    id: explainId('attribution', ...keys),
    kind: 'attribution',
    title: `The practice of one person in ${period}`,
    value: text(found.practice_id),
    unit: 'code',
    because: WORDS[String(found.reason)] ?? String(found.reason),
    reason: text(found.reason),
    rule: text(found.rule),
    formula: 'the first step that names a practice; ties by visits, spend, latest visit, practice',
    terms: rows.map((row) =>
      result(
        'visits',
        `${row.practice_id}: ${row.visits} visits, latest ${row.last_visit}`,
        row.visits,
        'count',
        explainId('attribution_candidate', period, person_id, row.practice_id),
      ),
    ),
    records: await context.records(attested),
    more: { terms: left_out, records: 0 },
  })
}
