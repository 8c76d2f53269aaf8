import { explainId } from '../../../explain/context.ts'
import { raw, sql } from '../../../lake/sql.ts'
import { heldOn } from '../../../model/parameter.ts'
import { type Model, models } from '../../../model/read-model.ts'
import { type AgainstTarget, againstTarget, holdsGrowth, TARGETS } from '../../../payment/growth-target.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { answersFor, oncePerRun, ownPayer, payerName, type Reading } from '../reading.ts'
import { type How, howOf } from './how.ts'
import { ofPayer } from './own.ts'

const GROWTH = 'growth low_share high_share'
const AMOUNTS = `baseline_tme_per_person_usd tme_per_person_usd tme_growth baseline_thce_per_person_usd
  thce_per_person_usd thce_growth`
const SAID = 'completeness reason as_of explain_id'
export const GROWTH_COLUMNS =
  `payer payer_name line_of_business people baseline_member_months member_months ${GROWTH} verdict
  ${AMOUNTS} ${SAID}`.split(/\s+/)

const OWN: Dataset = {
  ...ofPayer('growth of spending', {
    said: SAID,
    counts: 'people baseline_member_months member_months',
    amounts: `${GROWTH} verdict ${AMOUNTS}`,
  }),
  follows: { growth: ['verdict'] },
}

/** One row, the same for everybody who may look. */
const MARKET: Dataset = {
  name: 'growth of spending over all payers',
  columns: {
    ...Object.fromEntries(Object.entries(OWN.columns).filter(([, kind]) => kind === 'public')),
    ...Object.fromEntries(`${GROWTH} verdict`.split(' ').map((one) => [one, 'market' as const])),
    ...Object.fromEntries(AMOUNTS.split(/\s+/).map((one) => [one, 'before-truncation' as const])),
  },
  parties: () => ({ payer: 'all' }),
  figure: (row) => row.growth !== null,
  follows: { growth: ['verdict'] },
}

/** A target that somebody set for the period. */
export type Target = {
  model: string
  model_title: string
  track: string
  label: string
  about: string
  target_share: string
  source: string | null
}

/** Models of the library that hold growth against a target by track. */
const modelsOf = oncePerRun(async ({ folders }) => models(folders).filter(holdsGrowth))

function targetOf(model: Model, { track, label, about }: Model['tracks'][number], day: string): Target[] {
  const parameter = model.parameters[TARGETS]
  const { schedule = null, source = null } = parameter ? heldOn(parameter, day) : {}
  const target_share = typeof schedule === 'object' && schedule !== null ? Reflect.get(schedule, track) : null
  return typeof target_share === 'string'
    ? [{ model: model.id, model_title: model.title, track, label, about, target_share, source }]
    : []
}

export type Growth = {
  period: string
  baseline: string
  targets: Target[]
  /** The one the region says it is held to, where it is in force. */
  region_target: Target | null
  target: Target | null
  target_sources: Model['sources']
  not_published: readonly string[]
  how: How[]
  rows: Released[]
}

/**
 * Growth of spending per person from the year before, against the target asked for, else the region's own: to a payer its own, and the market's one
 * figure to everybody who may look. What per person was spent over all payers stays, since it is before truncation.
 */
export async function readGrowth(
  reading: Reading,
  door: Door,
  asked: { target?: string | undefined },
): Promise<Growth> {
  const { viewer } = door
  const { period, baseline, growth_target } = reading
  const held = await modelsOf(reading)
  const targets = held.flatMap((model) => model.tracks.flatMap((track) => targetOf(model, track, period.start)))
  const named = (name: string) => targets.find((one) => `${one.model} ${one.track}` === name) ?? null
  const region_target = growth_target ? named(`${growth_target.model} ${growth_target.track}`) : null
  const target = asked.target === undefined ? region_target : named(asked.target)
  const model = held.find(({ id }) => id === target?.model)
  const verdict = (row: Row): AgainstTarget['verdict'] | null =>
    model && target && row.growth !== null
      ? againstTarget(model, { track: target.track, period }, shareOf(row)).verdict
      : null
  const mine = viewer.role === 'operator' || viewer.role === 'payer' ? ownPayer(viewer, 'payer') : raw('false')
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select * from cost_growth where period = ${period.id} and payer <> 'all' and ${mine} order by payer, line_of_business`)
  const own = found.map((row) => ({
    ...row,
    payer_name: payerName(reading, String(row.payer)),
    verdict: verdict(row),
    as_of: null,
    explain_id: explainId('cost_growth', String(row.payer), String(row.line_of_business)),
  }))
  const market = await marketRow(reading, door)
  return {
    period: period.id,
    baseline: baseline.id,
    targets,
    region_target,
    target,
    target_sources: model?.sources ?? [],
    not_published: model?.not_published ?? [],
    how: howOf(reading, ['cost-growth', 'completion', 'total-cost-of-care']),
    rows: [
      ...(await release(door, MARKET, [{ ...market, verdict: verdict(market) }])),
      ...(await release(door, OWN, own)),
    ].map((row) => ({ ...NOT_TOLD, ...row })),
  }
}

/** What the patterns tell of the market; to the operator what the run says. */
async function marketRow({ engine, period, patterns }: Reading, { viewer }: Door): Promise<Row> {
  const head = { payer: 'all', payer_name: 'All payers', line_of_business: 'all', reason: 'measured', explain_id: null }
  if (viewer.role !== 'operator') return { ...(patterns.market ?? NO_GROWTH), ...head }
  const row = await engine.one<Row>(
    sql`select * from cost_growth where period = ${period.id} and payer = 'all' and line_of_business = 'all'`,
  )
  return { ...head, ...(row ?? NO_GROWTH), as_of: null, explain_id: explainId('cost_growth', 'all', 'all') }
}

/** Counts of people over all payers are no part of this answer. */
const NOT_TOLD = { people: null, baseline_member_months: null, member_months: null }
const NO_GROWTH = { growth: null, low_share: null, high_share: null, completeness: 'unknown', as_of: null }

const shareOf = (row: Row) => {
  const text = (name: string) => (typeof row[name] === 'string' ? row[name] : null)
  return { growth: text('growth'), low: text('low_share'), high: text('high_share') }
}
