import { beforeAfter } from '../../../alignment/burden/before-after.ts'
import { type Counted, countBurden, type PracticeBurden } from '../../../alignment/burden/count.ts'
import { estimate, type Priced } from '../../../alignment/burden/estimate.ts'
import type { Side } from '../../../alignment/burden/side.ts'
import { type Candidates, candidates, sidesAfter } from '../../../alignment/pathway/changes.ts'
import type { PathwayGiven } from '../../../alignment/pathway/pathway.ts'
import { WholepanelError } from '../../../error.ts'
import { didYouMean } from '../../../model/read-yaml.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { pathwayGiven } from './pathway.ts'
import type { PracticesOptions } from './practices.ts'
import { type WhomOptions, whom } from './whom.ts'

export type BurdenOptions = Output & WhomOptions & PracticesOptions & { step?: string[] }

/** What each practice has to know, keep and send for its payers, in counts, hours and dollars; beside it, after some steps. */
export async function burden(context: Context, options: BurdenOptions): Promise<number> {
  const found = await whom(context, options, true)
  const { given, says } = pathwayGiven(context, found, options)
  const now = sidesOf(given)
  if (options.step) {
    const rows = changeRows(given, now, afterSteps(given, options.step))
    printRows(context, rows, ['practice', 'what', 'unit', 'before', 'after', 'less', 'because'], options)
  } else {
    const rows = given.practices.flatMap((practice) => {
      const counted = countBurden(given.elements, given.counts, now, practice)
      return [
        ...counted.counts.map((one) => countRow(counted, one)),
        ...amountRows(counted, estimate(given.burden, counted)),
      ]
    })
    printRows(context, rows, ['practice', 'what', 'unit', 'number', 'at_least', 'because'], options)
  }
  if (says !== null && !options.json && !options.csv) context.say(says)
  return DONE
}

type Sides = ReadonlyMap<string, Side>

const sidesOf = ({ sides }: PathwayGiven): Sides => new Map(sides.map((side) => [side.profile.payer, side]))

function countRow({ practice, unknown }: PracticeBurden, { label, number, at_least, silent, disputed }: Counted): Row {
  const said = (of: Counted['silent'], words: string) =>
    of.map(({ element, payers }) => `${element} ${words} ${payers.join(', ')}`)
  const because = [
    ...said(silent, 'is not stated by'),
    ...said(disputed, 'is stated in two ways by'),
    ...(unknown.length > 0 ? [`nothing is known of ${unknown.join(', ')}`] : []),
  ]
  return { practice, what: label, unit: 'things', number, at_least, because: because.join('; ') }
}

/** What is priced, and the sum of what may be added up, with what it leaves out. */
function amountRows({ practice }: PracticeBurden, { estimates, sums }: Priced): Row[] {
  return [
    ...estimates.map(
      ({ label, unit, value, at_least, because, working, status }): Row => ({
        practice,
        what: label,
        unit,
        number: value,
        at_least,
        because: value === null ? because : `${working}${status === 'unconfirmed' ? ' (unconfirmed)' : ''}`,
      }),
    ),
    ...sums.map(
      ({ unit, value, at_least, without }): Row => ({
        practice,
        what: 'All that is priced',
        unit,
        number: value,
        at_least,
        because: without.length > 0 ? `without ${without.map(({ burden }) => burden).join(', ')}` : '',
      }),
    ),
  ]
}

function changeRows({ elements, counts, burden, practices }: PathwayGiven, now: Sides, then: Sides): Row[] {
  return practices.flatMap((one) => {
    const [before, after] = [now, then].map((sides) => countBurden(elements, counts, sides, one)) as [
      PracticeBurden,
      PracticeBurden,
    ]
    const { practice, counts: moved, amounts } = beforeAfter(burden, before, after)
    return [
      ...moved.map(({ label, gone, new: more, ...count }): Row => {
        const because = [...gone.map(({ says }) => `no longer ${says}`), ...more.map(({ says }) => `now ${says}`)]
        const less = count.before - count.after
        return { practice, what: label, unit: 'things', ...count, less, because: because.join('; ') }
      }),
      ...amounts.map(({ unit, saved, without, ...amount }): Row => {
        const because = without.length > 0 ? `without ${without.join(', ')}` : ''
        return { practice, what: 'All that is priced', unit, ...amount, less: saved, because }
      }),
    ]
  })
}

/** The payers after some steps, each named as payer:element. */
function afterSteps({ elements, sides, reference }: PathwayGiven, steps: readonly string[]): Sides {
  const found = candidates(elements, sides, reference)
  const changes = steps.map((step) => {
    const cut = step.lastIndexOf(':')
    const [payer, element] = [step.slice(0, cut), step.slice(cut + 1)]
    const change = found.changes.find((one) => one.payer === payer && one.element === element)
    if (!change) throw noStep(found, step, payer, element)
    return change
  })
  return sidesAfter(sides, changes)
}

function noStep({ changes, none }: Candidates, step: string, payer: string, element: string): WholepanelError {
  const known = changes.map((one) => `${one.payer}:${one.element}`)
  const why = none.find((one) => one.element === element && (one.payer === null || one.payer === payer))
  return new WholepanelError('input-argument', {
    at: '--step',
    got: why ? `${step}: ${why.because}` : `no step ${step}${didYouMean(step, known)}`,
    want: 'payer:element of a change that there is; see: wholepanel pathway --json',
  })
}
