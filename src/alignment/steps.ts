import { readRules } from '../attribution/rule.ts'
import type { Step } from '../lake/step.ts'
import type { OpenArrangement } from '../model/arrangement.ts'
import { holds, rulesOf } from '../model/profile.ts'
import type { Folders, Model } from '../model/read-model.ts'
import { type Period, yearBefore } from '../period.ts'
import type { Measure } from '../quality/read-measures.ts'
import { inForceIn, type MeasuresOfPayer, type RulesOfPayer } from './contract.ts'
import { effectsOfAttribution } from './effect/effect-attribution.ts'
import { effectOfMeasures } from './effect/effect-measure.ts'
import { effectsOfRank } from './effect/effect-rank.ts'
import { readElements } from './elements/elements.ts'
import { readCriticalMass } from './extent/critical-mass.ts'
import { extents, type PayerDegree } from './extent/extents.ts'
import { idleSteps } from './idle/idle-steps.ts'
import { type OrderOf, orderDegrees } from './idle/order-degrees.ts'
import { readMarketBounds } from './market/concentration.ts'
import { markets } from './market/markets.ts'
import type { Reading } from './profile/profile.ts'

/** What payers are held against. */
export type Held = {
  /** The attribution rule that they agreed on; null where there is none, or it was withdrawn. */
  reference: string | null
  /** A payer's rule where its models do not say it; null: not stated. */
  rules?: ReadonlyMap<string, string | null>
  /** How near payers are to the reference, area by area. */
  degrees?: readonly PayerDegree[]
  /** What decides, in order: of the reference and of each payer, as the texts stand on a day. */
  orders?: { day: string; reference: readonly Reading[]; payers: readonly OrderOf[] }
}

export type AlignmentGiven = Held & {
  folders: Folders
  contracts: readonly OpenArrangement[]
  models: readonly Model[]
  measures: readonly Measure[]
}

/** The steps of alignment, after those whose tables they read: in effect, extent and market, in the period. */
export function alignmentSteps(all: AlignmentGiven, period: Period): Step[] {
  const given = { ...all, contracts: inForceIn(all.contracts, period) }
  const { folders, contracts, measures, reference, degrees = [] } = given
  const mass = readCriticalMass(folders)
  const elements = readElements(folders)
  const areas = Object.keys(elements.areas)
  const { orders = { day: period.start, reference: [], payers: [] } } = given
  const [rules, rulesOf, baseline] = [readRules(folders), everyRuleOf(given, period.start), yearBefore(period)]
  const texts = { ...orders, reference: { readings: orders.reference, rule: reference } }
  return [
    idleSteps(rules, period, baseline),
    orderDegrees({ elements, rules, rulesOf, ...texts }, period, baseline),
    ...effectsOfAttribution(rulesOfPayers(given, period.start), reference, period),
    effectOfMeasures(measuresOf(given), measures, period),
    ...effectsOfRank(period),
    ...extents({ areas, degrees, contracts, mass }, period),
    ...markets(mass, readMarketBounds(folders), period),
  ]
}

const payersOf = ({ contracts, rules }: AlignmentGiven): string[] =>
  [...new Set([...contracts.map(({ payer }) => payer), ...(rules?.keys() ?? [])])].sort()

/** The models of a payer's contracts, each with the track it is under. */
const structuresOf = ({ contracts, models }: AlignmentGiven, payer: string): { model: Model; track: string }[] =>
  contracts
    .filter((one) => one.payer === payer)
    .flatMap(({ model, track }) => models.filter(({ id }) => id === model).map((one) => ({ model: one, track })))

const distinct = (keys: readonly string[]): string[] => [...new Set(keys)].sort()

/** By what is told of the payer, else by its models. */
function rulesOfPayers(given: AlignmentGiven, day: string): RulesOfPayer[] {
  return payersOf(given).map((payer) => {
    const told = given.rules?.get(payer)
    return {
      payer,
      rules: told ? [told] : distinct(structuresOf(given, payer).flatMap((one) => rulesOfStructure(one, day))),
    }
  })
}

/** What is told of a payer and what its models say: where the two differ, each is a reading of its own. */
const everyRuleOf = (given: AlignmentGiven, day: string): RulesOfPayer[] =>
  rulesOfPayers(given, day).map(({ payer, rules }) => ({
    payer,
    rules: distinct([...rules, ...structuresOf(given, payer).flatMap((one) => rulesOfStructure(one, day))]),
  }))

/** The rules of the library that a model says its attribution is, under a track on a day. */
const rulesOfStructure = ({ model, track }: { model: Model; track: string }, day: string): string[] =>
  rulesOf(model.attribution_rule)
    .filter((one) => holds(one, track, day))
    .map(({ rule }) => rule)

/** A model without measures says nothing of them: nobody published the set. */
function measuresOf(given: AlignmentGiven): MeasuresOfPayer[] {
  return payersOf(given).map((payer) => {
    const measures = structuresOf(given, payer).flatMap(({ model }) => model.measures)
    return { payer, measures: measures.length > 0 ? distinct(measures) : null }
  })
}
