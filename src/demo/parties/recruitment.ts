import type { Act } from '../../convening/act.ts'
import {
  agreeCriteria,
  answerInvitation,
  openRecruitment,
  payersOf,
  stepHandover,
  stepPractice,
} from '../../convening/recruitment/acts.ts'
import type { Candidate } from '../../convening/recruitment/criteria.ts'
import type { Register } from '../../register/open.ts'
import { PRACTICES } from '../directory.ts'
import { actor } from './actor.ts'

const ABOUT =
  'Payers of the county want to pay primary care in one way. Your practice is one whose patients they share. Taking part means one coach, one page of gaps, and a contract with each payer that you choose to sign. You may say no, or not now.'

/** Who was found when the first criteria were agreed: made up, as a run of the region tells it to who convenes. */
const CANDIDATES: readonly Pick<Candidate, 'practice_id' | 'people' | 'participating'>[] = [
  { practice_id: 'elm-street', people: 1850, participating: 1610 },
  { practice_id: 'chc-port', people: 2040, participating: 1310 },
  { practice_id: 'westgate', people: 900, participating: 640 },
]

const READY = ['lead', 'records', 'lists', 'whole-panel', 'coach'] as const

/** The initiative looks for practices: one is handed over, one is invited, and others were found. */
export async function recordDemonstrationRecruitment(
  register: Register,
  initiative: string,
  now: string,
): Promise<void> {
  const on = (person: string, days: number): Act => ({
    ...{ register, by: actor(person) },
    now: new Date(Date.parse(now) + days * 86_400_000).toISOString(),
  })
  const amara = (days: number) => on('amara-cole', days)
  const { recruitment } = await openRecruitment(amara(20), { initiative, title: 'First practices', about: ABOUT })
  const criteria = {
    least_share: '0.50',
    least_people: 500,
    most_people: null,
    least_payers: 2,
    ready: ['lead', 'whole-panel'],
  } as const
  const candidates = CANDIDATES.flatMap((one): Candidate[] => {
    const found = PRACTICES.find(({ practice_id }) => practice_id === one.practice_id)
    return found ? [{ ...one, organization_id: found.organization_id, contracted: 3 }] : []
  })
  const payers = await payersOf(amara(30), recruitment)
  await agreeCriteria(amara(30), recruitment, { criteria, period: '2024', payers, candidates })
  const elm = { recruitment, practice_id: 'elm-street' }
  for (const practice_id of ['elm-street', 'chc-port'])
    await stepPractice(amara(35), recruitment, practice_id, { step: 'invite', because: null })
  const readiness = READY.map((question) => ({ question, answer: question === 'records' ? 'partly' : 'yes' }) as const)
  await answerInvitation(on('dana-whitfield', 42), elm, { answer: 'interested', because: null, readiness })
  await stepPractice(amara(50), recruitment, 'elm-street', { step: 'hand-over', because: null })
  await stepHandover(on('priya-raman', 60), elm, { step: 'take-up', because: null })
}
