import type { Engine } from '../../lake/engine.ts'
import { sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'
import type { Cell, CountTables, Follow, Sum } from './cell-pattern.ts'

/** What the tables are made from: a run that is open. */
export type Counted = {
  engine: Engine
  period: Period
  baseline: Period
  payers: readonly { payer: string }[]
  measures: readonly { measure: string }[]
}

const key = (...parts: readonly string[]): string => parts.join(' ')
/** Keys of the counts that views show. They hold the period, so that a year's pattern is the same from the next year. */
export const CELL = {
  people: (period: string, practice_id: string, payer: string) => key('people', period, practice_id, payer),
  change: (period: string, practice_id: string, change: string) => key('change', period, practice_id, change),
  reason: (period: string, practice_id: string, reason: string) => key('reason', period, practice_id, reason),
  rate: (period: string, measure: string, practice_id: string, payer: string) =>
    key('rate', period, measure, practice_id, payer),
  excluded: (period: string, measure: string, practice_id: string, payer: string) =>
    key('excluded', period, measure, practice_id, payer),
}
const doubled = (period: string, practice_id: string) => key('doubled', period, practice_id)

/**
 * Every count that viewers without a right to people may meet, over all practices and both years, with the sums that
 * hold between them. A count that has no row is zero, which is a count too.
 */
export async function countTables(counted: Counted): Promise<CountTables> {
  const { engine, period, baseline } = counted
  const practices = (
    await engine.rows<{ practice_id: string }>(sql`select practice_id from practice order by practice_id`)
  ).map((one) => one.practice_id)
  const tables: CountTables[] = []
  for (const of of [period.id, baseline.id]) {
    const people = await peopleOf(counted, of)
    const rates = await ratesOf(counted, of)
    for (const practice_id of practices) {
      tables.push(byPayer(counted, of, practice_id, people))
      for (const { measure } of counted.measures) tables.push(byMeasure(counted, of, measure, practice_id, rates))
    }
  }
  const tally = await tallyOf(counted)
  const reasons = [...new Set(tally.flatMap((one) => (one.change === 'dropped' ? [] : [one.reason])))].sort()
  for (const practice_id of practices) tables.push(byReason(counted, practice_id, tally, reasons))
  return {
    cells: tables.flatMap((one) => one.cells),
    sums: tables.flatMap((one) => one.sums),
    follows: tables.flatMap((one) => one.follows),
  }
}

type People = ReadonlyMap<string, number>
type Rates = ReadonlyMap<string, { numerator: number; denominator: number; excluded: number }>
type Tally = { practice_id: string; reason: string; change: string; people: number }

/** People by practice and payer, and with `all` once each. */
async function peopleOf({ engine }: Counted, period: string): Promise<People> {
  const rows = await engine.rows<{ practice_id: string; payer: string; people: number }>(sql`
    select practice_id, payer, people from practice_cost where period = ${period} and payer <> 'all'
    union all
    select practice_id, 'all', count(*) from attribution
    where period = ${period} and practice_id is not null group by practice_id`)
  return new Map(rows.map((row) => [CELL.people(period, row.practice_id, row.payer), row.people]))
}

function byPayer({ payers }: Counted, period: string, practice_id: string, people: People): CountTables {
  const of = (payer: string) => people.get(CELL.people(period, practice_id, payer)) ?? 0
  const cell = (payer: string): Cell => ({ key: CELL.people(period, practice_id, payer), values: [of(payer)] })
  const parts = payers.map((one) => cell(one.payer))
  const all = cell('all')
  const twice = parts.reduce((sum, one) => sum + (one.values[0] ?? 0), 0) - of('all')
  const over: Cell = { key: doubled(period, practice_id), values: [Math.max(twice, 0)], unseen: true }
  return {
    cells: [...parts, all, over],
    sums: [{ total: all.key, parts: parts.map((one) => one.key), over: over.key }],
    follows: [],
  }
}

async function ratesOf({ engine }: Counted, period: string): Promise<Rates> {
  const rows = await engine.rows<{
    measure: string
    practice_id: string
    payer: string
    numerator: number
    denominator: number
    excluded: number
  }>(sql`
    select measure, practice_id, payer, numerator, denominator, excluded from measure_rate where period = ${period}`)
  return new Map(rows.map((row) => [CELL.rate(period, row.measure, row.practice_id, row.payer), row]))
}

/** Met and not met go together: with the one and the rate the other is known. */
function byMeasure(
  { payers }: Counted,
  period: string,
  measure: string,
  practice_id: string,
  rates: Rates,
): CountTables {
  const entries = [...payers.map((one) => one.payer), 'all']
  const found = (payer: string) => rates.get(CELL.rate(period, measure, practice_id, payer))
  const cells = entries.flatMap((payer): Cell[] => {
    const { numerator = 0, denominator = 0, excluded = 0 } = found(payer) ?? {}
    return [
      { key: CELL.rate(period, measure, practice_id, payer), values: [numerator, denominator - numerator] },
      { key: CELL.excluded(period, measure, practice_id, payer), values: [excluded] },
    ]
  })
  const sum = (cell: typeof CELL.rate): Sum => ({
    total: cell(period, measure, practice_id, 'all'),
    parts: payers.map(({ payer }) => cell(period, measure, practice_id, payer)),
  })
  const follows = entries.flatMap((payer): Follow[] => {
    const rate = CELL.rate(period, measure, practice_id, payer)
    return [
      [CELL.people(period, practice_id, payer), rate],
      [rate, CELL.excluded(period, measure, practice_id, payer)],
    ]
  })
  return { cells, sums: [sum(CELL.rate), sum(CELL.excluded)], follows }
}

async function tallyOf({ engine, period, baseline }: Counted): Promise<Tally[]> {
  return engine.rows<Tally>(sql`
    select n.practice_id, n.reason, case when b.person_id is null then 'new' else 'continuing' end as change,
           count(*) as people
    from attribution n
    left join attribution b on b.period = ${baseline.id} and b.person_id = n.person_id and b.practice_id = n.practice_id
    where n.period = ${period.id} and n.practice_id is not null
    group by 1, 2, 3
    union all
    select b.practice_id, '-', 'dropped', count(*)
    from attribution b
    left join attribution n on n.period = ${period.id} and n.person_id = b.person_id and n.practice_id = b.practice_id
    where b.period = ${baseline.id} and b.practice_id is not null and n.person_id is null
    group by b.practice_id`)
}

/** New and continuing are the people now, continuing and dropped those of the year before, and the reasons those now. */
function byReason(
  { period, baseline }: Counted,
  practice_id: string,
  tally: readonly Tally[],
  reasons: readonly string[],
): CountTables {
  const own = tally.filter((one) => one.practice_id === practice_id)
  const count = (rows: readonly Tally[]) => rows.reduce((sum, one) => sum + one.people, 0)
  const changed = (change: string): Cell => ({
    key: CELL.change(period.id, practice_id, change),
    values: [count(own.filter((one) => one.change === change))],
  })
  const because = reasons.map(
    (reason): Cell => ({
      key: CELL.reason(period.id, practice_id, reason),
      values: [count(own.filter((one) => one.reason === reason && one.change !== 'dropped'))],
    }),
  )
  const [fresh, continuing, dropped] = [changed('new'), changed('continuing'), changed('dropped')]
  const now = CELL.people(period.id, practice_id, 'all')
  return {
    cells: [fresh, continuing, dropped, ...because],
    sums: [
      { total: now, parts: [fresh.key, continuing.key] },
      { total: CELL.people(baseline.id, practice_id, 'all'), parts: [continuing.key, dropped.key] },
      { total: now, parts: because.map((one) => one.key) },
    ],
    follows: [],
  }
}
