import { explainId } from '../../explain/context.ts'
import type { Permitted } from '../../governance/permitted.ts'
import type { Viewer } from '../../governance/viewer.ts'
import { sql } from '../../lake/sql.ts'
import type { Dataset, Row } from '../dataset.ts'
import { CELL } from '../patterns/count-tables.ts'
import type { CostFigures } from '../patterns/figures.ts'
import { rateKey } from '../patterns/patterns.ts'
import { reliability } from '../patterns/rate-pattern.ts'
import { regionCost } from '../patterns/spend.ts'
import { type Door, type Released, release } from '../release.ts'
import { isCounting } from '../right.ts'
import {
  answersFor,
  everyPayer,
  oncePerRun,
  ownPayer,
  payerName,
  payersFor,
  practiceOf,
  type Reading,
} from './reading.ts'

const RATE: Dataset = {
  name: 'scorecard rates',
  columns: {
    period: 'public',
    measure: 'public',
    payer: 'public',
    rate_share: 'rate',
    reliability: 'public',
    end: 'public',
    as_of: 'public',
    numerator: 'weight',
    denominator: 'weight',
    excluded: 'weight',
    low_share: 'interval',
    high_share: 'interval',
    explain_id: 'public',
  },
  parties: (row) => ({
    payer: String(row.payer),
    practice_id: String(row.practice_id),
    organization_id: String(row.organization_id),
  }),
  cell: (row, field) =>
    (field === 'excluded' ? CELL.excluded : CELL.rate)(
      String(row.period),
      String(row.measure),
      String(row.practice_id),
      String(row.payer),
    ),
  figure: (row) => row.rate_share !== null,
}

export type Scorecard = Record<string, unknown>

/** A practice's rates over all payers beside each payer's, and its cost. */
export async function readScorecard(reading: Reading, door: Door, practice_id: string): Promise<Scorecard> {
  const practice = await practiceOf(reading, practice_id)
  const organization_id = practice?.organization_id ?? ''
  const rates = await ratesOf(reading, door, practice_id, organization_id)
  const of = (period: string, measure: string, payer: string) =>
    rates.find((one) => one.period === period && one.measure === measure && one.payer === payer)
  return {
    practice_id,
    practice_name: practice?.practice_name ?? null,
    period: reading.period.id,
    measures: reading.measures.map(({ measure, title, about, direction, target_share, counts }) => ({
      measure,
      title,
      about,
      direction,
      target_share,
      counts,
      all: of(reading.period.id, measure, 'all') ?? NO_RATE,
      baseline: of(reading.baseline.id, measure, 'all') ?? NO_RATE,
      by_payer: payersFor(reading, door.viewer).flatMap(({ payer, payer_name }) => {
        const rate = of(reading.period.id, measure, payer)
        return rate ? [{ ...rate, payer, payer_name }] : []
      }),
    })),
    cost: await costOf(reading, door, practice_id, organization_id),
  }
}

const NO_RATE = {
  rate_share: null,
  numerator: null,
  denominator: null,
  excluded: null,
  low_share: null,
  high_share: null,
  reliability: null,
  end: null,
  as_of: null,
  explain_id: null,
  withheld: [],
}

