import { cell } from '../../../alignment/degree/matrix.ts'
import { measureOf } from '../../../convening/initiative/goals.ts'
import { exact } from '../../../money.ts'
import type { SharedGoalRow } from '../../../register/convening/initiative-schema.ts'
import { listPublications } from '../../../register/rights/disclosure/publications.ts'
import { type Door, type Released, release } from '../../release.ts'
import { knownOf, type OnPaper, referenceProfile, seenProfiles } from '../alignment/seen.ts'
import { each, partyOf } from '../received/received.ts'

const COLUMNS = [
  ...['goal', 'initiative', 'title', 'measured_by', 'baseline', 'target', 'better', 'by_date', 'ended_on', 'because'],
  ...['now', 'as_of', 'reached', 'working'],
]
const GOALS = { name: 'shared goals', columns: each(COLUMNS, 'public'), parties: () => ({}) }

/** Where a goal stands: the figure, as of when, and how it came about; without a figure, why there is none. */
type Standing = { now: string | null; as_of: string | null; working: string }

/**
 * Shared goals and how far they are. Rates are those that were published, so that progress tells nobody more than the
 * publication; alignment is of what the viewer may know of payers.
 */
export async function readGoals(door: Door, paper: OnPaper): Promise<Released[]> {
  const goals = await paper.register.as(partyOf(door.viewer), (tx) =>
    tx.selectFrom('shared_goal').selectAll().orderBy('by_date').orderBy('goal').execute(),
  )
  const stands = await standings(door, paper)
  const rows = goals.map(({ recorded_at: _at, recorded_by: _by, ...goal }) => {
    const standing = stands(goal.measured_by)
    return { ...goal, ...standing, reached: standing.now === null ? null : reached(goal, standing.now) }
  })
  return release(door, GOALS, rows)
}

const reached = ({ target, better }: Pick<SharedGoalRow, 'target' | 'better'>, now: string): boolean =>
  better === 'higher' ? exact(now).gte(target) : exact(now).lte(target)

async function standings(door: Door, paper: OnPaper): Promise<(measured_by: string) => Standing> {
  const published = (await listPublications(paper.register)).filter((one) => one.withdrawn_at === null)
  const alignment = await alignmentOf(door, paper)
  return (measured_by) => {
    const measure = measureOf(measured_by)
    if (measure === null) return alignment[measured_by] ?? { now: null, as_of: null, working: 'nothing measures it' }
    const rates = published.flatMap(({ period, figures }) =>
      (figures as { measure: string; rate_share: string }[])
        .filter((one) => one.measure === measure)
        .map(({ rate_share }) => ({ period, rate_share })),
    )
    const newest = rates.sort((a, b) => (a.period < b.period ? 1 : -1))[0]
    return newest
      ? {
          now: newest.rate_share,
          as_of: newest.period,
          working: `the rate of the whole region published for ${newest.period}`,
        }
      : { now: null, as_of: null, working: 'no rate of the whole region is published' }
  }
}

async function alignmentOf(door: Door, paper: OnPaper): Promise<Record<string, Standing>> {
  const region = (await knownOf(paper, door.viewer)).on(paper.day)
  const reference = referenceProfile(region)
  const { elements } = region.library.elements
  const cells = seenProfiles(region).flatMap((profile) => elements.map((element) => cell(element, profile, reference)))
  const asked = cells.filter((one) => one.reference_says.length > 0)
  const stated = asked.filter(({ degree }) => degree !== 'not-stated')
  const exactly = stated.filter(({ degree }) => degree === 'exact')
  const share = (part: number, whole: number, words: string): Standing =>
    whole === 0
      ? { now: null, as_of: null, working: 'no reference states an element' }
      : {
          now: exact(part).div(whole).toDecimalPlaces(3).toString(),
          as_of: paper.day,
          working: `${part} of ${whole} ${words}`,
        }
  return {
    'aligned-share': share(
      exactly.length,
      stated.length,
      'answers of payers that you may know are exactly the reference’s',
    ),
    'stated-share': share(stated.length, asked.length, 'answers are stated, as far as you may know them'),
  }
}
