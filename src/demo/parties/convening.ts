import { readLibrary } from '../../alignment/profile/library.ts'
import type { Act } from '../../convening/act.ts'
import { callForAdoption, stateAdoption } from '../../convening/adoption/acts.ts'
import type { AdoptionDegree } from '../../convening/adoption/stages.ts'
import * as initiatives from '../../convening/initiative/acts.ts'
import * as committees from '../../convening/initiative/committees.ts'
import type { Side } from '../../convening/initiative/footing.ts'
import { addStep, changeStep } from '../../convening/plan/acts.ts'
import * as recommendations from '../../convening/recommendation/acts.ts'
import * as votes from '../../convening/recommendation/votes.ts'
import type { Role, Viewer } from '../../governance/viewer.ts'
import { LIBRARY as MODELS } from '../../model/read-model.ts'
import type { Register } from '../../register/open.ts'
import { addDays } from '../../sources/feeds/calendar.ts'
import { actor } from './actor.ts'
import {
  ATTRIBUTION,
  CALENDAR,
  CHANGES_OF_LISTS,
  CHARTER,
  CONTACT,
  FOLLOW_UP,
  MEMORANDUM,
  NOTICES,
  type Recommended,
  SUPPORT,
} from './convening-texts.ts'
import { recordDemonstrationRefusals } from './refused.ts'
import { CONVENER, PATIENTS, PURCHASER } from './viewers.ts'

/** What answers to elements are read by. */
const LIBRARY = readLibrary([MODELS])
/** When the collaborative began. */
export const FOUNDED = '2025-02-03'

const PARTICIPANTS: readonly [participant: string, side: Side, lines?: string[]][] = [
  [CONVENER, 'convener'],
  ['summit-health', 'payer', ['commercial']],
  ['keystone-mutual', 'payer', ['commercial']],
  ['bridge-health-plan', 'payer', ['medicaid-managed-care']],
  ['harbor-advantage', 'payer', ['medicare-advantage']],
  ['tidewell-medical-group', 'provider'],
  ['cedar-primary-care', 'provider'],
  [PURCHASER, 'purchaser'],
  [PATIENTS, 'consumer'],
]

/** Who signed; Summit Health has not, so that Marcus Webb has something to read and to sign. */
const SIGNED: readonly [participant: string, role: Role, name: string][] = [
  ['keystone-mutual', 'payer', 'Ruth Sandoval'],
  ['bridge-health-plan', 'payer', 'Anil Kapoor'],
  ['tidewell-medical-group', 'provider-organization', 'Dr. Helen Marsh'],
  ['cedar-primary-care', 'provider-organization', 'Dr. Owen Pratt'],
  [PURCHASER, 'purchaser', 'Joan Fischer'],
  [PATIENTS, 'purchaser', 'Mei Castillo'],
]

/** In an order in which no side ever holds more than half. */
const SEATS: readonly [person: string, side: Side, participant: string][] = [
  ['amara-cole', 'convener', CONVENER],
  ['mei-castillo', 'consumer', PATIENTS],
  ['ben-adeyemi', 'purchaser', PURCHASER],
  ['priya-raman', 'payer', 'summit-health'],
  ['dana-whitfield', 'provider', 'tidewell-medical-group'],
  ['tom-ellery', 'payer', 'keystone-mutual'],
  ['helen-marsh', 'provider', 'tidewell-medical-group'],
  ['grace-lund', 'payer', 'bridge-health-plan'],
  ['owen-pratt', 'provider', 'cedar-primary-care'],
]

const LIVES = { 'summit-health': '41200', 'keystone-mutual': '28900', 'bridge-health-plan': '33500' }

/** Days are counted from today, so that the time for comments is open when the demonstration is looked at. */
type Days = { as: (person: string, day: string | number) => Act; day: (from_today: number) => string }

/** The collaborative, who takes part and sits where, and one recommendation at each place of its path. */
export async function recordDemonstrationConvening(register: Register, today: string): Promise<Place> {
  const day = (days: number) => addDays(today, days)
  const as = (person: string, on: string | number): Act => {
    const date = typeof on === 'string' ? on : day(on)
    // What was done today was done before now.
    return { register, by: actor(person), now: on === 0 ? today : `${date}T09:00:00.000Z` }
  }
  const days = { as, day }
  const initiative = await founded(days)
  const committee = await seated(days, initiative)
  const place = { initiative, committee }
  const attribution = await published(days, place)
  await adopted(days, attribution)
  await inVote(days, place)
  await answering(days, place)
  const recommendation = await inComment(days, place)
  await recordDemonstrationRefusals(as, { committee, recommendation })
  await passed(days, place)
  await drafted(days, place, SUPPORT, -3)
  await drafted(days, place, CONTACT, -1, 'dana-whitfield')
  await planned(days, initiative, attribution)
  return place
}

