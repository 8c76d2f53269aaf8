import { keepsProcess } from '../../../../convening/act.ts'
import {
  criteriaInWords,
  criteriaShown,
  type ShareStep,
  type SizeStep,
} from '../../../../convening/recruitment/criteria.ts'
import { handoverState } from '../../../../convening/recruitment/process.ts'
import { type Readiness, readReadiness } from '../../../../convening/recruitment/readiness.ts'
import { type RecruitmentKept, recruitmentKept } from '../../../../register/convening/recruitment.ts'
import type { Dataset, Row } from '../../../dataset.ts'
import { type Door, type Released, release } from '../../../release.ts'
import type { Staff } from '../../people.ts'
import { each, isCare, partyOf } from '../../received/received.ts'

const rowsOf = (name: string, columns: readonly string[]): Dataset => ({
  name,
  columns: each(columns, 'public'),
  parties: () => ({}),
})

const RECRUITMENTS = rowsOf('recruitments', [
  ...['recruitment', 'initiative', 'initiative_title', 'title', 'about', 'ended_on', 'because'],
])
const CRITERIA = rowsOf('criteria of recruitment', [
  ...[
    'recruitment',
    'version',
    'least_share',
    'least_people',
    'most_people',
    'least_payers',
    'ready',
    'payers',
    'words',
  ],
  ...['period', 'agreed_on'],
])
export const PRACTICE_COLUMNS = [
  ...['recruitment', 'practice_id', 'practice_name', 'version', 'share_class', 'size_class', 'state', 'because'],
  ...['found_on', 'invited_on', 'answered_on', 'answered_by', 'handed_over_on', 'answers'],
]
const PRACTICES = rowsOf('practices of a recruitment', PRACTICE_COLUMNS)
const CHECKS = rowsOf('practices against criteria', [
  ...['recruitment', 'version', 'practice_id', 'practice_name', 'meets', 'criteria'],
])
const INVITATIONS = rowsOf('invitations of a practice', [
  ...['recruitment', 'practice_id', 'practice_name', 'state', 'because', 'invited_on', 'answered_on', 'answered_by'],
  ...['handed_over_on', 'answers', 'words', 'ready', 'criteria'],
])
export const HANDOVER_COLUMNS = [
  ...['recruitment', 'title', 'practice_id', 'practice_name', 'payer', 'payer_name', 'state', 'told_on'],
  ...['taken_up_on', 'signed_on', 'ended_on', 'because'],
]
const HANDOVERS = rowsOf('practices handed over', HANDOVER_COLUMNS)

export type RecruitmentRead = {
  recruitments: Released[]
  criteria: Released[]
  practices: Released[]
  checks: Released[]
  invitations: Released[]
  handovers: Released[]
  questions: Readiness['questions']
}

/** What recruitment reads work on: the register and names, and the folders of models. */
export type Desk = { staff: Staff; folders: readonly string[] }

/**
 * Who convenes reads which practices met what was agreed, on which steps of the ladder, and where each stands. A practice reads its
 * own invitation. A payer reads what was handed over to it, and nothing that would tell how many others there are.
 */
