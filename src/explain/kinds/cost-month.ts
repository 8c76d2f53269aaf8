import { keyAt, placeOfLine, readServiceCategories } from '../../cost/pmpm/service-category.ts'
import { daysOfAll, perMonth } from '../../lake/dialect.ts'
import { sql } from '../../lake/sql.ts'
import { explained, explainId, type Kind, listed, parameter, type Row, result, rowOf, text } from '../context.ts'
import { lineTerm, monthTerm, ofMonth } from '../terms.ts'

const CELL = ['payer', 'line_of_business', 'practice_id', 'category', 'year_month']

/** What a payer's people of a practice cost in a month, in one service category: the sum over people. */
export const costMonth: Kind = async (context, keys) => {
  const cell = await rowOf(context, 'cost_month', CELL, keys)
  if (!cell) return undefined
  const [payer = '', line_of_business = '', practice_id = '', category = '', year_month = ''] = keys
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select s.person_id, s.spend_usd from category_spend s
    join person_cost c on c.period = s.period and c.payer = s.payer and c.line_of_business = s.line_of_business
      and c.person_id = s.person_id
    left join attribution a on a.period = s.period and a.person_id = s.person_id
    where s.payer = ${payer} and s.line_of_business = ${line_of_business} and s.category = ${category}
      and s.year_month = ${year_month} and coalesce(a.practice_id, 'none') = ${practice_id}
    order by s.spend_usd desc, s.person_id`,
  )
  return explained({
    id: explainId('cost_month', ...keys),
    kind: 'cost_month',
    title: `Spend in one service category, ${keys.join(', ')}`,
    value: text(cell.spend_usd),
    unit: 'usd',
    because: `The sum of ${cell.lines} claim lines of ${cell.people} people whom the payer covers in the period and who are on ${
      practice_id === 'none' ? 'no panel' : 'the practice’s panel'
    }${Number(cell.lines_without_amount) > 0 ? `; ${cell.lines_without_amount} of them came without an amount and count for nothing` : ''}.`,
    rule: text(cell.rule),
    formula: 'sum over people',
    says: 'Before truncation: the point is one of the year and names no month.',
    terms: [
      ...named(context.models, category),
      ...rows.map((row) =>
        result(
          'person',
          `Person ${row.person_id}`,
          row.spend_usd,
          'usd',
          explainId('category_spend', payer, line_of_business, String(row.person_id), year_month, category),
        ),
      ),
    ],
    more: { terms: left_out, records: 0 },
  })
}

/** What one person cost in a month in one service category: the lines that the first category that holds took. */
export const categorySpend: Kind = async (context, keys) => {
  const grain = ['payer', 'line_of_business', 'person_id', 'year_month', 'category']
  const spend = await rowOf(context, 'category_spend', grain, keys)
  if (!spend) return undefined
  const [payer = '', line_of_business = '', person_id = '', year_month = '', category = ''] = keys
  const categories = readServiceCategories(context.models)
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select claim_type, service_date, spend_usd, file_id, record_number, claim_line_number from person_line
    where person_id = ${person_id} and payer = ${payer} and line_of_business = ${line_of_business}
      and cast(year(service_date) * 100 + month(service_date) as varchar) = ${year_month}
      and ${keyAt(categories, placeOfLine(categories))} = ${category}
    order by spend_usd desc nulls last, service_date, file_id, record_number, claim_line_number`,
  )
  return explained({
    id: explainId('category_spend', ...keys),
    kind: 'category_spend',
    title: `Spend of one person with ${payer} in ${year_month}, ${category}`,
    value: text(spend.spend_usd),
    unit: 'usd',
    because: `The sum of ${spend.lines} claim lines of services in the month; ${spend.lines_without_amount} of them came without an amount, ${spend.lines_below_zero} take one back.`,
    rule: categories.rule,
    formula: 'sum of the lines',
    says:
      rows.length + left_out === Number(spend.lines)
        ? null
        : `The file of categories names ${rows.length + left_out} lines today: it has changed since the run.`,
    terms: [
      ...named(context.models, category),
      ...rows.map((line) => lineTerm(line, 'spend_usd', `${line.claim_type} line`)),
    ],
    more: { terms: left_out, records: 0 },
  })
}

