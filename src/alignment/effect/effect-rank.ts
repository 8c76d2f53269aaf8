import type { Engine } from '../../lake/engine.ts'
import { rowsStep } from '../../lake/rows-step.ts'
import { type SqlValue, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { effectRank, effectRankPractice } from '../tables.ts'
import { fifthsOf, kendall, placesOf, spearman } from './rank-correlation.ts'

const ALL = 'all'
type Costs = ReadonlyMap<string, ReadonlyMap<string, number>>
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
  const rows = await engine.rows<{ payer: string; practice_id: string; cents: number | bigint }>(sql`
    select payer, practice_id, cast(pmpm_usd * 100 as bigint) as cents from practice_cost
    where period = ${period} and pmpm_usd is not null order by payer, practice_id`)
  const found = new Map<string, Map<string, number>>([[ALL, new Map()]])
  for (const { payer, practice_id, cents } of rows) {
    const of = found.get(payer) ?? new Map<string, number>()
    found.set(payer, of.set(practice_id, Number(cents)))
  }
  return found
}

/** The costs of both in one order of practices. */
function beside(costs: Costs, payer: string, other: string): { practices: string[]; mine: number[]; theirs: number[] } {
  const [one, two] = [costs.get(payer) ?? new Map(), costs.get(other) ?? new Map()]
  const practices = [...one.keys()].filter((practice) => two.has(practice))
  return {
    practices,
    mine: practices.map((practice) => one.get(practice) ?? 0),
    theirs: practices.map((practice) => two.get(practice) ?? 0),
  }
}

const payersIn = (costs: Costs): string[] => [...costs.keys()].filter((payer) => payer !== ALL).sort()

function correlations(costs: Costs, period: string): Row[] {
  const payers = payersIn(costs)
  return payers.flatMap((payer) =>
    [ALL, ...payers.filter((other) => other > payer)].map((other) => {
      const { practices, mine, theirs } = beside(costs, payer, other)
      const [rho, tau] = practices.length > 1 ? [spearman(mine, theirs), kendall(mine, theirs)] : [null, null]
      const state =
        practices.length === 0
          ? 'no-shared-practice'
          : practices.length === 1
            ? 'one-practice'
            : rho === null
              ? 'all-alike'
              : 'compared'
      const of = { period, payer, other, state, practices: practices.length, spearman: rho, kendall: tau }
      return { ...of, ...apart(fifthsOf(mine), fifthsOf(theirs)) }
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
