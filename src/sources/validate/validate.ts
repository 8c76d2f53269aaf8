import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Field, FileLayout } from '../layouts/layout.ts'
import { columnShown } from '../read/nearest.ts'
import type { StagedFile } from '../staged.ts'
import { RULES, type RuleName, type Severity } from './rules/rules.ts'
import { isRounded, isUnlisted, isUnreadable, isUnusual } from './values.ts'

/** `expected`: in the layout's own words, where the rule's are general. */
type Check = { rule: RuleName; field: Field; severity: Severity; fails: Sql; expected: string | null }

/** Every field of every record against the layout: one pass to count, then rows for the rules that were broken. */
export async function validate(engine: Engine, staged: StagedFile): Promise<void> {
  const { file } = staged.recognised
  const given = file.fields.filter((field) => field.required || isGiven(field, staged))
  const amounts = given.filter((field) => field.type === 'usd')
  const checks = given.flatMap((field) => checksOf(field, file))
  const counts = checks.map(({ fails }, i) => sql`count(case when ${fails} then 1 end) as ${id(`n${i}`)}`)
  for (const [i, { name }] of amounts.entries())
    counts.push(sql`
      count(${id(name)}) as ${id(`amounts${i}`)}, count(case when contains(${id(name)}, '.') then 1 end) as ${id(`points${i}`)},
      cast(median(try_cast(${id(name)} as double)) as bigint) as ${id(`middle${i}`)}`)
  const found = await engine.one<Record<string, number | null>>(
    sql`select ${join(counts, ',\n')} from ${id(staged.raw_table)}`,
  )
  const broken = checks.filter((_, i) => found?.[`n${i}`])
  // All in one statement: of a small file, planning a statement takes longer than the rows.
  if (broken.length > 0)
    await engine.run(sql`
      insert into noticed ${join(
        broken.map(
          ({ rule, severity, field, fails, expected }) => sql`
      select ${literal(staged.file_id)}, record_number, ${literal(field.name)}, ${literal(rule)}, ${literal(severity)},
        ${literal(expected ?? RULES[rule].expected)}, ${literal(RULES[rule].fix)}
      from ${id(staged.raw_table)} where ${fails}`,
        ),
        ' union all ',
      )}`)
  await endQuarantined(engine, staged)
  const inCents = amounts.filter((_, i) => {
    const [filled, points, middle] = ['amounts', 'points', 'middle'].map((name) => found?.[`${name}${i}`] ?? 0)
    return (filled ?? 0) >= ENOUGH_AMOUNTS && points === 0 && (middle ?? 0) > MIDDLE_AMOUNT
  })
  await noticeFile(engine, staged, inCents)
}

/** The file has the field at all: in what it lacks there is nothing to check, and a wide table has much of that. */
function isGiven({ name }: Field, { recognised }: StagedFile): boolean {
  const { source, format, columns } = recognised
  if (source.sentNames) return source.sentNames.has(name)
  return format === 'fixed-width' || format === 'json' || columns.some(({ field }) => field === name)
}

/** Records that a finding quarantines end so, unless they ended before. Most files have none. */
async function endQuarantined(engine: Engine, { file_id }: StagedFile): Promise<void> {
  const quarantined = sql`noticed where file_id = ${file_id} and severity = 'quarantined' and record_number is not null`
  if (!(await engine.one(sql`select 1 as found from ${quarantined} limit 1`))) return
  await engine.run(sql`
    insert into ending select distinct file_id, record_number, 'quarantined', min(rule) from ${quarantined}
      and not exists (select 1 from ending e where e.file_id = noticed.file_id and e.record_number = noticed.record_number)
    group by file_id, record_number`)
}

/** Adds findings: `records` has file_id and record_number. */
export async function notice(
  engine: Engine,
  rule: RuleName,
  severity: Severity,
  column: string,
  records: Sql,
  expected: string = RULES[rule].expected,
): Promise<void> {
  const { fix } = RULES[rule]
  await engine.run(sql`
    insert into noticed
    select r.file_id, r.record_number, ${column}, ${rule}, ${severity}, ${expected}, ${fix}
    from (select distinct file_id, record_number from (${records})) r`)
}

/** A rule's own severity; only a field's declaration makes one graver. */
export function noticeRule(engine: Engine, rule: RuleName, column: string, records: Sql): Promise<void> {
  const { severity } = RULES[rule]
  return notice(engine, rule, severity === 'by-field' ? 'warned' : severity, column, records)
}

/**
 * A rule about a column: `records` has file_id, record_number and is_odd, one row per record with a value to judge. When
 * each of at least fifty records of a file breaks it, that is one thing about the file: the column is mapped or made wrong.
 */
