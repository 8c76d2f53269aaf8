import { dayOfModel, profileOfModel } from '../../../alignment/profile/of-model.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { type JudgedCriterion, type Judgement, judge, type Level } from '../../../alignment/rubric/judge.ts'
import { type MembersByCategory, membersByCategory, membersOfRubric } from '../../../alignment/rubric/of-run.ts'
import { type Rubric, rubrics } from '../../../alignment/rubric/read-rubric.ts'
import { asksShares, drawnLevels, type RubricFile } from '../../../alignment/rubric/rubric.ts'
import { WholepanelError } from '../../../error.ts'
import { didYouMean } from '../../../model/read-yaml.ts'
import type { RegionAlignment } from '../../../run/region-alignment.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { isCounting } from '../../right.ts'
import { countsFor } from '../attribution/counts.ts'
import { answersFor, type Reading } from '../reading.ts'
import { each, isOverseer } from '../received/received.ts'
import { peopleOf } from './reach/people.ts'
import { knownOf, type OnPaper, seenProfiles } from './seen.ts'

export type RubricEntry = Pick<RubricFile, 'rubric' | 'title' | 'by' | 'from'> & { until: string | null }

/** A criterion as the file draws it. */
export type CriterionAsked = {
  criterion: string
  label: string
  levels: { reading: string | null; preferred: string; acceptable: string | null }[]
  preferred_by: string | null
  preferred_by_because: string | null
  evidence: string
  source: string
}

export type RubricOfPayers = {
  day: string
  rubrics: RubricEntry[]
  rubric: RubricEntry & {
    about: string
    in_force: Judgement['in_force']
    not_asked: readonly string[]
    /** Whether some criterion asks for shares of members, and whether any were looked at for this viewer. */
    members: 'not-asked' | 'of-the-run' | 'not-told'
  }
  payers: { payer: string; name: string; counts: Readonly<Record<Level, number>> }[]
  criteria: CriterionAsked[]
  standings: Released[]
}

export const RUBRIC_COLUMNS = [
  ...['payer', 'payer_name', 'criterion', 'label', 'reading', 'line', 'level', 'preferred_by', 'late', 'unconfirmed'],
  ...['because', 'silent'],
]

/** Payers held to a rubric on a day, by what the viewer may know of each; without a name, to the first that is in force. */
export async function readRubricOfPayers(
  reading: Reading,
  door: Door,
  paper: OnPaper,
  asked: { rubric?: string | undefined },
): Promise<RubricOfPayers> {
  const region = (await knownOf(paper, door.viewer, reading)).on(paper.day)
  const all = rubrics(region.library.elements, paper.folders)
  const rubric = rubricOf(all, asked.rubric, paper.day)
  const members = asksShares(rubric) ? await membersFor(reading, door, region) : []
  const byLine = membersOfRubric(rubric, members)
  const reference = rubric.reference === undefined ? region.reference.profile : modelOf(region, rubric.reference)
  const judged = seenProfiles(region).map((profile) => {
    const own = byLine.get(profile.payer)
    const given = { reference, ...(own ? { members: own } : {}) }
    return { name: profile.name, ...judge(region.library.elements, rubric, profile, paper.day, given) }
  })
  return {
    day: paper.day,
    rubrics: all.map(entry),
    rubric: {
      ...entry(rubric),
      about: rubric.about,
      in_force: inForce(rubric, paper.day),
      not_asked: rubric.not_asked,
      members: !asksShares(rubric) ? 'not-asked' : byLine.size > 0 ? 'of-the-run' : 'not-told',
    },
    payers: judged.map(({ payer, name, counts }) => ({ payer, name, counts })),
    criteria: rubric.criteria.map(criterionAsked),
    standings: await release(
      door,
      {
        name: 'payers held to a rubric',
        columns: each(RUBRIC_COLUMNS, 'public'),
        parties: (row: Row) => ({ payer: String(row.payer) }),
      },
      judged.flatMap((one) => one.criteria.flatMap((criterion) => rowsOf(region, one, criterion))),
    ),
  }
}