async function ratesOf(
  reading: Reading,
  door: Door,
  practice_id: string,
  organization_id: string,
): Promise<Released[]> {
  const { viewer } = door
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select period, measure, practice_id, payer, numerator, denominator, excluded, rate_share, low_share, high_share
    from measure_rate
    where practice_id = ${practice_id} and (period = ${reading.period.id} or (period = ${reading.baseline.id} and payer = 'all'))
      and (payer = 'all' or ${ownPayer(viewer, 'payer')})
    order by measure, period, payer`)
  return release(
    door,
    RATE,
    everyRate(reading, viewer, practice_id, rows).map((row) => ({
      ...row,
      ...forPayer(reading, viewer, row),
      organization_id,
      explain_id: mayWalk(viewer)
        ? explainId('measure_rate', ...['period', 'measure', 'practice_id', 'payer'].map((one) => String(row[one])))
        : null,
    })),
  )
}

/** Over all payers a payer gets what the patterns made of the rate; of its own members, how reliable theirs is. */
function forPayer({ patterns }: Reading, viewer: Viewer, row: Row): Row {
  if (viewer.role !== 'payer') return {}
  if (row.payer === 'all') {
    const found = patterns.rates.get(rateKey(String(row.period), String(row.measure), String(row.practice_id)))
    return found ? { ...found } : { rate_share: null }
  }
  return { reliability: reliability(Number(row.denominator), patterns.policy) ?? 'very low' }
}

/** Who may not see a small count may not see either that there is none: every payer and measure has a row. */
function everyRate(reading: Reading, viewer: Permitted, practice_id: string, rows: readonly Row[]): Row[] {
  if (!isCounting(viewer) && viewer.role !== 'payer') return [...rows]
  const key = (row: Row) => `${row.period} ${row.measure} ${row.payer}`
  const found = new Set(rows.map(key))
  const all = isCounting(viewer) ? payersFor(reading, viewer).map((one) => one.payer) : []
  const none = { numerator: 0, denominator: 0, excluded: 0, rate_share: null, low_share: null, high_share: null }
  const wanted = reading.measures.flatMap(({ measure }) => [
    { ...none, practice_id, measure, period: reading.baseline.id, payer: 'all' },
    ...['all', ...all].map((payer) => ({ ...none, practice_id, measure, period: reading.period.id, payer })),
  ])
  return [...rows, ...wanted.filter((row) => !found.has(key(row)))]
}

/** An explanation leads to people, so those without a right to any are not offered one. */
const mayWalk = (viewer: Viewer): boolean => !isCounting(viewer) && viewer.role !== 'public'

export const COST: Dataset = {
  name: 'scorecard cost',
  columns: {
    payer: 'public',
    payer_name: 'public',
    people: 'count',
    member_months: 'count',
    pmpm_usd: 'mixed-price',
    as_of: 'public',
    explain_id: 'public',
  },
  parties: (row) => ({
    payer: String(row.payer),
    practice_id: String(row.practice_id),
    organization_id: String(row.organization_id),
  }),
  cell: (row) => CELL.people(String(row.period), String(row.practice_id), String(row.payer)),
  figure: (row) => row.pmpm_usd !== null,
  follows: { people: ['member_months', 'pmpm_usd'], pmpm_usd: ['explain_id'] },
}

export const REGION: Dataset = {
  name: 'region cost',
  columns: { payer: 'public', region_pmpm_usd: 'mixed-price' },
  parties: COST.parties,
  figure: (row) => row.region_pmpm_usd !== null,
}

/** What the viewer may see of a practice's cost per payer; explanations follow the same decision. */
export async function releasedCost(
  reading: Reading,
  door: Door,
  practice_id: string,
  organization_id: string,
): Promise<Released[]> {
  const { viewer } = door
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select payer, people, member_months, pmpm_usd from practice_cost
    where practice_id = ${practice_id} and period = ${reading.period.id} and ${ownPayer(viewer, 'payer')}
    order by case when payer = 'all' then 0 else 1 end, payer`)
  const figures = practiceFigures(reading, viewer, practice_id)
  return release(
    door,
    COST,
    everyPayer(reading, viewer, rows, ['all']).map((row) => ({
      ...row,
      ...figureOf(figures, String(row.payer)),
      period: reading.period.id,
      practice_id,
      organization_id,
      payer_name: payerName(reading, String(row.payer)),
      explain_id: mayWalk(viewer)
        ? explainId('practice_cost', reading.period.id, practice_id, String(row.payer))
        : null,
    })),
  )
}

type Figures = CostFigures | null | 'as-run'
/** A payer and the operator see what the run says; everyone else what the patterns show of it. */
const seesAsRun = (viewer: Viewer): boolean => viewer.role === 'payer' || viewer.role === 'operator'

export function practiceFigures({ patterns }: Reading, viewer: Viewer, practice_id: string): Figures {
  if (seesAsRun(viewer)) return 'as-run'
  return (isCounting(viewer) ? patterns.overseers : patterns.practices).get(practice_id) ?? null
}

export function figureOf(figures: Figures, payer: string): Row {
  if (figures === 'as-run') return {}
  const pmpm_usd = figures?.values[payer] ?? null
  return { pmpm_usd, as_of: pmpm_usd === null ? null : (figures?.as_of ?? null) }
}

async function costOf(reading: Reading, door: Door, practice_id: string, organization_id: string) {
  const released = await releasedCost(reading, door, practice_id, organization_id)
  const region = await release(
    door,
    REGION,
    (await regionFigures(reading, door.viewer)).map((row) => ({ ...row, practice_id, organization_id })),
  )
  return released.map((row) => {
    const beside = region.find((one) => one.payer === row.payer)
    return {
      ...row,
      region_pmpm_usd: beside?.region_pmpm_usd ?? null,
      withheld: [...row.withheld, ...(beside?.withheld ?? [])],
    }
  })
}

const regionOfRun = oncePerRun(({ engine, period }) =>
  engine.rows<{ payer: string; pmpm_usd: string | null }>(regionCost({ period })),
)

export async function regionFigures(reading: Reading, viewer: Viewer) {
  const { patterns } = reading
  const rows = await regionOfRun(reading)
  const own = rows.filter((row) => viewer.role !== 'payer' || row.payer === viewer.organization_id)
  return own.map(({ payer, pmpm_usd }): Row => {
    if (seesAsRun(viewer)) return { payer, region_pmpm_usd: pmpm_usd }
    const counting = isCounting(viewer) && patterns.region_to_overseers && payer === 'all' ? pmpm_usd : null
    return { payer, region_pmpm_usd: isCounting(viewer) ? counting : (patterns.region?.values[payer] ?? null) }
  })
}
