import { type Exact, exact } from '../../money.ts'

/**
 * The steps on which criteria stand. Steps, and no figure in between: a bound that could be moved at will would measure what
 * it only has to tell apart.
 */
export const SHARES = ['0.25', '0.40', '0.50', '0.60', '0.75'] as const
export const SIZES = [100, 250, 500, 1000, 2500, 5000] as const

export type ShareStep = (typeof SHARES)[number]
export type SizeStep = (typeof SIZES)[number]

export type Criteria = {
  least_share: ShareStep
  least_people: SizeStep
  most_people: SizeStep | null
  least_payers: number
  ready: readonly string[]
}

/** A practice as it is told to who looks for practices: rounded people, and payers with a contract over it. */
export type Candidate = {
  practice_id: string
  organization_id: string
  /** Rounded; null where few stand behind either. */
  people: number | null
  /** Those of them under a payer that takes part, rounded. */
  participating: number | null
  contracted: number
}

export type Found = {
  practice_id: string
  organization_id: string
  share_class: string
  size_class: string
}

/** The practices that meet the criteria. Of whom too little may be told meets none, whatever they are. */
export const meeting = (criteria: Criteria, candidates: readonly Candidate[]): Found[] =>
  checked(criteria, candidates).flatMap(({ practice_id, organization_id, share_class, size_class, unmet }) =>
    share_class === null || size_class === null || unmet.length > 0
      ? []
      : [{ practice_id, organization_id, share_class, size_class }],
  )

export const CRITERIA = ['share', 'people', 'payers'] as const
export type Criterion = (typeof CRITERIA)[number]

/** Which criteria a practice does not meet, and on which steps it stands. */
export type Checked = Pick<Candidate, 'practice_id' | 'organization_id' | 'contracted'> & {
  share_class: string | null
  size_class: string | null
  unmet: Criterion[]
}

/**
 * Each practice against each criterion. Where it stands is told of those alone that the lowest steps of the ladder would find, so
 * that nothing is told here which criteria could not have told; of the others, how many payers have a contract over it.
 */
export const checked = (criteria: Criteria, candidates: readonly Candidate[]): Checked[] =>
  candidates.map(({ practice_id, organization_id, people, participating, contracted }) => {
    const payers: Criterion[] = contracted >= criteria.least_payers ? [] : ['payers']
    const share = shareOf(people, participating)
    const of = { practice_id, organization_id, contracted }
    if (share === null || people === null || share.lt(SHARES[0]) || people < SIZES[0] || contracted < 1)
      return { ...of, share_class: null, size_class: null, unmet: payers }
    const fits = people >= criteria.least_people && (criteria.most_people === null || people <= criteria.most_people)
    const unmet: Criterion[] = [
      ...(share.gte(criteria.least_share) ? [] : (['share'] as const)),
      ...(fits ? [] : (['people'] as const)),
      ...payers,
    ]
    return { ...of, share_class: classOf(share.toString(), SHARES), size_class: classOf(people, SIZES), unmet }
  })

/** Nobody's where there are too few to tell of. */
function shareOf(people: number | null, participating: number | null): Exact | null {
  if (people === null || participating === null || people === 0) return null
  return participating >= people ? exact('1') : exact(participating).dividedBy(people)
}

/** The highest step that is reached: `0.50` is from 50 % up to the next step. */
function classOf(value: string | number, steps: readonly (string | number)[]): string {
  const reached = steps.filter((step) => exact(value).greaterThanOrEqualTo(step))
  return String(reached.at(-1) ?? '0')
}

const percent = (share: string): string => `${exact(share).times(100)}%`

/** What an invited practice, or a payer, reads of the criteria. */
export function criteriaInWords({
  least_share,
  least_people,
  most_people,
  least_payers,
}: Omit<Criteria, 'ready'>): string[] {
  const size =
    most_people === null
      ? `The panel has about ${whole(least_people)} people or more.`
      : `The panel has about ${whole(least_people)} to ${whole(most_people)} people.`
  return [
    `At least ${percent(least_share)} of the panel is covered by payers that take part.`,
    size,
    least_payers === 1
      ? 'At least one of them has a contract with the practice’s organization.'
      : `At least ${least_payers} of them have a contract with the practice’s organization.`,
  ]
}

/** One criterion as it was agreed, what the practice has, and whether that meets it; null where it may not be told. */
export type CriterionShown = { criterion: Criterion; wants: string; has: string | null; meets: boolean | null }

type Standing = {
  share_class: string | null
  size_class: string | null
  contracted: number | null
  unmet: readonly string[]
}

export function criteriaShown(criteria: Omit<Criteria, 'ready'>, of: Standing): CriterionShown[] {
  const words = criteriaInWords(criteria)
  const has: Record<Criterion, string | null> = {
    share: of.share_class === null ? null : `${step(of.share_class, SHARES, percent)} of its panel`,
    people: of.size_class === null ? null : `${step(of.size_class, SIZES, whole)} people`,
    payers: of.contracted === null ? null : String(of.contracted),
  }
  return CRITERIA.map((criterion, place) => ({
    ...{ criterion, wants: words[place] ?? '', has: has[criterion] },
    meets: has[criterion] === null ? null : !of.unmet.includes(criterion),
  }))
}

const whole = (people: number | string): string => Number(people).toLocaleString('en-US')

/** From the step that is reached up to the next. */
function step(reached: string, steps: readonly (string | number)[], say: (one: string) => string): string {
  const next = steps[steps.map(String).indexOf(reached) + 1]
  return next === undefined ? `${say(reached)} or more` : `${say(reached)} to ${say(String(next))}`
}
