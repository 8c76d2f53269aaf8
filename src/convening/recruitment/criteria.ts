import { exact } from '../../money.ts'

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
export function meeting(criteria: Criteria, candidates: readonly Candidate[]): Found[] {
  return candidates.flatMap(({ practice_id, organization_id, people, participating, contracted }) => {
    if (people === null || participating === null || people === 0) return []
    const share = participating >= people ? exact('1') : exact(participating).dividedBy(people)
    const meets =
      share.greaterThanOrEqualTo(criteria.least_share) &&
      people >= criteria.least_people &&
      (criteria.most_people === null || people <= criteria.most_people) &&
      contracted >= criteria.least_payers
    return meets
      ? [
          {
            practice_id,
            organization_id,
            share_class: classOf(share.toString(), SHARES),
            size_class: classOf(people, SIZES),
          },
        ]
      : []
  })
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
      ? `The panel has about ${least_people} people or more.`
      : `The panel has about ${least_people} to ${most_people} people.`
  return [
    `At least ${percent(least_share)} of the panel is covered by payers that take part.`,
    size,
    least_payers === 1
      ? 'At least one of them has a contract with the practice’s organization.'
      : `At least ${least_payers} of them have a contract with the practice’s organization.`,
  ]
}
