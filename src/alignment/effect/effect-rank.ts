import type { Engine } from '../../lake/engine.ts'
import { rowsStep } from '../../lake/rows-step.ts'
import { type SqlValue, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { effectRank, effectRankPractice } from '../tables.ts'
import { fifthsOf, kendall, placesOf, spearman } from './rank-correlation.ts'

const ALL = 'all'
type Cost = { cents: number; people: number }
type Costs = ReadonlyMap<string, ReadonlyMap<string, Cost>>
type Row = Record<string, SqlValue>

/**
 * In which order each payer's own members put practices by truncated cost per member and month, beside the order by
 * everybody's. No amount leaves: places, fifths and correlations. Risk is in none of it.
 */
export function effectsOfRank({ id: period }: Period): Step[] {
  const of = { reads: ['practice_cost'], keeps: { by: 'table' } as const }
  return [
    rowsStep({ ...of, table: effectRank, rows: async (engine) => correlations(await costsOf(engine, period), period) }),
    rowsStep({
      ...of,
      table: effectRankPractice,
      rows: async (engine) => moves(await costsOf(engine, period), period),
    }),
  ]
}

/** Cost in cents by payer, then practice. A practice without a month of the payer has none. */
async function costsOf(engine: Engine, period: string): Promise<Costs> {
  const rows = await engine.rows<{ payer: string; practice_id: string } & Cost>(sql`
    select payer, practice_id, people, cast(pmpm_usd * 100 as bigint) as cents from practice_cost
    where period = ${period} and pmpm_usd is not null order by payer, practice_id`)
  const found = new Map<string, Map<string, Cost>>([[ALL, new Map()]])
  for (const { payer, practice_id, people, cents } of rows) {
    const of = found.get(payer) ?? new Map<string, Cost>()
    found.set(payer, of.set(practice_id, { cents, people }))
  }
  return found
}

/** The costs of both in one order of practices, and the fewest people of a side at one of them. */
function beside(costs: Costs, payer: string, other: string) {
  const [one, two] = [costs.get(payer), costs.get(other)]
  const shared = [...(one ?? [])].flatMap(([practice, mine]) => {
    const theirs = two?.get(practice)
    return theirs ? [{ practice, mine, theirs }] : []
  })
  return {
    practices: shared.map(({ practice }) => practice),
    mine: shared.map(({ mine }) => mine.cents),
    theirs: shared.map(({ theirs }) => theirs.cents),
    least_people: shared.reduce<number | null>(
      (least, { mine, theirs }) => Math.min(least ?? mine.people, mine.people, theirs.people),
      null,
    ),
  }
}

const payersIn = (costs: Costs): string[] => [...costs.keys()].filter((payer) => payer !== ALL).sort()

function correlations(costs: Costs, period: string): Row[] {
  const payers = payersIn(costs)
  return payers.flatMap((payer) =>
    [ALL, ...payers.filter((other) => other > payer)].map((other) => {
      const { practices, mine, theirs, least_people } = beside(costs, payer, other)
      const [rho, tau] = practices.length > 1 ? [spearman(mine, theirs), kendall(mine, theirs)] : [null, null]
      const state =
        practices.length === 0
          ? 'no-shared-practice'
          : practices.length === 1
            ? 'one-practice'
            : rho === null
              ? 'all-alike'
              : 'compared'
      const of = { period, payer, other, state, practices: practices.length, least_people }
      return { ...of, spearman: rho, kendall: tau, ...apart(fifthsOf(mine), fifthsOf(theirs)) }
    }),
  )
}

function apart(mine: readonly number[] | null, theirs: readonly number[] | null): Row {
  const steps = mine && theirs ? mine.map((fifth, i) => Math.abs(fifth - (theirs[i] ?? fifth))) : null
  const count = (holds: (step: number) => boolean) => steps?.filter(holds).length ?? null
  return {
    same_fifth: count((step) => step === 0),
    next_fifth: count((step) => step === 1),
    farther: count((step) => step > 1),
  }
}

function moves(costs: Costs, period: string): Row[] {
  return payersIn(costs).flatMap((payer) => {
    const { practices, mine, theirs } = beside(costs, payer, ALL)
    const [places, places_all] = [placesOf(mine), placesOf(theirs)]
    const [fifths, fifths_all] = [fifthsOf(mine), fifthsOf(theirs)]
    return practices.map((practice_id, i) => {
      const [fifth, fifth_all] = [fifths?.[i] ?? null, fifths_all?.[i] ?? null]
      return {
        ...{ period, payer, practice_id, practices: practices.length },
        ...{ place: places[i] ?? 0, place_all: places_all[i] ?? 0, fifth, fifth_all },
        fifths_up: fifth === null || fifth_all === null ? null : fifth - fifth_all,
      }
    })
  })
}
