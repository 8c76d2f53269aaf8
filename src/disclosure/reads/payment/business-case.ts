import { explainId } from '../../../explain/context.ts'
import { raw, sql } from '../../../lake/sql.ts'
import { exact, usd } from '../../../money.ts'
import { differenceOf, meanOf, type Side } from '../../../payment/business-case/interval.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { supportKey } from '../../patterns/support-pattern.ts'
import { type Door, type Released, release } from '../../release.ts'
import { answersFor, ownPayer, payerName, type Reading } from '../reading.ts'

const own = (row: Row) => ({ payer: String(row.payer) })
/** A figure in which other payers have a part; the patterns say whether it is shown. */
const overAll = () => ({ payer: 'all' })

const YEARS: Dataset = {
  name: 'support by year',
  columns: {
    payer: 'public',
    period: 'public',
    basis: 'own-amount',
    support_usd: 'own-amount',
    support_pmpm_usd: 'own-amount',
    practices: 'own-amount',
    member_months: 'count',
    people: 'count',
    shared_months: 'count',
    explain_id: 'public',
  },
  parties: own,
}

const BESIDE_ALL: Dataset = {
  name: 'support beside all payers',
  columns: {
    payer: 'public',
    period: 'public',
    panel_share: 'rate',
    support_share: 'rate',
    support_ratio: 'rate',
    as_of: 'public',
  },
  parties: overAll,
  figure: (row) => row.panel_share !== null,
}

const CHURN: Dataset = {
  name: 'supported members who left',
  columns: { payer: 'public', supported_people: 'count', stayed: 'count', gone: 'count', explain_id: 'public' },
  parties: own,
}

const GONE: Dataset = {
  name: 'where they are',
  columns: { payer: 'public', to_other_payers_share: 'rate', as_of: 'public' },
  parties: overAll,
  figure: (row) => row.to_other_payers_share !== null,
}

const RETURN: Dataset = {
  name: 'cost of supported members',
  columns: {
    payer: 'public',
    supported_people: 'count',
    supported_baseline_pmpm_usd: 'own-amount',
    supported_period_pmpm_usd: 'own-amount',
    supported_change_usd: 'own-amount',
    other_people: 'count',
    other_baseline_pmpm_usd: 'own-amount',
    other_period_pmpm_usd: 'own-amount',
    other_change_usd: 'own-amount',
    difference_usd: 'own-amount',
    low_usd: 'own-amount',
    high_usd: 'own-amount',
    warning: 'public',
    explain_id: 'public',
    supported_explain_id: 'public',
    other_explain_id: 'public',
  },
  parties: own,
}

/** It stands beside the figures wherever they are shown. */
export const NO_CAUSE =
  'This describes; it does not say what the support caused. Supported and other members differ in health, age and place, ' +
  'practices chose to take part, and costs of people who began high tend to fall by themselves.'

export type BusinessCase = {
  payer: string
  payer_name: string
  period: string
  baseline: string
  years: Released[]
  beside_all: Released[]
  churn: Released
  gone: Released
  cost: Released
}

type ReturnRow = Side & {
  payer: string
  supported: boolean
  baseline_months: string
  period_months: string
  baseline_usd: string
  period_usd: string
}

/**
 * What support of shared practices costs and brings a payer: its own figures, and itself beside all payers as far as the
 * run's patterns show it. To a payer its own; to the operator everybody's.
 */