export async function readRecruitment(door: Door, { staff, folders }: Desk): Promise<RecruitmentRead> {
  const { viewer } = door
  const kept = await recruitmentKept(staff.register, partyOf(viewer))
  const titles = await staff.register.as(partyOf(viewer), (tx) =>
    tx.selectFrom('initiative').select(['initiative', 'title']).execute(),
  )
  const convenes = keepsProcess(viewer)
  const own = kept.practices.filter((one) => viewer.practice_ids.includes(one.practice_id))
  const concerned = new Set((isCare(viewer) ? own : kept.handovers).map((one) => one.recruitment))
  const seen = kept.recruitments.filter((one) => convenes || concerned.has(one.recruitment))
  const named = (row: { practice_id: string }) => ({
    practice_name: staff.practices.get(row.practice_id)?.practice_name ?? row.practice_id,
  })
  return {
    recruitments: await release(
      door,
      RECRUITMENTS,
      seen.map((one) => ({
        ...one,
        initiative_title: titles.find(({ initiative }) => initiative === one.initiative)?.title ?? one.initiative,
      })),
    ),
    criteria: await release(door, CRITERIA, convenes ? kept.criteria.map(criteriaRow) : []),
    practices: await release(
      door,
      PRACTICES,
      convenes ? kept.practices.map((one) => ({ ...one, ...named(one), answers: answersOf(kept, one) })) : [],
    ),
    checks: await release(
      door,
      CHECKS,
      convenes ? kept.checks.flatMap((one) => checkRow(kept, one).map((row) => ({ ...row, ...named(one) }))) : [],
    ),
    invitations: await release(
      door,
      INVITATIONS,
      isCare(viewer) ? own.map((one) => ({ ...one, ...named(one), ...invitationOf(kept, one) })) : [],
    ),
    handovers: await handoversOf(door, staff, kept),
    questions: convenes || isCare(viewer) ? readReadiness(folders).questions : [],
  }
}

type CriteriaRow = RecruitmentKept['criteria'][number]

const agreedOf = (row: CriteriaRow) => ({
  least_share: row.least_share as ShareStep,
  least_people: row.least_people as SizeStep,
  most_people: row.most_people as SizeStep | null,
  least_payers: row.least_payers,
})
const wordsOf = (row: CriteriaRow): string[] => criteriaInWords(agreedOf(row))

/** Of the newest version: each criterion with what the practice has, as far as may be told. */
function checkRow({ criteria }: RecruitmentKept, one: RecruitmentKept['checks'][number]): Row[] {
  const newest = criteria.find(({ recruitment }) => recruitment === one.recruitment)
  if (newest?.version !== one.version) return []
  const { recruitment, version, practice_id, share_class, unmet } = one
  const meets = share_class !== null && unmet.length === 0
  return [{ recruitment, version, practice_id, meets, criteria: criteriaShown(agreedOf(newest), one) }]
}

const criteriaRow = (row: CriteriaRow): Row => ({ ...row, words: wordsOf(row) })

type Of = { recruitment: string; practice_id: string; version: number }

const answersOf = ({ answers }: RecruitmentKept, { recruitment, practice_id }: Of) =>
  answers
    .filter((one) => one.recruitment === recruitment && one.practice_id === practice_id)
    .map(({ question, answer }) => ({ question, answer }))

function invitationOf(kept: RecruitmentKept, of: RecruitmentKept['practices'][number]) {
  const criteria = kept.criteria.find((one) => one.recruitment === of.recruitment && one.version === of.version)
  // It met them all when it was found; how many payers have a contract with it, it knows itself.
  const shown = criteria ? criteriaShown(agreedOf(criteria), { ...of, contracted: null, unmet: [] }) : []
  return {
    answers: answersOf(kept, of),
    words: criteria ? wordsOf(criteria) : [],
    ready: criteria?.ready ?? [],
    criteria: shown,
  }
}

async function handoversOf(door: Door, { register, practices }: Staff, kept: RecruitmentKept): Promise<Released[]> {
  const { viewer } = door
  const payers = await register.as(partyOf(viewer), (tx) =>
    tx.selectFrom('payer').select(['payer', 'payer_name']).execute(),
  )
  const seen = kept.handovers.filter((one) => !isCare(viewer) || viewer.practice_ids.includes(one.practice_id))
  return release(
    door,
    HANDOVERS,
    seen.map((one) => ({
      ...one,
      title: kept.recruitments.find(({ recruitment }) => recruitment === one.recruitment)?.title ?? one.recruitment,
      practice_name: practices.get(one.practice_id)?.practice_name ?? one.practice_id,
      payer_name: payers.find(({ payer }) => payer === one.payer)?.payer_name ?? one.payer,
      state: handoverState(one),
    })),
  )
}
