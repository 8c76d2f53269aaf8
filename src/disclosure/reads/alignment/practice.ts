import { readBurden } from '../../../alignment/burden/coefficients.ts'
import { type Counted, countBurden } from '../../../alignment/burden/count.ts'
import { readCounts } from '../../../alignment/burden/counts.ts'
import { estimate, type Priced } from '../../../alignment/burden/estimate.ts'
import { aligned, type Side, sideOf } from '../../../alignment/burden/side.ts'
import { cell, type Text, textsOf } from '../../../alignment/degree/matrix.ts'
import { type Degree, farthest } from '../../../alignment/elements/degree.ts'
import type { Element } from '../../../alignment/elements/element.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { type Door, release } from '../../release.ts'
import { practiceOf, type Reading } from '../reading.ts'
import { each, isCare } from '../received/received.ts'
import { practiceSubject } from '../subject.ts'
import { type Known, knownOf, type OnPaper, referenceProfile, seenProfiles } from './seen.ts'

/** One question, what each of the practice's payers answers, and how far the two farthest of them are apart. */
export type AskedByPayers = Pick<Element, 'area' | 'element' | 'label' | 'asks'> & {
  degree: Degree
  answers: { payer: string; says: Text[] }[]
  /** What the common model says. */
  reference_says: Text[]
}

export type PayersOfPractice = {
  practice_id: string
  practice_name: string
  day: string
  payers: { payer: string; name: string }[]
  areas: { area: string; label: string }[]
  elements: AskedByPayers[]
  /** What the practice has to know, keep and send, and what would be left if all its payers did as the common model says. */
  burden: { counts: (Counted & { if_aligned: number | null })[]; priced: Priced }
}

const ASKED = {
  name: 'what payers ask of a practice',
  columns: each(['practice_id', 'payer', 'element'], 'public'),
  parties: ({ practice_id }: { practice_id?: unknown }) => ({ practice_id: String(practice_id) }),
}

/** What the payers of one practice want of it, side by side, and what that comes to. */
export async function readPayersOfPractice(
  reading: Reading,
  door: Door,
  paper: OnPaper,
  practice_id: string,
): Promise<PayersOfPractice> {
  const { on, contracted } = await knownOf(paper, door.viewer, reading)
  const region = on(paper.day)
  const { elements } = region.library
  const own = await payersOf(reading, door.viewer, contracted, practice_id)
  const profiles = seenProfiles(region).filter(({ payer }) => own.includes(payer))
  const reference = referenceProfile(region)
  const rows = elements.elements.map((element) => askedBy(element, profiles, reference))
  await release(
    door,
    ASKED,
    rows.flatMap(({ element, answers }) =>
      answers.filter(({ says }) => says.length > 0).map(({ payer }) => ({ practice_id, payer, element })),
    ),
  )
  const sides = profiles.map((profile) => sideOf(profile))
  return {
    practice_id,
    practice_name: (await practiceOf(reading, practice_id))?.practice_name ?? practice_id,
    day: paper.day,
    payers: profiles.map(({ payer, name }) => ({ payer, name })),
    areas: Object.entries(elements.areas).map(([area, { label }]) => ({ area, label })),
    elements: rows,
    burden: burdenOf(practice_id, { elements, folders: paper.folders }, sides, region.reference.profile),
  }
}

/** Those with a contract over the practice; to who treats there those with a member on its panel too, who may be one person. */
async function payersOf(
  reading: Reading,
  viewer: Viewer,
  contracted: Known['contracted'],
  practice_id: string,
): Promise<string[]> {
  const practice = await practiceOf(reading, practice_id)
  const under = contracted(String(practice?.organization_id ?? ''))
  if (!isCare(viewer) && viewer.role !== 'operator') return under
  const { payers = [] } = await practiceSubject(reading, practice_id)
  return [...new Set([...under, ...payers])]
}

function askedBy(element: Element, profiles: readonly Profile[], reference: Profile): AskedByPayers {
  const degrees = profiles.flatMap((one, i) => profiles.slice(i + 1).map((other) => cell(element, one, other).degree))
  const { area, element: name, label, asks } = element
  return {
    ...{ area, element: name, label, asks },
    degree: farthest(degrees),
    answers: profiles.map((profile) => ({ payer: profile.payer, says: textsOf(element, profile) })),
    reference_says: textsOf(element, reference),
  }
}

function burdenOf(
  practice: string,
  { elements, folders }: { elements: Parameters<typeof countBurden>[0]; folders: OnPaper['folders'] },
  sides: readonly Side[],
  reference: Profile | null,
): PayersOfPractice['burden'] {
  const counts = readCounts(elements, folders)
  const of = { practice, payers: sides.map(({ profile }) => profile.payer), physicians: null }
  const count = (all: readonly Side[]) =>
    countBurden(elements, counts, new Map(all.map((side) => [side.profile.payer, side])), of)
  const now = count(sides)
  const then = reference && count(sides.map((side) => aligned(side, sideOf(reference))))
  return {
    counts: now.counts.map((one) => ({
      ...one,
      if_aligned: then?.counts.find(({ count: name }) => name === one.count)?.number ?? null,
    })),
    priced: estimate(readBurden(counts, folders), now),
  }
}