async function founded({ as, day }: Days): Promise<string> {
  const amara = as('amara-cole', FOUNDED)
  const { initiative } = await initiatives.foundInitiative(amara, {
    title: 'Tidewell Health Collaborative',
    about: 'Payers, practices, employers and patients of the county agree on one set of rules for primary care.',
    footing: 'private-convener',
    authority: 'By-laws of the Tidewell Health Collaborative, a non-profit corporation',
    ...{ supervisor: null, supervision: null, start_date: FOUNDED },
  })
  await initiatives.adoptCharter(amara, initiative, { body: CHARTER, adopted_on: FOUNDED })
  for (const [participant, side, lines_of_business = []] of PARTICIPANTS)
    await initiatives.takePart(amara, initiative, {
      ...{ participant, side, lines_of_business, start_date: FOUNDED, end_date: null },
    })
  await signed(amara, initiative)
  await initiatives.setCostShare(amara, initiative, { year: 2025, basis: 'lives', budget_usd: '240000.00' })
  for (const [participant, weight] of Object.entries({ ...LIVES, 'harbor-advantage': '12400' }))
    await initiatives.stateWeight(amara, initiative, { year: 2025, participant, weight })
  await initiatives.setGoal(amara, initiative, {
    ...{ title: 'Seven of ten patients are seen after a stay', measured_by: 'measure:follow-up-after-stay' },
    ...{ baseline: '0.52', target: '0.7', better: 'higher', by_date: day(400) },
  })
  await initiatives.setGoal(amara, initiative, {
    ...{ title: 'Payers answer three of four questions alike', measured_by: 'aligned-share' },
    ...{ baseline: '0.3', target: '0.75', better: 'higher', by_date: day(750) },
  })
  return initiative
}

async function signed(amara: Act, initiative: string): Promise<void> {
  await initiatives.issueMemorandum(amara, initiative, MEMORANDUM)
  const issued = await amara.register.engine((tx) =>
    tx
      .selectFrom('memorandum')
      .select(['version', 'body_hash'])
      .where('initiative', '=', initiative)
      .executeTakeFirst(),
  )
  if (!issued) throw new Error('the demonstration has no memorandum')
  for (const [organization_id, role, name] of SIGNED) {
    const person = name
      .toLowerCase()
      .replaceAll(/^dr\. /g, '')
      .replaceAll(' ', '-')
    const by: Viewer = { person, name, role, purpose: 'oversight', organization_id, practice_ids: [] }
    await initiatives.signMemorandum({ ...amara, by }, initiative, issued)
  }
}

async function seated({ as, day }: Days, initiative: string): Promise<string> {
  const amara = as('amara-cole', FOUNDED)
  const { committee } = await committees.makeCommittee(amara, initiative, {
    ...{ title: 'Payment and measures', charge: 'Recommends how primary care is measured and paid for.' },
    ...{ room: 'all-sides', decides_by: 'vote', quorum_share: '0.5', passes_share: '0.6' },
    ...{ most_side_share: '0.5', least_consumer_seats: 1 },
  })
  for (const [account, side, participant] of SEATS) {
    const chair = side === 'convener'
    const { seat } = await committees.addSeat(amara, committee, { side, votes: !chair })
    await committees.fillSeat(amara, committee, {
      ...{ seat, account, participant, chair, start_date: FOUNDED, end_date: day(365) },
    })
  }
  const interest = 'His group is paid by three of the payers at this table.'
  await committees.declareConflict(as('owen-pratt', '2025-02-10'), committee, interest)
  return committee
}

export type Place = { initiative: string; committee: string }

async function drafted(
  { as }: Days,
  place: Place,
  given: Recommended,
  on: string | number,
  by = 'amara-cole',
): Promise<string> {
  const { what: changes_what, ...text } = given
  const all = { ...place, ...text, changes_what, changes_kind: 'reference' as const, supersedes: null }
  return (await recommendations.draft(as(by, on), all, LIBRARY)).recommendation
}

type Said = { name: string; affiliation: string | null; body: string }

const says = (act: Act, recommendation: string, said: Said) =>
  recommendations.comment(act, recommendation, { ...said, account: null })