export async function noticeColumn(engine: Engine, rule: RuleName, column: string, records: Sql): Promise<void> {
  const found = await engine.rows<{ file_id: string; given: number; odd: number }>(sql`
    select file_id, count(*) as given, count(case when is_odd then 1 end) as odd from (${records}) r
    group by file_id having count(case when is_odd then 1 end) > 0 order by file_id`)
  const whole = found.filter(({ given, odd }) => odd === given && given >= WHOLE_COLUMN)
  for (const { file_id, odd } of whole) {
    await noticeRule(engine, rule, column, sql`select ${file_id} as file_id, null::bigint as record_number`)
    await engine.run(sql`
      insert into observation values (${file_id}, ${column}, ${rule}, 'each record of the file that has a value to judge', ${raw(String(odd))})`)
  }
  if (whole.length === found.length) return
  const apart = whole.length > 0 ? sql`and file_id not in (${listed(whole.map(({ file_id }) => file_id))})` : raw('')
  await noticeRule(engine, rule, column, sql`select file_id, record_number from (${records}) r where is_odd ${apart}`)
}

/** Below this, each record is named: a sender mends them one by one. */
const WHOLE_COLUMN = 50

/** Records that cannot be read as the layout's fields: `records` has file_id and record_number. */
export async function endUnreadable(engine: Engine, rule: RuleName, records: Sql): Promise<void> {
  await engine.run(sql`insert into ending select file_id, record_number, 'quarantined', ${rule} from (${records}) r`)
  await notice(engine, rule, 'quarantined', '-', records)
}

function checksOf(field: Field, layout: FileLayout): Check[] {
  const unreadable: Partial<Record<Field['type'], RuleName>> = {
    date: 'date-unreadable',
    usd: 'amount-unreadable',
    quantity: 'number-unreadable',
    integer: 'number-unreadable',
  }
  const checks: [RuleName, Sql][] = []
  if (field.required) checks.push(['required-missing', sql`${id(field.name)} is null`])
  const rule = unreadable[field.type]
  if (rule) checks.push([rule, isUnreadable(field, layout)])
  if (field.type === 'date') checks.push(['date-form', isUnusual(field, layout)])
  if (field.type === 'usd')
    checks.push(
      ['amount-form', isUnusual(field, layout)],
      ['amount-rounded', sql`(${isRounded(field)} and not ${isUnreadable(field, layout)})`],
    )
  if (field.values) checks.push(['not-listed', isUnlisted(field)])
  return checks.map(([name, fails]) => ({
    rule: name,
    field,
    fails,
    severity: severityOf(name, field),
    expected: expectedOf(name, field, layout),
  }))
}

function expectedOf(rule: RuleName, { values = [] }: Field, { dateFormat }: FileLayout): string | null {
  if (rule === 'date-unreadable' || rule === 'date-form') {
    const form = dateFormat.replace('%Y', 'YYYY').replace('%m', 'MM').replace('%d', 'DD')
    return form.includes('%') ? null : `a day written ${form}`
  }
  return rule === 'not-listed' && values.length <= MOST_LISTED ? `one of ${values.join(', ')}` : null
}

const MOST_LISTED = 12

function severityOf(rule: RuleName, field: Field): Severity {
  const { severity } = RULES[rule]
  if (severity !== 'by-field') return severity
  return field.required || MEANINGLESS_WITHOUT.has(field.name) ? 'quarantined' : 'warned'
}

/** Optional columns whose unlisted value would be read as another. */
const MEANINGLESS_WITHOUT = new Set(['claim_status', 'line_of_business', 'CLM_ADJSMT_TYPE_CD'])

/** Amounts above this with no decimal point in a whole column look like cents. Ours: no published figure. */
const MIDDLE_AMOUNT = 10_000
const ENOUGH_AMOUNTS = 20

async function noticeFile(engine: Engine, staged: StagedFile, inCents: readonly Field[]): Promise<void> {
  const { recognised, received, file_id } = staged
  const whole = (rule: RuleName, column: string) =>
    notice(engine, rule, 'note', column, sql`select ${file_id} as file_id, null::bigint as record_number`)
  if (received.encoding !== 'utf-8' && recognised.format !== 'parquet') await whole('other-encoding', '-')
  if (recognised.format !== 'fixed-width') {
    for (const [i, { name, field }] of recognised.columns.entries())
      if (field === null) await whole('extra-column', columnShown(name, i + 1))
  }
  for (const { name } of inCents) await whole('amount-in-cents', name)
}

/** Names in a `payer` column, as they are compared: letters and digits only. */
export const plainName = (name: Sql): Sql => sql`regexp_replace(lower(${name}), '[^a-z0-9]', '', 'g')`

export const listed = (names: readonly string[]): Sql => raw(names.map((name) => literal(name).text).join(', '))
