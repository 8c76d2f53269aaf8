import { readBurden } from '../../../alignment/burden/coefficients.ts'
import { readCounts } from '../../../alignment/burden/counts.ts'
import type { Sensitivity } from '../../../alignment/burden/sensitivity.ts'
import { type Practice, sideOf } from '../../../alignment/burden/side.ts'
import { firstStepSensitivity } from '../../../alignment/pathway/first-step.ts'
import { ofRun } from '../../../alignment/pathway/of-run.ts'
import { type Pathway, type PathwayGiven, pathway } from '../../../alignment/pathway/pathway.ts'
import { readWeights } from '../../../alignment/pathway/weights.ts'
import { type Board, boardOf } from '../../../alignment/print/board.ts'
import { exact } from '../../../money.ts'
import { type Door, release } from '../../release.ts'
import { answersFor, practices, type Reading } from '../reading.ts'
import { each } from '../received/received.ts'
import { type Known, knownOf, type OnPaper, sidesIn } from './seen.ts'

export type Plan = Pathway & {
  day: string
  reference: string | null
  practices: number
  rests_on: Sensitivity
}

export type PlanAsked = { years?: number | undefined; changes?: number | undefined }

const STEPS = {
  name: 'next steps of alignment',
  columns: each(['payer', 'element', 'year', 'says'], 'public'),
  parties: ({ payer }: { payer?: unknown }) => ({ payer: String(payer) }),
}

/** The changes that help most, for who convenes or oversees: which payers a practice has is nothing for another payer. */
export async function readPlan(reading: Reading, door: Door, paper: OnPaper, asked: PlanAsked): Promise<Plan> {
  const known = await knownOf(paper, door.viewer, reading)
  const given = await planGiven(reading, door, known, paper, asked)
  const way = pathway(given)
  await release(
    door,
    STEPS,
    way.steps.map(({ payer, element, year, says }) => ({ payer, element, year, says })),
  )
  return {
    ...way,
    day: paper.day,
    reference: given.reference?.profile.name ?? null,
    practices: given.practices.length,
    rests_on: firstStepSensitivity(given),
  }
}

/**
 * The sheet for a board, on which payers sit: of what payers said of themselves alone. Of a run it holds which practices
 * there are; members and what rules do to them are left off.
 */
export async function readBoard(reading: Reading, door: Door, paper: OnPaper): Promise<Board> {
  const known = await knownOf(paper, door.viewer, reading)
  const region = known.on(paper.day)
  const profiles = region.payers.map(({ stated }) => stated.profile)
  const given = await planGiven(reading, door, known, paper, {})
  const board = boardOf({
    ...given,
    beside: {},
    sides: profiles.map((profile) => sideOf(profile)),
    title: region.reference.title,
    day: paper.day,
    profiles,
    because: region.reference.state === 'set' ? null : region.reference.because,
    says: ['What payers said of themselves; what only their contracts tell is left off.'],
    sources: ['Answers of the payers, each with its source, under Alignment'],
  })
  await release(
    door,
    STEPS,
    board.steps.map((says) => ({ payer: null, element: null, year: null, says })),
  )
  return board
}

/** What a pathway is worked out from: contracts say which payers a practice has, the last run what their rules do. */
export async function planGiven(
  reading: Reading,
  { viewer }: Door,
  { on, contracted }: Known,
  { folders, day }: Pick<OnPaper, 'folders' | 'day'>,
  { years, changes }: PlanAsked,
): Promise<PathwayGiven> {
  const region = on(day)
  const { elements } = region.library
  const counts = readCounts(elements, folders)
  const weights = readWeights(elements, counts, folders)
  const answers = answersFor(reading, viewer)
  const found = await answers.rows<{ practice_id: string; organization_id: string }>(practices())
  const run = await ofRun(answers, reading.period)
  const physicians = new Map(run.practices.map((one) => [one.practice, one.physicians]))
  return {
    elements,
    counts,
    burden: readBurden(counts, folders),
    weights: {
      ...weights,
      years: years === undefined ? weights.years : { value: years, source: 'as asked' },
      yearly_changes: changes === undefined ? weights.yearly_changes : { value: changes, source: 'as asked' },
    },
    ...sidesIn(region),
    practices: found.map(
      ({ practice_id, organization_id }): Practice => ({
        practice: practice_id,
        payers: contracted(organization_id),
        physicians: physicians.get(practice_id) ?? null,
      }),
    ),
    beside: { effect: whole(run.beside.effect), extent: whole(run.beside.extent) },
  }
}

/** Who convenes gets shares in whole percent, as rates are. */
const whole = <One extends { share: string }>(all: readonly One[] = []): One[] =>
  all.map((one) => ({ ...one, share: exact(one.share).toDecimalPlaces(2).toFixed() }))