/** A comment, put in view and answered. */
async function answered(act: Act, recommendation: string, said: Said, answer: string, later: Act): Promise<void> {
  const { comment } = await says(act, recommendation, said)
  await recommendations.moderate(later, recommendation, { comment, because: null })
  await recommendations.answer(later, recommendation, { comment, body: answer })
}

async function published(days: Days, place: Place): Promise<string> {
  const amara = (on: string) => days.as('amara-cole', on)
  const one = await drafted(days, place, { ...ATTRIBUTION, body: EARLIER }, '2025-03-03')
  const { title, body, changes } = ATTRIBUTION
  await recommendations.write(amara('2025-03-10'), one, { title, body, changes }, LIBRARY)
  await recommendations.openComment(amara('2025-03-17'), one, { opens_on: '2025-03-17', closes_on: '2025-04-16' })
  const said = {
    ...{ name: 'Lena Brandt', affiliation: 'Harlan Falls Clinic' },
    body: 'Who tells the payer when a patient changes their mind?',
  }
  const answer = 'The patient does, at any time, and the newest word counts from the next month on.'
  await answered(amara('2025-03-20'), one, said, answer, amara('2025-04-02'))
  await votes.openVote(amara('2025-04-22'), one, { closes_at: '2025-05-06T17:00:00.000Z', method: 'vote' })
  for (const [person] of SEATS.slice(1))
    await votes.cast(days.as(person, '2025-04-24'), one, {
      choice: person === 'tom-ellery' ? 'no' : 'yes',
      reason: person === 'tom-ellery' ? 'We cannot take in statements before 2026.' : null,
    })
  await votes.closeVote(amara('2025-05-07'), one)
  const because = 'Seven of eight seats said yes, and the year of grace meets the one concern.'
  await recommendations.decide(amara('2025-05-12'), one, { accepted: true, because })
  await recommendations.publish(amara('2025-06-02'), one)
  return one
}

const EARLIER = `Payers name a patient's practice by different rules, and practices spend weeks on lists that disagree.

We recommend that every payer asks the patient's own word first. Where nobody said, the practice with most primary care visits of the last 12 months is taken.`

async function inVote(days: Days, place: Place): Promise<void> {
  const amara = (on: number) => days.as('amara-cole', on)
  const one = await drafted(days, place, NOTICES, -75)
  await recommendations.openComment(amara(-60), one, { opens_on: days.day(-60), closes_on: days.day(-40) })
  const said = {
    ...{ name: 'Paul Nyström', affiliation: 'Port Tidewell Hospital' },
    body: 'We send notices within the hour. Please name one place to send them to.',
  }
  const answer = 'Each payer names its own place for now; one place for all is on the list for next year.'
  await answered(amara(-55), one, said, answer, amara(-38))
  await votes.openVote(amara(-4), one, { closes_at: `${days.day(10)}T17:00:00.000Z`, method: 'vote' })
  await votes.cast(days.as('grace-lund', -3), one, { choice: 'yes', reason: null })
  const reason = 'Without this the measure of follow-up is not fair.'
  await votes.cast(days.as('helen-marsh', -2), one, { choice: 'yes', reason })
}

/** Each side once, so that no side decides alone; a patient chairs. */
const BOARD: readonly [person: string, side: Side, participant: string][] = [
  ['mei-castillo', 'consumer', PATIENTS],
  ['ben-adeyemi', 'purchaser', PURCHASER],
  ['grace-lund', 'payer', 'bridge-health-plan'],
  ['helen-marsh', 'provider', 'tidewell-medical-group'],
]

/** Since this year a board governs, and what the committee passed waits for its chair. */
async function passed({ as, day }: Days, place: Place): Promise<void> {
  const amara = (on: number) => as('amara-cole', on)
  const { committee } = await committees.makeCommittee(amara(-90), place.initiative, {
    ...{ title: 'Board', charge: 'Accepts what a committee passed, or sends it back.', governs: true },
    ...{ room: 'all-sides', decides_by: 'vote', quorum_share: '0.5', passes_share: '0.6' },
    ...{ most_side_share: '0.5', least_consumer_seats: 1 },
  })
  for (const [account, side, participant] of BOARD) {
    const { seat } = await committees.addSeat(amara(-90), committee, { side, votes: true })
    await committees.fillSeat(amara(-90), committee, {
      ...{ seat, account, participant, chair: side === 'consumer', start_date: day(-90), end_date: day(275) },
    })
  }
  const one = await drafted({ as, day }, place, CHANGES_OF_LISTS, -70)
  await recommendations.openComment(amara(-60), one, { opens_on: day(-60), closes_on: day(-45) })
  await votes.openVote(amara(-40), one, { closes_at: `${day(-26)}T17:00:00.000Z`, method: 'vote' })
  for (const [person] of SEATS.slice(1)) await votes.cast(as(person, -30), one, { choice: 'yes', reason: null })
  await votes.closeVote(amara(-25), one)
}

