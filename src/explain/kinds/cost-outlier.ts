import { costValue } from '../../cost/cost-file.ts'
import { readCostModel } from '../../cost/cost-model.ts'
import { period as periodOf } from '../../period.ts'
import { explained, explainId, type Kind, parameter, type Row, result, rowOf, text } from '../context.ts'
import type { Term, Unit } from '../explained.ts'

/** Why a person's spend is told apart. Nothing is changed by it: every amount counts as it was sent, cut at the point. */
export const costOutlier: Kind = async (context, keys) => {
  const found = await rowOf(context, 'cost_outlier', ['period', 'payer', 'line_of_business', 'person_id'], keys)
  if (!found) return undefined
  const [period = '', , line_of_business = ''] = keys
  return explained({
    id: explainId('cost_outlier', ...keys),
    kind: 'cost_outlier',
    title: `Spend out of line, one person with ${keys[1]} in ${period}`,
    value: text(found.spend_usd),
    unit: 'usd',
    because: BECAUSE[String(found.reason)] ?? String(found.reason),
    reason: text(found.reason),
    rule: text(found.rule),
    says: 'The first that holds is told: a line above the bound, a spend below zero, a spend above the truncation point, a large part of a practice’s.',
    terms: [
      result('spend_usd', 'Spend', found.spend_usd, 'usd', explainId('person_cost.spend_usd', ...keys)),
      result(
        'cap_usd',
        'Truncation point',
        found.cap_usd,
        'usd',
        explainId('truncation_point', period, line_of_business),
      ),
      result('excess_usd', 'Spend above it', found.excess_usd, 'usd', null),
      result('practice_share', 'Share of what the practice’s people spent', found.practice_share, 'share', null),
      result('category_usd', `Spend in ${found.category ?? 'no category'}`, found.category_usd, 'usd', null),
      result('lines_below_zero', 'Lines that take an amount back', found.lines_below_zero, 'count', null),
      result('lines_above_bound', 'Lines above the bound', found.lines_above_bound, 'count', null),
      ...boundsOf(context.models, found, period),
    ],
  })
}

const BECAUSE: Readonly<Record<string, string>> = {
  'line-above-bound': 'A claim line has an amount that nobody believes. It counts as it was sent.',
  'spend-below-zero': 'More was taken back than was spent. It counts as it was sent.',
  'above-truncation-point': 'The spend is above the truncation point, so that it counts up to that point.',
  'share-of-practice': 'The spend is a large part of what the practice’s people with the payer spent.',
}

/** The dated values by which this row was told, with their sources. */
function boundsOf(models: Parameters<Kind>[0]['models'], { reason }: Row, period: string): Term[] {
  const model = readCostModel(models)
  const { start } = periodOf(period)
  const of = (file: typeof model | typeof model.categories, name: string, label: string, unit: Unit): Term => {
    const { value, source } = costValue(file, name, start)
    return parameter(name, label, value, unit, source)
  }
  switch (reason) {
    case 'line-above-bound':
      return [of(model.categories, 'largest_line_usd', 'Amount of a line that nobody believes', 'usd')]
    case 'spend-below-zero':
      return [of(model, 'least_person_spend_usd', 'Spend below which a person is told', 'usd')]
    case 'above-truncation-point':
      return [of(model, 'truncation_percentile', 'Share of people whose spend counts whole', 'share')]
    default:
      return [
        of(model, 'outlier_practice_share', 'Share of a practice from which a person is told', 'share'),
        of(model, 'outlier_least_people', 'People of a practice from which its share is asked', 'count'),
      ]
  }
}
