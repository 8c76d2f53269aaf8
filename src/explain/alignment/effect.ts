import { effectOfPayment } from '../../alignment/effect/effect-of-payment.ts'
import { readScenarios } from '../../alignment/effect/scenarios.ts'
import { readLibrary } from '../../alignment/profile/library.ts'
import { readReference } from '../../alignment/profile/reference.ts'
import { sql } from '../../lake/sql.ts'
import { openModel } from '../../model/open-model.ts'
import { models as readModels } from '../../model/read-model.ts'
import { period as periodOf } from '../../period.ts'
import {
  type ExplainContext,
  explained,
  explainId,
  type Kind,
  listed,
  parameter,
  type Row,
  result,
  rowOf,
  text,
} from '../context.ts'
import type { Term } from '../explained.ts'

const MEASURE = ['period', 'payer', 'other', 'concept', 'measure', 'other_measure', 'members']

/** How far two definitions agree on the same people: the counts, and those whose status differs. */
export const effectOfMeasure: Kind = async (context, keys) => {
  const row = await rowOf(context, 'effect_measure', MEASURE, keys)
  if (!row) return undefined
  const [period = '', payer = '', , , measure = '', other = '', members = ''] = keys
  const own = sql`
    join measure_payer p on p.period = ${period} and p.payer = ${payer} and p.person_id = a.person_id`
  const { rows, left_out } =
    row.state === 'compared'
      ? await listed<Row>(
          context,
          sql`
          select a.person_id, a.event_id, a.status as one, b.status as other
          from measure_status a
          join measure_status b on b.period = a.period and b.person_id = a.person_id and b.event_id = a.event_id
          ${members === 'own' ? own : sql``}
          where a.period = ${period} and a.measure = ${measure} and b.measure = ${other} and a.status <> b.status
          order by a.person_id, a.event_id`,
        )
      : { rows: [], left_out: 0 }
  const count = (column: string, label: string) => result(column, label, row[column], 'count', null)
  const status = (of: string, row: Row, value: 'one' | 'other'): Term =>
    result(
      `status_${value}`,
      `Person ${row.person_id} by ${of}`,
      row[value],
      'code',
      explainId('measure_status', period, of, row.person_id, row.event_id),
    )
  return explained({
    id: explainId('effect_measure', ...keys),
    kind: 'effect_measure',
    title: `How far two definitions agree, ${measure} of ${payer} and ${other} of ${row.other}, ${period}`,
    value: text(row.agree_share),
    unit: 'share',
    because:
      members === 'own'
        ? 'Of the people, or stays, that both definitions count, those counted with the payer.'
        : 'Of all people, or stays, that both definitions count.',
    reason: text(row.state),
    formula: 'of one status by both ÷ counted by both',
    terms: [
      count('counted', 'Counted by both'),
      count('same_status', 'Of one status by both'),
      count('only_payer', "Counted by the payer's definition alone"),
      count('only_other', "Counted by the other's alone"),
      result('rate_share', "Rate by the payer's definition", row.rate_share, 'share', null),
      result('other_rate_share', "Rate by the other's", row.other_rate_share, 'share', null),
      ...rows.flatMap((one) => [status(measure, one, 'one'), status(other, one, 'other')]),
    ],
    more: { terms: left_out, records: 0 },
  })
}

/** Costs per member and month at the practices that both have, from which the two orders are made. */
const costs = (context: ExplainContext, period: string, payer: string, other: string) =>
  listed<Row>(
    context,
    sql`
    select a.practice_id, a.pmpm_usd as one, b.pmpm_usd as other
    from practice_cost a join practice_cost b on b.period = a.period and b.practice_id = a.practice_id
    where a.period = ${period} and a.payer = ${payer} and b.payer = ${other}
      and a.pmpm_usd is not null and b.pmpm_usd is not null
    order by a.practice_id`,
  )

const costTerm = (name: string, period: string, payer: string, practice: Row[string], usd: Row[string] | undefined) =>
  result(name, `${practice}, ${payer}`, usd, 'usd', explainId('practice_cost', period, practice, payer))

