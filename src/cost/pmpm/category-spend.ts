import { enumeration, enumerationOf, placeIn } from '../../lake/dialect.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { addMonths, type Period } from '../../period.ts'
import { costValue } from '../cost-file.ts'
import { within } from '../in-period.ts'
import { keyAt, placeOfLine, type ServiceCategories } from './service-category.ts'
import { categorySpend } from './tables.ts'

/**
 * One row per person, payer, line of business, month and service category with a line in the periods: the one pass over
 * the lines that costs per member month are added up from.
 */
export function categorySpends(categories: ServiceCategories, ...periods: readonly Period[]): Step {
  const bound = costValue(categories, 'largest_line_usd', periods[0]?.start ?? '').value
  return {
    table: categorySpend,
    reads: ['person_line'],
    keeps: { by: 'person' },
    enumerated: ['period', 'year_month', 'category', ...SENT],
    prepare: async (engine) => {
      for (const column of SENT) await engine.run(enumerationOf(column, 'person_line'))
      await engine.run(enumeration('period', texts(periods.map((period) => period.id))))
      await engine.run(enumeration('year_month', texts(periods.flatMap(monthsOf))))
      await engine.run(enumeration('category', texts(categories.categories.map(({ key }) => key))))
    },
    // Grouped by numbers, which become text once per group instead of once per line.
    relation: sql`
      select ${placeIn('period', periodOfMonth(sql`month_number`, periods))} as period,
        ${join(SENT.map((column) => sql`${placeIn(column, id(column))} as ${id(column)}`))}, person_id,
        ${placeIn('year_month', sql`cast(month_number as varchar)`)} as year_month,
        ${placeIn('category', keyAt(categories, sql`place`))} as category, lines,
        lines - with_amount as lines_without_amount, case when place = 0 then lines else 0 end as lines_unknown,
        lines_below_zero, lines_above_bound, coalesce(spend_usd, 0) as spend_usd
      from (
        select payer, line_of_business, person_id, month_number, place, count(*) as lines,
          count(spend_usd) as with_amount, count(case when spend_usd < 0 then 1 end) as lines_below_zero,
          count(case when spend_usd > cast(${bound} as decimal(18,2)) then 1 end) as lines_above_bound,
          sum(spend_usd) as spend_usd
        from (
          select payer, line_of_business, person_id, year(service_date) * 100 + month(service_date) as month_number,
            coalesce(${placeOfLine(categories)}, 0) as place, spend_usd
          from person_line where ${within(sql`service_date`, periods)}
        ) line
        group by payer, line_of_business, person_id, month_number, place
      ) summed`,
  }
}

/** Columns of few texts, as payers send them. */
const SENT = ['payer', 'line_of_business'] as const

const texts = (all: readonly string[]): Sql => join([...new Set(all)].sort().map(literal))

/** The months of a period: 202501, 202502, … */
function monthsOf({ start, end }: Period): string[] {
  const months: string[] = []
  for (let month = start; month < end; month = addMonths(month, 1)) months.push(month.slice(0, 4) + month.slice(5, 7))
  return months
}

/** The period of a month such as 202501. */
function periodOfMonth(month: Sql, periods: readonly Period[]): Sql {
  const number = (day: string) => raw(String(Number(day.slice(0, 4) + day.slice(5, 7))))
  const [first, ...rest] = periods
  return rest.reduceRight<Sql>(
    (other, { id, start, end }) =>
      sql`case when ${month} >= ${number(start)} and ${month} < ${number(end)} then ${literal(id)} else ${other} end`,
    literal(first?.id ?? ''),
  )
}