/** A payer's cost per member and month in one service category: its cells by the months of its people. */
export const categoryCost: Kind = async (context, keys) => {
  const [period = '', payer = '', line_of_business = '', category = ''] = keys
  if (keys.length !== 4) return undefined
  const sum = await context.engine.one<Row>(sql`
    with months as (
      select sum(member_months) as member_months from practice_month
      where period = ${period} and payer = ${payer} and line_of_business = ${line_of_business}
    )
    select sum(c.spend_usd) as spend_usd, max(m.member_months) as member_months,
      ${perMonth(sql`sum(c.spend_usd)`, sql`max(m.member_months)`, 2)} as pmpm_usd, max(c.rule) as rule
    from cost_month c cross join months m
    where c.period = ${period} and c.payer = ${payer} and c.line_of_business = ${line_of_business}
      and c.category = ${category}`)
  if (!sum || sum.spend_usd === null) return undefined
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select practice_id, year_month, spend_usd from cost_month
    where period = ${period} and payer = ${payer} and line_of_business = ${line_of_business} and category = ${category}
    order by spend_usd desc, practice_id, year_month`,
  )
  return explained({
    id: explainId('category_cost', ...keys),
    kind: 'category_cost',
    title: `Cost per member and month in one service category, ${keys.join(', ')}`,
    value: text(sum.pmpm_usd),
    unit: 'usd',
    because: 'Claims of the category, before truncation, for each month of coverage of the payer’s people.',
    rule: text(sum.rule),
    formula: 'sum of the months ÷ member months',
    terms: [
      ...named(context.models, category),
      result('spend_usd', 'Spend', sum.spend_usd, 'usd', null),
      result(
        'member_months',
        'Member months',
        sum.member_months,
        'months',
        explainId('spending.member_months', period, payer, line_of_business),
      ),
      ...rows.map((row) =>
        result(
          'cell',
          `${row.practice_id === 'none' ? 'On no panel' : row.practice_id}, ${row.year_month}`,
          row.spend_usd,
          'usd',
          explainId(
            'cost_month',
            ...[payer, line_of_business, String(row.practice_id), category, String(row.year_month)],
          ),
        ),
      ),
    ],
    more: { terms: left_out, records: 0 },
  })
}

/** A payer's months of coverage: those of each practice's people and of people on no panel. */
export const spendingMonths: Kind = async (context, keys) => {
  const spending = await rowOf(context, 'spending', ['period', 'payer', 'line_of_business'], keys)
  if (!spending) return undefined
  const [period = '', payer = '', line_of_business = ''] = keys
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select practice_id, year_month, member_months from practice_month
    where period = ${period} and payer = ${payer} and line_of_business = ${line_of_business}
    order by year_month, practice_id`,
  )
  return explained({
    id: explainId('spending.member_months', ...keys),
    kind: 'spending',
    title: `Member months, ${keys.join(', ')}`,
    value: text(spending.member_months),
    unit: 'months',
    because: 'A month of a person, or a day of it, counts once, whatever the number of plans.',
    formula: 'sum over practices and months',
    terms: rows.map((row) =>
      result(
        'practice_month',
        `${row.practice_id === 'none' ? 'On no panel' : row.practice_id}, ${row.year_month}`,
        row.member_months,
        'months',
        explainId('practice_month', payer, line_of_business, String(row.practice_id), String(row.year_month)),
      ),
    ),
    more: { terms: left_out, records: 0 },
  })
}

/** The months of a practice's people in one month: each person's coverage. */
export const practiceMonth: Kind = async (context, keys) => {
  const month = await rowOf(context, 'practice_month', ['payer', 'line_of_business', 'practice_id', 'year_month'], keys)
  if (!month) return undefined
  const [payer = '', line_of_business = '', practice_id = '', year_month = ''] = keys
  const { rows, left_out } = await listed<Row>(
    context,
    sql`
    select person_id, year_month, payer, plan, line_of_business, ${ofMonth(sql`all_days`)} as months
    from (
      select m.*, ${daysOfAll(sql`m.days`)} over (partition by m.person_id) as all_days,
        row_number() over (partition by m.person_id
          order by m.primary_coverage desc, m.payer, m.plan, m.line_of_business) as place
      from member_month m
      left join attribution a on a.period = ${text(month.period)} and a.person_id = m.person_id
      where m.year_month = ${year_month} and coalesce(a.practice_id, 'none') = ${practice_id}
        and (${payer} = 'all' or m.payer = ${payer})
        and (${line_of_business} = 'all' or m.line_of_business = ${line_of_business})
    ) person
    where place = 1
    order by person_id`,
  )
  return explained({
    id: explainId('practice_month', ...keys),
    kind: 'practice_month',
    title: `Member months of one month, ${keys.join(', ')}`,
    value: text(month.member_months),
    unit: 'months',
    because: `${month.people} people have coverage that counts. A month of a person, or a day of it, counts once, whatever the number of plans.`,
    rule: 'cost/total-cost-of-care/member_months',
    formula: 'sum over people',
    terms: rows.map(monthTerm),
    more: { terms: left_out, records: 0 },
  })
}

/** The category's own words, with its source; none where the file no longer names it. */
const named = (models: Parameters<Kind>[0]['models'], category: string) =>
  readServiceCategories(models)
    .categories.filter(({ key }) => key === category)
    .map(({ label, about, source }) => parameter('category', label, about, 'text', source))