/** Past its days, with a comment that still wants an answer. */
async function answering(days: Days, place: Place): Promise<void> {
  const amara = (on: number) => days.as('amara-cole', on)
  const one = await drafted(days, place, CALENDAR, -40)
  await recommendations.openComment(amara(-30), one, { opens_on: days.day(-30), closes_on: days.day(-6) })
  const { comment } = await says(amara(-20), one, {
    ...{ name: 'Iris Keane', affiliation: 'Millbrook Family Health' },
    body: 'The tenth is fine. Could the lists also come in one layout?',
  })
  await recommendations.moderate(amara(-5), one, { comment, because: null })
}

async function inComment(days: Days, place: Place): Promise<string> {
  const amara = (on: number) => days.as('amara-cole', on)
  const one = await drafted(days, place, FOLLOW_UP, -20)
  await recommendations.openComment(amara(-12), one, { opens_on: days.day(-12), closes_on: days.day(18) })
  const video = {
    ...{ name: 'Lena Brandt', affiliation: 'Harlan Falls Clinic' },
    body: 'Does a visit by video count where the patient lives an hour away?',
  }
  const answer = 'Yes. A visit by video counts like one in the office.'
  await answered(amara(-9), one, video, answer, amara(-6))
  const { comment } = await says(amara(-5), one, {
    ...{ name: 'Sam Otis', affiliation: null },
    body: 'Seven days is short where there is one doctor. Ten would be fairer.',
  })
  await recommendations.moderate(amara(-4), one, { comment, because: null })
  await says(amara(-2), one, {
    ...{ name: 'Karin Blum', affiliation: 'Quarry Hill Medicine' },
    body: 'Please say whether a stay for a planned operation counts.',
  })
  return one
}

/** What payers said, before the year began, that they would adopt of what was published. */
async function adopted({ as, day }: Days, recommendation: string): Promise<void> {
  const call = { year: 2026, intent_by: '2025-10-31', actual_by: '2027-03-31' }
  await callForAdoption(as('amara-cole', '2025-06-10'), recommendation, call)
  const said = (person: string, payer: string, on: string, degrees: readonly [AdoptionDegree, string | null][]) =>
    stateAdoption(as(person, on), recommendation, payer, {
      ...{ year: 2026, stage: 'intent' },
      elements: ATTRIBUTION.changes.map(({ element }, i) => {
        const [degree, because] = degrees[i] ?? ['full', null]
        return { element, degree, because }
      }),
    })
  await said('priya-raman', 'summit-health', '2025-09-12', [])
  const slow = 'Statements of patients are taken in from July on.'
  await said('tom-ellery', 'keystone-mutual', '2025-10-28', [['partial', slow]])
  await said('grace-lund', 'bridge-health-plan', '2025-11-20', [['none', 'The state’s rule names the order.']])
  // Of the next year nobody has said anything yet.
  const next = Number(day(-10).slice(0, 4)) + 1
  if (next === call.year) return
  const [intent_by = ''] = [day(14), `${next - 1}-12-31`].sort()
  await callForAdoption(as('amara-cole', -10), recommendation, {
    ...{ year: next, intent_by, actual_by: `${next + 1}-03-31` },
  })
}

async function planned({ as, day }: Days, initiative: string, recommendation: string): Promise<void> {
  const amara = as('amara-cole', -30)
  const nothing = { resources: null, goal: null, alignment_action: null, recommendation: null }
  const done = await addStep(as('amara-cole', -60), initiative, {
    ...{ ...nothing, title: 'Ask payers which lists they can send by the tenth', owner: CONVENER },
    due_date: day(-35),
  })
  await changeStep(as('amara-cole', -36), done.plan_step, { done: true })
  await addStep(amara, initiative, {
    ...{ ...nothing, title: 'Draft a form for patients’ statements', owner: PATIENTS, due_date: day(-7) },
    ...{ resources: 'Two days of a translator', recommendation },
  })
  await addStep(amara, initiative, {
    ...{ ...nothing, title: 'Invite employers to hear what was published', owner: PURCHASER, due_date: day(45) },
  })
}
