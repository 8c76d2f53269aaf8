import { type Exact, exact } from '../../money.ts'
import {
  AboveZero,
  type Inputs,
  type Need,
  type Part,
  PositiveShare,
  Share,
  WholePercent,
  type WorkingTerm,
} from '../part.ts'

/**
 * A score from 0 to 1 over several measures. Each measure earns the better of attainment (the way from the floor to
 * the whole-number target) and improvement (the part of the gap between its baseline and the target that was closed).
 * A measure without a rate drops out and its weight goes to the others.
 */
export const attainmentImprovement: Part = {
  name: 'attainment-improvement',
  title: 'Score of attainment and improvement',
  about: 'Each measure earns the better of attainment and improvement; the score is their weighted mean.',
  unit: 'share',
  needs: ({ measures }) => [
    {
      name: 'rate_step',
      from: 'parameter',
      unit: 'share',
      label: 'Rounding of rates',
      definition: 'Step to which a rate is rounded before it is scored',
      check: PositiveShare,
    },
    ...measures.flatMap(needsOf),
  ],
  evaluate: (inputs, { measures }) => {
    if (measures.length === 0) return without('the model names no measures')
    const points = measures.map((measure) => ({ measure, ...pointsOf(inputs, measure) }))
    const wrong = points.find(({ fault }) => fault)
    if (wrong?.fault) return without(wrong.fault)
    const counted = points.filter(({ earned }) => earned !== null)
    if (counted.length === 0) return without('no measure has a rate')
    const weights = counted.reduce((sum, { weight }) => sum.plus(weight), exact(0))
    const earned = counted.reduce((sum, one) => sum.plus(one.weight.times(one.earned ?? 0)), exact(0))
    const dropped = points.filter((one) => one.earned === null).map(({ measure }) => measure)
    return {
      value: earned.div(weights),
      working: {
        formula: `${FORMULA}${dropped.length ? `; without a rate and left out: ${dropped.join(', ')}` : ''}`,
        terms: [inputs.term('rate_step'), ...points.flatMap(({ terms }) => terms)],
      },
    }
  },
}

const FORMULA =
  'score = sum of weight × points ÷ sum of weights; points = the better of (rate − floor) ÷ (target − floor) and (rate − baseline) ÷ (target − baseline), each from 0 to 1, rates rounded to the step'

const without = (because: string) => ({ value: null, because, working: { formula: FORMULA, terms: [] } })

function needsOf(measure: string): Need[] {
  const parameter = (name: string, definition: string, check: Need['check'], unit: Need['unit']): Need => ({
    name: `${name}/${measure}`,
    from: 'parameter',
    unit,
    label: definition,
    definition,
    ...(check ? { check } : {}),
  })
  const fact = (name: string, label: string, definition: string): Need => ({
    name: `${name}/${measure}`,
    from: 'fact',
    unit: 'share',
    label,
    definition,
    optional: true,
  })
  return [
    parameter('target', 'Whole-number target', WholePercent, 'share'),
    parameter('floor', 'Rate at which attainment begins to earn', Share, 'share'),
    parameter('weight', 'Weight in the score', AboveZero, 'count'),
    fact('rate', 'Rate', "The practice's rate over the members of all payers, in the period"),
    fact(
      'baseline_rate',
      'Rate the year before',
      "The practice's rate over the members of all payers, in the year before",
    ),
  ]
}

type Points = { weight: Exact; earned: Exact | null; fault?: string; terms: WorkingTerm[] }

function pointsOf(inputs: Inputs, measure: string): Points {
  const of = (name: string) => `${name}/${measure}`
  const [target, floor, weight] = [inputs.exact(of('target')), inputs.exact(of('floor')), inputs.exact(of('weight'))]
  const rate = stepped(inputs, of('rate'))
  const baseline = stepped(inputs, of('baseline_rate'))
  const earned = rate.value && better(rate.value, baseline.value, target, floor)
  const parameters = ['target', 'floor', 'weight'].map((name) => inputs.term(of(name)))
  const points: WorkingTerm = {
    name: of('points'),
    label: `Points, ${measure}`,
    value: earned ? earned.toDecimalPlaces(9).toFixed() : null,
    unit: 'share',
    kind: 'result',
    source: null,
    explain_id: null,
  }
  const terms = [rate.term, baseline.term, ...parameters, points]
  if (floor.gte(target)) return { weight, earned, terms, fault: `${of('floor')} is not below ${of('target')}` }
  return { weight, earned, terms }
}

/** Attainment and improvement both lie from 0 to 1; without a baseline only attainment can earn. */
function better(rate: Exact, baseline: Exact | null, target: Exact, floor: Exact): Exact {
  const attained = between(rate.minus(floor).div(target.minus(floor)))
  if (baseline === null || baseline.gte(target)) return attained
  const improved = between(rate.minus(baseline).div(target.minus(baseline)))
  return improved.gt(attained) ? improved : attained
}

const between = (value: Exact): Exact => (value.lt(0) ? exact(0) : value.gt(1) ? exact(1) : value)

/**
 * The rate as it is scored. A payer may see a shared practice's rate in whole percents only; a score of unrounded
 * rates would let it work out numerator and denominator from its own statement.
 */
function stepped(inputs: Inputs, name: string): { value: Exact | null; term: WorkingTerm } {
  const step = inputs.exact('rate_step')
  const value = inputs.maybe(name)?.div(step).toDecimalPlaces(0).times(step) ?? null
  return { value, term: { ...inputs.term(name), value: value?.toFixed() ?? null } }
}