function rubricOf(all: readonly Rubric[], named: string | undefined, day: string): Rubric {
  const found =
    named === undefined
      ? (all.find((one) => inForce(one, day) === 'in-force') ?? all[0])
      : all.find(({ rubric }) => rubric === named)
  if (found) return found
  const known = all.map(({ rubric }) => rubric)
  throw new WholepanelError('input-argument', {
    got: `no rubric ${named}${didYouMean(named ?? '', known)}`,
    want: known.join(' or '),
  })
}

const inForce = ({ from, until }: Rubric, day: string): Judgement['in_force'] =>
  day < from ? 'not-yet' : until !== undefined && day > until ? 'ended' : 'in-force'

const entry = ({ rubric, title, by, from, until }: Rubric): RubricEntry => ({
  ...{ rubric, title, by, from, until: until ?? null },
})

function modelOf({ models, library, day }: RegionAlignment, named: string): Profile {
  const [folder, name, track = null] = named.split('/')
  const model = models.get(`${folder}/${name}`)
  if (!model)
    throw new WholepanelError('input-model', { got: `no model ${named}`, want: [...models.keys()].join(' or ') })
  return profileOfModel(model, { ...library, track, day: dayOfModel(model, day) })
}

const criterionAsked = (one: Rubric['criteria'][number]): CriterionAsked => ({
  ...{ criterion: one.criterion, label: one.label, evidence: one.evidence, source: one.source },
  levels: drawnLevels(one).map(({ reading, preferred, acceptable }) => ({
    reading,
    preferred: preferred.says,
    acceptable: acceptable?.says ?? null,
  })),
  preferred_by: one.preferred_by ?? null,
  preferred_by_because: one.preferred_by_because ?? null,
})

/** The criterion as a whole, then each verdict where there are several. */
function rowsOf(
  { library }: RegionAlignment,
  { payer, name }: Judgement & { name: string },
  one: JudgedCriterion,
): Row[] {
  const { criterion, label, level, preferred_by, late, unconfirmed, because, silent, verdicts } = one
  const labelOf = (element: string) =>
    library.elements.elements.find((known) => known.element === element)?.label ?? element
  const head = { payer, payer_name: name, criterion, label }
  const whole: Row = {
    ...{
      ...head,
      reading: null,
      line: null,
      level,
      preferred_by: preferred_by?.day ?? null,
      late,
      unconfirmed,
      because,
    },
    silent: silent.map(labelOf).join(', '),
  }
  if (verdicts.length < 2) return [whole]
  return [
    whole,
    ...verdicts.map((verdict): Row => {
      const reading = [verdict.rubric_reading, ...Object.values(verdict.readings)].filter(Boolean).join(', ') || null
      const { line, level: found, because: why } = verdict
      return {
        ...head,
        reading,
        line,
        level: found,
        preferred_by: null,
        late: null,
        unconfirmed: null,
        because: why,
        silent: '',
      }
    }),
  ]
}

/**
 * Members by the category of their contract: a payer's own to itself; to who convenes and oversees rounded as counts of people
 * are, and of a line nothing where some of it are few; to the state once rates wait for nothing. Nobody else gets any.
 */
async function membersFor(reading: Reading, door: Door, region: RegionAlignment): Promise<MembersByCategory[]> {
  const { viewer, policy, embargo } = door
  const isOwn = viewer.role === 'payer'
  if (!isOverseer(viewer) && !isOwn) return []
  if (viewer.role === 'state' && embargo !== null) return []
  const all = await membersByCategory(answersFor(reading, viewer), region, reading.period)
  const heard = all.filter(
    ({ payer }) => !viewer.unusable_payers.includes(payer) && (!isOwn || payer === viewer.organization_id),
  )
  if (!isCounting(viewer)) return heard
  const people = peopleOf(reading.period, await countsFor(reading, viewer, policy))
  const rounded = heard.map((one) => ({ ...one, months: people(one.months) }))
  const few = new Set(rounded.filter(({ months }) => months === 0).map((one) => `${one.payer} ${one.line_of_business}`))
  return rounded.filter((one) => !few.has(`${one.payer} ${one.line_of_business}`))
}