export async function readBusinessCases(reading: Reading, door: Door): Promise<BusinessCase[]> {
  const { period, baseline, patterns } = reading
  const { viewer } = door
  const answers = answersFor(reading, viewer)
  const mine = viewer.role === 'operator' || viewer.role === 'payer' ? ownPayer(viewer, 'payer') : raw('false')
  const supports = await answers.rows<Row>(sql`
    select period, payer, basis, support_usd, practices, member_months, people, shared_months from payer_support
    where ${mine} order by payer, period`)
  const churned = await answers.rows<Row>(sql`
    select payer, cast(sum(people) as bigint) as supported_people,
      cast(sum(case when outcome = 'stayed' then people else 0 end) as bigint) as stayed
    from support_churn where ${mine} group by payer order by payer`)
  const returned = await answers.rows<ReturnRow>(
    sql`select * from support_return where ${mine} order by payer, supported`,
  )
  const payers = [...new Set(supports.map((row) => String(row.payer)))]
  const cases: BusinessCase[] = []
  for (const payer of payers) {
    const years = supports
      .filter((row) => row.payer === payer)
      .map((row) => ({
        ...row,
        support_pmpm_usd: pmpm(row),
        explain_id: explainId('payer_support', String(row.period), payer),
      }))
    const churn = churned.find((row) => row.payer === payer) ?? { supported_people: 0, stayed: 0 }
    const beside = [baseline.id, period.id].map((of) => ({
      ...(patterns.support.beside.get(supportKey(of, payer)) ?? NOT_BESIDE),
      payer,
      period: of,
    }))
    const gone = patterns.support.gone.get(supportKey(period.id, payer)) ?? NOT_GONE
    const leavers = Number(churn.supported_people) - Number(churn.stayed)
    cases.push({
      payer,
      payer_name: payerName(reading, payer),
      period: period.id,
      baseline: baseline.id,
      years: await release(door, YEARS, years),
      beside_all: await release(door, BESIDE_ALL, beside),
      churn: await one(door, CHURN, {
        ...churn,
        payer,
        gone: leavers,
        explain_id: churned.includes(churn) ? explainId('support_churn', payer) : null,
      }),
      gone: await one(door, GONE, { ...gone, payer }),
      cost: await one(door, RETURN, costOf(payer, returned)),
    })
  }
  return cases
}

const NOT_BESIDE = { panel_share: null, support_share: null, support_ratio: null, as_of: null }
const NOT_GONE = { to_other_payers_share: null, as_of: null }

async function one(door: Door, dataset: Dataset, row: Row): Promise<Released> {
  const [released] = await release(door, dataset, [row])
  if (!released) throw new Error('one row in, one row out')
  return released
}

/** Unknown support has no rate, and nobody's months none either. */
function pmpm({ support_usd, member_months }: Row): string | null {
  if (support_usd === null || support_usd === undefined || Number(member_months) === 0) return null
  return usd(exact(String(support_usd)).div(String(member_months)))
}

function costOf(payer: string, rows: readonly ReturnRow[]): Row {
  const none = { people: 0, change_usd: null, change_variance: null, baseline_months: '0', period_months: '0' }
  const side = (supported: boolean) =>
    rows.find((row) => row.payer === payer && row.supported === supported) ?? {
      ...{ ...none, baseline_usd: '0', period_usd: '0' },
    }
  const [supported, others] = [side(true), side(false)]
  const difference = differenceOf(supported, others)
  return {
    payer,
    ...sideOf('supported', supported),
    ...sideOf('other', others),
    ...(difference ?? { difference_usd: null, low_usd: null, high_usd: null }),
    warning: NO_CAUSE,
    explain_id: difference && explainId('support_difference', payer),
    supported_explain_id: supported.people > 0 ? explainId('support_return', payer, 'true') : null,
    other_explain_id: others.people > 0 ? explainId('support_return', payer, 'false') : null,
  }
}

function sideOf(of: 'supported' | 'other', side: Omit<ReturnRow, 'payer' | 'supported'>): Row {
  const per = (amount: string, months: string) => (exact(months).isZero() ? null : usd(exact(amount).div(months)))
  const change = meanOf(side)
  return {
    [`${of}_people`]: side.people,
    [`${of}_baseline_pmpm_usd`]: per(side.baseline_usd, side.baseline_months),
    [`${of}_period_pmpm_usd`]: per(side.period_usd, side.period_months),
    [`${of}_change_usd`]: change ? usd(change) : null,
  }
}
