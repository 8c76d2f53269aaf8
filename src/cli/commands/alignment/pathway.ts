import { readBurden } from '../../../alignment/burden/coefficients.ts'
import { readCounts } from '../../../alignment/burden/counts.ts'
import type { Sensitivity } from '../../../alignment/burden/sensitivity.ts'
import { sideOf } from '../../../alignment/burden/side.ts'
import { firstStepSensitivity, weightSensitivity } from '../../../alignment/pathway/first-step.ts'
import { type Pathway, type PathwayGiven, pathway, type Step } from '../../../alignment/pathway/pathway.ts'
import { readWeights, type Weights } from '../../../alignment/pathway/weights.ts'
import { exact } from '../../../money.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { foldersOf } from '../payment/models.ts'
import { type PracticesOptions, practicesOf } from './practices.ts'
import { type Whom, type WhomOptions, whom } from './whom.ts'

export type PathwayOptions = Output & WhomOptions & PracticesOptions & { years?: number; changes?: number }

/** The best sequence of single changes, each as a sentence, with what it gains, and what the first one rests on. */
export async function printPathway(context: Context, options: PathwayOptions): Promise<number> {
  const found = await whom(context, options, true)
  const { given, says } = pathwayGiven(context, found, options)
  const way = pathway(given)
  const limits = [...(says === null ? [] : [says]), ...way.limits]
  const rests_on = { coefficients: firstStepSensitivity(given), weights: weightSensitivity(given) }
  if (options.json) context.out(`${JSON.stringify({ ...way, limits, rests_on }, null, 2)}\n`)
  else if (options.csv) printRows(context, way.steps.map(stepRow), STEP, options)
  else context.out(pathwayText(found, given, { ...way, limits }, rests_on))
  return DONE
}

/** What a pathway is worked out from, with the limits of the command line over those of the file. */
export function pathwayGiven(
  context: Context,
  { elements, payers, reference, run }: Whom,
  options: PathwayOptions,
): { given: PathwayGiven; says: string | null } {
  const folders = foldersOf(context)
  const counts = readCounts(elements, folders)
  const { practices, beside, says } = practicesOf(
    context,
    options,
    payers.map(({ payer }) => payer),
    run,
  )
  const given: PathwayGiven = {
    elements,
    counts,
    burden: readBurden(counts, folders),
    weights: limited(readWeights(elements, counts, folders), options),
    sides: payers.map((profile) => sideOf(profile)),
    reference: reference && sideOf(reference),
    practices,
    beside,
  }
  return { given, says }
}

function limited(weights: Weights, { years, changes }: PathwayOptions): Weights {
  const chosen = (value: number | undefined, held: Weights['years']) =>
    value === undefined ? held : { value, source: 'Chosen on the command line' }
  return {
    ...weights,
    years: chosen(years, weights.years),
    yearly_changes: chosen(changes, weights.yearly_changes),
  }
}

const STEP = [
  ...['step', 'year', 'payer', 'element', 'area', 'from', 'to', 'towards', 'says', 'things_less', 'practices', 'usd'],
  ...['effect', 'extent', 'points', 'effort', 'unsure_practices', 'note'],
]

const stepRow = ({ gain, unsure, ...step }: Step, i: number): Row => ({
  ...step,
  short: undefined,
  step: i + 1,
  things_less: gain.things.map(({ number, label }) => `${number} ${label}`),
  practices: gain.practices,
  usd: gain.usd,
  effect: gain.effect,
  extent: gain.extent,
  points: gain.points,
  unsure_practices: unsure,
})

type RestsOn = { coefficients: Sensitivity; weights: Sensitivity }

/** One paragraph a step: a table of sentences does not fit a terminal. */
function pathwayText(found: Whom, given: PathwayGiven, way: Pathway, rests_on: RestsOn): string {
  const { reference, title } = found
  const head = [
    `${title}: ${counted(way.years, 'year')}, at most ${counted(way.yearly_changes, 'change')} of a payer in a year`,
    `towards ${reference ? reference.name : 'what most payers do'}`,
  ]
  const years = Array.from({ length: way.years }, (_, i) => i + 1)
  const steps = years.flatMap((year) => {
    const own = way.steps.flatMap((step, i) => (step.year === year ? [stepText(given, step, i + 1)] : []))
    return own.length > 0 ? [`Year ${year}`, ...own] : []
  })
  return [
    ...head,
    '',
    ...(steps.length > 0 ? steps : ['No step gains anything that is counted.']),
    '',
    proofText(way),
    ...restText(given, way, rests_on),
    ...askText(given, way),
    ...way.limits,
  ]
    .map((line) => `${line}\n`)
    .join('')
}

function stepText({ elements }: PathwayGiven, { says, effort, gain, unsure, note }: Step, number: number): string {
  const label = elements.effort[effort]?.label ?? effort
  const parts = [
    `gains ${gain.points} points`,
    `effort: ${effort}, ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    ...(unsure > 0
      ? [`at ${counted(unsure, 'practice')} another payer does not state it, and the gain may be less`]
      : []),
    ...(note === null ? [] : [note]),
  ]
  return [`  ${number}. ${says}`, `     ${parts.join('; ')}`].join('\n')
}

function proofText({ proof, steps }: Pathway): string {
  const { kind, value, bound, gap } = proof
  if (kind === 'exact' && steps.length === 0) return 'exact: no sequence gains anything'
  if (kind === 'exact') return `exact: ${value} points over the years, and no sequence gains more`
  const share = exact(gap).times(100).toDecimalPlaces(1).toFixed()
  return `bound: ${value} points over the years; none gains more than ${bound}, so that at most ${share} % are missed`
}

/** Which figures decide that the first step is first. */
function restText({ burden }: PathwayGiven, { steps }: Pathway, { coefficients, weights }: RestsOn): string[] {
  if (steps.length === 0) return []
  const percent = exact(burden.vary).times(100).toFixed()
  const moved = (trials: Sensitivity['trials']) => [
    ...new Set(trials.flatMap(({ changes, coefficient }) => (changes ? [coefficient ?? 'all of them'] : []))),
  ]
  const of = (what: string, { trials }: Sensitivity) => {
    const names = moved(trials)
    return names.length === 0
      ? `the first step stays with ${what} ${percent} % smaller or larger`
      : `another step is first with ${what} ${percent} % smaller or larger: ${names.join(', ')}`
  }
  return [of('published figures', coefficients), of('weights that were chosen', weights)]
}

/** Whom to ask before anything can be proposed. */
function askText({ sides }: PathwayGiven, { none }: Pathway): string[] {
  const name = (payer: string | null) => sides.find(({ profile }) => profile.payer === payer)?.profile.name ?? payer
  const of = (why: 'not-stated' | 'disputed') => {
    const payers = [...new Set(none.flatMap((one) => (one.why === why && one.payer !== null ? [one.payer] : [])))]
    return payers.map(
      (payer) =>
        `${name(payer)}: ${counted(none.filter((one) => one.payer === payer && one.why === why).length, 'element')} ${why === 'not-stated' ? 'not stated' : 'with texts that disagree'}, no change proposed`,
    )
  }
  const open = none.filter(({ why }) => why === 'no-target').length
  return [
    ...of('not-stated'),
    ...of('disputed'),
    ...(open > 0
      ? [
          `nothing to move to in ${counted(open, 'element')}: the reference is silent, and payers give no one answer most`,
        ]
      : []),
  ]
}

const counted = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