/** How far two payers' costs put the same practices in one order: the costs at each. */
export const effectOfRank: Kind = async (context, keys) => {
  const row = await rowOf(context, 'effect_rank', ['period', 'payer', 'other'], keys)
  if (!row) return undefined
  const [period = '', payer = '', other = ''] = keys
  const { rows, left_out } = await costs(context, period, payer, other)
  return explained({
    id: explainId('effect_rank', ...keys),
    kind: 'effect_rank',
    title: `How far costs put practices in one order, ${payer} and ${other}, ${period}`,
    value: text(row.spearman),
    unit: 'share',
    because: `Over ${row.practices} practices with a cost on both sides; at one of them a side has ${row.least_people ?? 0} people, and the fewer, the more is chance.`,
    reason: text(row.state),
    formula: 'correlation of the places of both, ties at their middle place (Spearman)',
    terms: [
      result('practices', 'Practices', row.practices, 'count', null),
      result('kendall', "Kendall's tau-b", row.kendall, 'share', null),
      ...rows.flatMap((one) => [
        costTerm('cost_one', period, payer, one.practice_id ?? null, one.one),
        costTerm('cost_other', period, other, one.practice_id ?? null, one.other),
      ]),
    ],
    more: { terms: left_out, records: 0 },
  })
}

/** Where a practice stands by a payer's own members. Everybody's order is not in it: beside its own it would tell the others'. */
export const rankOfPractice: Kind = async (context, keys) => {
  const row = await rowOf(context, 'effect_rank_practice', ['period', 'payer', 'practice_id'], keys)
  if (!row) return undefined
  const [period = '', payer = '', practice = ''] = keys
  const { rows, left_out } = await costs(context, period, payer, 'all')
  return explained({
    id: explainId('effect_rank_practice', ...keys),
    kind: 'effect_rank_practice',
    title: `Place of ${practice} by cost of the members of ${payer}, ${period}`,
    value: text(row.place),
    unit: 'count',
    because: `Of ${row.practices} practices, the lowest cost per member and month first; equals share the lowest place.`,
    formula: '1 + practices with a lower cost',
    terms: rows.map((one) =>
      costTerm(one.practice_id === practice ? 'cost' : 'cost_other', period, payer, one.practice_id ?? null, one.one),
    ),
    more: { terms: left_out, records: 0 },
  })
}

/** What one made-up performance earns under a structure of the library: the same for whoever has it, and no contract is read. */
export const effectOfStructure: Kind = async ({ models: folders }, keys) => {
  const [period = '', id = '', track = '', savings = '', quality = ''] = keys
  const all = readModels(folders)
  const model = all.find((one) => one.id === id)
  if (keys.length !== 5 || !/^\d{4}$/.test(period) || !model?.tracks.some((one) => one.track === track))
    return undefined
  const year = periodOf(period)
  const open = new Map(all.map((one) => [one.id, openModel(one)]))
  const { amounts } = readReference(folders, { ...readLibrary(folders), models: open, day: year.start })
  const found = effectOfPayment([{ payer: '', model, track }], readScenarios(folders), {
    period: year,
    reference: amounts,
  })
  const one = found.find((each) => each.savings === savings && each.quality === quality)
  if (!one) return undefined
  return explained({
    id: explainId('effect_payment', ...keys),
    kind: 'effect_payment',
    title: `What ${savings} of the benchmark saved and ${quality} of quality earn, ${model.title}, ${track}, ${period}`,
    value: one.earned_usd,
    unit: 'usd',
    because:
      one.needs.length > 0 ? `It cannot be said: ${one.needs.join('; ')}.` : 'What is paid beside claims for services.',
    formula: 'sum of what is paid, without payment for services',
    terms: [
      ...one.lines.map(({ component, label, amount_usd }) =>
        result(`line/${component}`, label, amount_usd, 'usd', null),
      ),
      ...one.borrowed.map(({ parameter: name, label, value, from, source }) =>
        parameter(name, `${label}, from ${from}`, value, 'text', source),
      ),
    ],
  })
}
