import { readLessons } from '../../../../convening/coaching/lessons.ts'
import { matchLessons, type Situation } from '../../../../convening/coaching/match.ts'
import { taskState, visitState } from '../../../../convening/coaching/standing.ts'
import { readMeasures } from '../../../../quality/read-measures.ts'
import { coachingWork, listCoachingRequests } from '../../../../register/convening/coaching.ts'
import { listCoaching } from '../../../../register/people/coaching.ts'
import type { Dataset } from '../../../dataset.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { readPayersOfPractice } from '../../alignment/practice.ts'
import { readExtent } from '../../alignment/reach/extent.ts'
import type { OnPaper } from '../../alignment/seen.ts'
import { type Staff, stateOf } from '../../people.ts'
import { readPractice } from '../../practices.ts'
import { oncePerRun, practiceOf, type Reading } from '../../reading.ts'
import { each, isCare, partyOf } from '../../received/received.ts'
import { readScorecard } from '../../scorecard.ts'
import { type Gap, gapsOf } from './gaps.ts'
import { releaseRequests } from './requests.ts'

const ofPractice = (name: string, columns: readonly string[]): Dataset => ({
  name,
  columns: each(columns, 'public'),
  parties: ({ practice_id }) => ({ practice_id: String(practice_id) }),
})

export const TASK_COLUMNS = [
  ...[
    'coaching_task',
    'says',
    'measure',
    'element',
    'serves',
    'whose',
    'who',
    'due_on',
    'state',
    'done_on',
    'dropped_on',
  ],
  ...['because', 'recorded_at', 'recorded_by'],
]
const TASKS = ofPractice('tasks of coaching', TASK_COLUMNS)
const VISITS = ofPractice('visits of coaching', [
  ...['coaching_visit', 'visit_on', 'kind', 'who', 'agreed', 'state', 'called_off_on', 'because', 'recorded_by'],
])
const NOTES = ofPractice('notes of coaching', ['coaching_note', 'side', 'shared', 'note', 'written_at', 'written_by'])
const COACHES = ofPractice('coaches let in', ['participant', 'participant_name', 'since', 'until'])

export type LessonOffered = {
  lesson: string
  title: string
  says: string
  try: string
  where: string
  because: string[]
  sources: { title: string; by: string; published: string | null; url: string | null }[]
}

export type PracticeCoaching = {
  practice_id: string
  practice_name: string
  /** Whether the viewer may let a coach in for this practice. */
  may_let_in: boolean
  coaches: Released[]
  requests: Released[]
  tasks: Released[]
  visits: Released[]
  notes: Released[]
  gaps: Gap[]
  elements: { element: string; label: string }[]
  lessons: LessonOffered[]
}

/** What practice and coach do together, and what others learned that bears on it. */
export async function readPracticeCoaching(
  reading: Reading,
  door: Door,
  { paper, staff }: { paper: OnPaper; staff: Staff },
  practice_id: string,
): Promise<PracticeCoaching> {
  const { viewer } = door
  const { register, now } = staff
  const practice = await practiceOf(reading, practice_id)
  const requests = await listCoachingRequests(register, partyOf(viewer))
  const gaps = gapsOf(await readScorecard(reading, door, practice_id))
  const { situation, asked } = await situationOf(reading, door, paper, practice_id, gaps)
  const { lessons, sources } = await lessonsOf(reading)
  const labels = new Map([
    ...gaps.map(({ measure, title }) => [measure, title] as const),
    ...asked.map(({ element, label }) => [element, label] as const),
  ])
  return {
    practice_id,
    practice_name: practice?.practice_name ?? practice_id,
    may_let_in: isCare(viewer) && viewer.administers === true && viewer.organization_id === practice?.organization_id,
    coaches: await coachesOf(door, staff, practice_id),
    requests: await releaseRequests(
      door,
      staff,
      requests.filter((one) => one.practice_id === practice_id),
    ),
    ...(await workOf(door, { register, today: now.slice(0, 10), labels }, practice_id)),
    gaps,
    elements: asked.map(({ element, label }) => ({ element, label })),
    lessons: matchLessons(lessons, situation).map(({ lesson: { when: _when, source, ...lesson }, because }) => ({
      ...lesson,
      because,
      sources: citedIn(source).flatMap((key) => {
        const found = sources[key]
        return found
          ? [{ title: found.title, by: found.by, published: found.published ?? null, url: found.url ?? null }]
          : []
      }),
    })),
  }
}

/** A region may measure other things than the library: a lesson on what is not measured here matches nothing. */
const lessonsOf = oncePerRun(async ({ measures, folders }) =>
  readLessons(
    [...measures, ...readMeasures()].map(({ measure }) => measure),
    folders,
  ),
)

/** The keys of a citation: `iha: Incentive model; cqc` names `iha` and `cqc`. */
const citedIn = (citation: string): string[] => citation.split(';').map((part) => part.split(':')[0]?.trim() ?? '')

/** What lessons ask for, from what other reads let this viewer see: what they withhold matches nothing. */
async function situationOf(reading: Reading, door: Door, paper: OnPaper, practice_id: string, gaps: readonly Gap[]) {
  const head = await readPractice(reading, door, practice_id)
  const payers = await readPayersOfPractice(reading, door, paper, practice_id)
  const { practices } = await readExtent(reading, door)
  const situation: Situation = {
    people: typeof head.people === 'number' ? head.people : null,
    payers: payers.payers.length,
    measures: gaps,
    elements: payers.elements,
    areas: payers.areas.map(({ area, label }) => {
      const found = practices.find((one) => one.practice_id === practice_id && one.area === area)
      return { area, label, aligned_share: typeof found?.panel_share === 'string' ? found.panel_share : null }
    }),
  }
  return { situation, asked: payers.elements }
}

async function coachesOf(door: Door, { register, now }: Staff, practice_id: string): Promise<Released[]> {
  const party = partyOf(door.viewer)
  const names = await register.as(party, (tx) =>
    tx.selectFrom('participant').select(['participant', 'participant_name']).where('kind', '=', 'coach').execute(),
  )
  const open = (await listCoaching(register, party)).filter(
    (one) => one.practice_id === practice_id && stateOf(one, now.slice(0, 10)) === 'holds',
  )
  return release(
    door,
    COACHES,
    open.map(({ participant, start_date, end_date }) => ({
      practice_id,
      participant,
      participant_name: names.find((one) => one.participant === participant)?.participant_name ?? participant,
      ...{ since: start_date, until: end_date },
    })),
  )
}

type Desk = { register: Staff['register']; today: string; labels: ReadonlyMap<string, string> }

async function workOf(door: Door, { register, today, labels }: Desk, practice_id: string) {
  const { tasks, visits, notes } = await coachingWork(register, partyOf(door.viewer), [practice_id])
  return {
    tasks: await release(
      door,
      TASKS,
      tasks.map((one) => ({
        ...one,
        serves: labels.get(one.measure ?? one.element ?? '') ?? one.measure ?? one.element,
        state: taskState(one, today),
      })),
    ),
    visits: await release(
      door,
      VISITS,
      visits.map((one) => ({ ...one, state: visitState(one, today) })),
    ),
    notes: await release(door, NOTES, notes),
  }
}
