import type { OpenModel, OpenParameter } from '../../model/open-model.ts'
import { heldOn } from '../../model/parameter.ts'
import { holds, rulesOf } from '../../model/profile.ts'
import { isBands } from '../../model/schedule.ts'
import type { Measure } from '../../quality/read-measures.ts'
import type { Element } from '../elements/element.ts'
import type { Answer } from './answer.ts'
import type { Library } from './library.ts'
import { ELEMENTS_OF_RULE, inForce, type Told } from './of-rule.ts'
import type { Profile, Reading } from './profile.ts'

export type Named = Told & { reading: string | null }

/** What follows from a model's file by itself: from its measures, its parameters, and its attribution rule. */
export function computed(
  element: Element,
  model: OpenModel,
  { track, day, rules, measures }: Library & { track: string; day: string },
): Named[] {
  const name = element.element
  if (name === 'measure_set') return measuresOf(model)
  if (name === 'measure_evidence') return evidenceOf(model, measures)
  const ofRule = ELEMENTS_OF_RULE[name]
  if (ofRule)
    return rulesOf(model.attribution_rule).flatMap((one) => {
      const rule = rules.get(one.rule)
      const told = rule && holds(one, track, day) && inForce(rule, day) ? ofRule(rule, day) : null
      const unconfirmed = told?.unconfirmed === true || one.status === 'unconfirmed'
      return told ? [{ ...told, unconfirmed, reading: one.reading ?? null }] : []
    })
  return ofParameters(element, model, track, day)
}

function measuresOf({ id, measures }: OpenModel): Named[] {
  // An empty list means that nobody published the set.
  return measures.length > 0 ? [plain(measures, `${id}: measures`)] : []
}

/** Not stated unless every measure of the set is one whose evidence is known. */
function evidenceOf({ id, measures }: OpenModel, known: ReadonlyMap<string, Measure>): Named[] {
  const found = measures.map((measure) => known.get(measure))
  if (found.length === 0 || found.some((one) => one === undefined)) return []
  const kinds = found.map((one) => (one?.numerator.kind === 'latest-result' ? 'electronic' : 'claims'))
  return [plain([...new Set(kinds)], `${id}: ${found.map((one) => one?.rule).join(', ')}`)]
}

const plain = (given: readonly string[], source: string): Named => ({
  given,
  source,
  unconfirmed: false,
  reading: null,
})

function ofParameters({ parameters = [], unit }: Element, model: OpenModel, track: string, day: string): Named[] {
  for (const name of parameters) {
    const parameter = model.parameters[name]
    const told = parameter?.unit === unit && parameter ? ofParameter(model, parameter, track, day) : null
    if (told) return [{ ...told, reading: null }]
  }
  return []
}

/** One number of a parameter for a track on a day; null of a table by anything else, and where none is in force. */
export function ofParameter({ id }: OpenModel, parameter: OpenParameter, track: string, day: string): Told | null {
  const { schedule, source, status } = heldOn(parameter, day)
  if (schedule === null || source === null || isBands(schedule)) return null
  const value = typeof schedule === 'string' ? schedule : parameter.by === 'track' ? schedule[track] : undefined
  if (typeof value !== 'string') return null
  return { given: value, source: `${id}: ${source}`, unconfirmed: status === 'unconfirmed' }
}

const ORDER = ['1', '2A', '2B', '2C', '3A', '3B', '4A', '4B', '4C']

/** What a track has to answer to reach a category; another answer than these leaves it out. */
const REACHES: readonly { category: RegExp; element: string; by: (answer: Answer) => boolean }[] = [
  { category: /^2[BC]$/, element: 'incentive_basis', by: (one) => one.kind !== 'set' || one.options.length > 0 },
  { category: /^3B$/, element: 'risk_direction', by: (one) => one.kind !== 'one-of' || one.option === 'two-sided' },
  { category: /^4/, element: 'payment_base', by: (one) => one.kind !== 'one-of' || !ON_CLAIMS.includes(one.option) },
]

const ON_CLAIMS = ['fee-for-service', 'fee-plus-monthly']

/**
 * The highest of a model's HCP-LAN categories that a track reaches: 2B and 2C have an incentive, 3B shares losses, and
 * category 4 pays otherwise than by claims. What the track does not state in one way leaves every category of the model open.
 */
export function lanCategory({ id, lan_categories = [] }: OpenModel, answers: Profile['answers']): Named[] {
  const barred = (category: string): Reading[] =>
    REACHES.flatMap((one) => {
      const [only, ...more] = answers.get(one.element) ?? []
      return one.category.test(category) && only && more.length === 0 && !one.by(only.answer) ? [only] : []
    })
  const known = ORDER.filter((category) => lan_categories.includes(category))
  const highest = known.findLast((category) => barred(category).length === 0) ?? known.at(-1)
  if (!highest) return []
  const above = known.slice(known.indexOf(highest) + 1).flatMap(barred)
  const unconfirmed = above.some(({ status }) => status === 'unconfirmed')
  return [{ given: highest, source: `${id}: HCP-LAN categories ${known.join(', ')}`, unconfirmed, reading: null }]
}
