import { sql } from 'kysely'
import { CONVENING } from '../../../src/governance/granted/convening.ts'
import { ROUTES } from '../../../src/governance/routes.ts'
import { cookieOfAccount } from '../../server/administrators.ts'
import { addressesOf, type Heard } from './look.ts'
import type { Attacked } from './world.ts'

/** Who has no seat, no text and no practice in the world, and tries everything that can be done there. */
export const TRESPASSERS = ['cedar', 'rival', 'purchaser', 'state', 'public', 'nobody'] as const

const day = '2026-02-01'
const because = 'So'
const task = { says: 'Mine now', whose: 'practice', who: 'Eve', due_on: day }
const date = { title: 'Mine now', day, audience: 'all' }

/** A body for each act of the convening that its schema takes, so that it is the act that refuses. */
const BODIES: Readonly<Record<string, object | undefined>> = {
  'POST /api/notifications/read': { notification: 1 },
  'POST /api/notifications/choices': { kind: 'ballot-open', mail: 'never' },
  'POST /api/webhooks': { address: 'https://eve.example/hook', participant: 'amber' },
  'POST /api/webhooks/:webhook': { act: 'end' },
  'POST /api/webhooks/:webhook/secret': {},
  'POST /api/calendar/dates': date,
  'POST /api/calendar/dates/:calendar_date': date,
  'DELETE /api/calendar/dates/:calendar_date': undefined,
  'POST /api/calendar/subscription': {},
  'DELETE /api/calendar/subscription': undefined,
  'POST /api/initiatives': { title: 'Mine', about: 'x', footing: 'private-convener', authority: 'x', start_date: day },
  'POST /api/initiatives/:initiative/charter': { body: 'Mine', adopted_on: day },
  'POST /api/initiatives/:initiative/participants': { participant: 'bluff', side: 'provider', start_date: day },
  'POST /api/initiatives/:initiative/goals': {
    ...{ title: 'Mine', measured_by: 'aligned-share', target: '0.5', better: 'higher', by_date: day },
  },
  'POST /api/initiatives/:initiative/goals/:goal/end': { because },
  'POST /api/initiatives/:initiative/memorandum': { body: 'Mine' },
  'POST /api/initiatives/:initiative/signature': { version: 1, body_hash: 'ab'.repeat(32) },
  'POST /api/initiatives/:initiative/cost-shares': { year: 2026, basis: 'equal', budget_usd: '1.00' },
  'POST /api/initiatives/:initiative/weights': { year: 2026, participant: 'amber', weight: '1' },
  'POST /api/initiatives/:initiative/waivers': {
    ...{
      payer: 'amber',
      organization_id: 'elm-group',
      law: 'anti-kickback',
      citation: 'x',
      document: 'x',
      claimed_on: day,
    },
  },
  'POST /api/initiatives/:initiative/committees': {
    ...{ title: 'Mine', charge: 'x', room: 'all-sides', decides_by: 'vote', quorum_share: '0.5', passes_share: '0.5' },
    ...{ most_side_share: '0.5', least_consumer_seats: 0 },
  },
  'POST /api/committees/:committee/seats': { side: 'payer', votes: true },
  'POST /api/committees/:committee/terms': {
    ...{ seat: 1, account: 'cedar', participant: 'cedar', chair: true, start_date: day, end_date: '2027-01-01' },
  },
  'POST /api/committees/:committee/terms/:seat_term/end': { because },
  'POST /api/committees/:committee/conflicts': { interest: 'Mine' },
  'POST /api/initiatives/:initiative/aliases': { participant: 'amber', alias: 'Blue' },
  'POST /api/committees/:committee/meetings': { title: 'Mine', starts_at: '2026-02-01T15:00:00Z', place: 'x' },
  'POST /api/meetings/:meeting/state': { state: 'cancelled', because },
  'POST /api/meetings/:meeting/texts': { kind: 'note', title: 'Mine', body: 'Mine' },
  'POST /api/meetings/:meeting/documents': {
    ...{
      title: 'Mine',
      file_name: 'mine.txt',
      sha256: 'ab'.repeat(32),
      content: Buffer.from('Mine').toString('base64'),
    },
  },
  'POST /api/meeting-texts/:meeting_text': { body: 'Mine now' },
  'POST /api/meeting-texts/:meeting_text/withdrawal': {},
  'POST /api/meeting-texts/:meeting_text/release': { because },
  'POST /api/refused-words/:refusal/question': {},
  'POST /api/refused-words/:refusal/answer': { released: true, because },
  'POST /api/text-check': { text: 'Mine' },
  'POST /api/recommendations': {
    ...{ initiative: 'tidewell', committee: 'payment', title: 'Mine', changes_kind: 'reference', changes_what: 'x' },
    ...{ body: 'Mine', changes: [] },
  },
  'POST /api/recommendations/:recommendation/versions': { title: 'Mine', body: 'Mine', changes: [] },
  'POST /api/recommendations/:recommendation/comment-window': { opens_on: day, closes_on: '2026-03-01' },
  'POST /api/recommendations/:recommendation/comment-window/extension': { closes_on: '2026-05-01' },
  'POST /api/recommendations/:recommendation/comments': { body: 'A word of mine' },
  'POST /api/recommendations/:recommendation/comments/:comment/moderation': { because: null },
  'POST /api/recommendations/:recommendation/comments/:comment/answers': { body: 'Mine' },
  'POST /api/recommendations/:recommendation/recusal': { because },
  'POST /api/recommendations/:recommendation/ballot': { closes_at: '2026-03-01T00:00:00Z', method: 'vote' },
  'POST /api/recommendations/:recommendation/ballot/close': {},
  'POST /api/recommendations/:recommendation/vote': { choice: 'no' },
  'POST /api/recommendations/:recommendation/decision': { accepted: true, because },
  'POST /api/recommendations/:recommendation/publication': {},
  'POST /api/recommendations/:recommendation/withdrawal': { because },
  'POST /api/recommendations/:recommendation/adoption-calls': { year: 2027, intent_by: day, actual_by: '2028-03-31' },
  'POST /api/recommendations/:recommendation/adoption': {
    ...{ payer: 'amber', year: 2026, stage: 'intent', elements: [{ element: 'portal', degree: 'full' }] },
  },
  'POST /api/initiatives/:initiative/plan-steps': { title: 'Mine', owner: 'amber', due_date: day },
  'POST /api/plan-steps/:plan_step': { done: true },
  'POST /api/open/recommendations/:recommendation/comments': { name: 'Eve', body: 'A word of mine' },
  'POST /api/practices/:practice_id/coaching/requests': { asks: 'Mine' },
  'POST /api/practices/:practice_id/coaching/requests/:coaching_request/withdrawal': {},
  'POST /api/coaching/requests/:coaching_request/take-up': {},
  'POST /api/coaching/requests/:coaching_request/close': { result: 'helped', because },
  'POST /api/practices/:practice_id/coaching/tasks': task,
  'POST /api/practices/:practice_id/coaching/tasks/:coaching_task': { done: true },
  'POST /api/practices/:practice_id/coaching/visits': { visit_on: day, kind: 'video', who: 'Eve' },
  'POST /api/practices/:practice_id/coaching/visits/:coaching_visit': { called_off: true, because },
  'POST /api/practices/:practice_id/coaching/notes': { note: 'Mine', shared: true },
  'POST /api/meetings/:meeting/minutes': {},
  'POST /api/meeting-texts/:meeting_text/file': { because },
  'POST /api/recommendations/:recommendation/proposal': { proposed: true },
  'POST /api/recruitments': { initiative: 'tidewell', title: 'Mine', about: 'x' },
  'POST /api/recruitments/:recruitment/end': { because },
  'POST /api/recruitments/:recruitment/criteria': {
    ...{ least_share: '0.25', least_people: 100, least_payers: 1 },
  },
  'POST /api/recruitments/:recruitment/practices/:practice_id': { step: 'invite' },
  'POST /api/recruitments/:recruitment/handovers/:practice_id': { step: 'end', because },
  'POST /api/practices/:practice_id/invitations/:recruitment': { answer: 'interested' },
}

/** What is anybody's to do, or one's own: done or refused, it changes nothing of another, which other tests look at. */
export const FREE: readonly string[] = [
  ...['read', 'choices'].map((one) => `POST /api/notifications/${one}`),
  ...['POST', 'DELETE'].map((method) => `${method} /api/calendar/subscription`),
  'POST /api/text-check',
  'POST /api/recommendations/:recommendation/comments',
  'POST /api/open/recommendations/:recommendation/comments',
  // A request that nobody took up is every coach's to take, and a handover the payer's own to answer.
  'POST /api/coaching/requests/:coaching_request/take-up',
  'POST /api/recruitments/:recruitment/handovers/:practice_id',
]

const isOfConvening = (action: string) => new RegExp(`^${action} `, 'm').test(CONVENING)

/** Every act of the convening, taken from the routes: a new one wants a body here. */
export const ACTS = Object.entries(ROUTES)
  .filter(([route, action]) => !route.startsWith('GET ') && isOfConvening(action))
  .map(([route]) => route)
export const isTried = (route: string): boolean => route in BODIES

/** Tries an act with every id of the world and with one that is nothing’s. */
export async function tryAct(world: Attacked, who: string, route: string): Promise<Heard[]> {
  const [method = '', path = ''] = route.split(' ')
  const headers = who === 'nobody' ? {} : { cookie: await cookieOfAccount(world.house, who) }
  const payload = BODIES[route]
  const heard: Heard[] = []
  for (const { url, tried } of inTurn(path, world.ids)) {
    const answer = await world.house.server.inject({
      ...{ method: method as 'POST', url, headers: { 'x-wholepanel': '1', ...headers } },
      ...(payload === undefined ? {} : { payload }),
    })
    heard.push({ route, url, tried, status: answer.statusCode, body: answer.body })
  }
  return heard
}

/** Of an address with more than one id, the last is tried with each of the first that is there. */
function inTurn(path: string, ids: Attacked['ids']): Pick<Heard, 'url' | 'tried'>[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const [name] = names
  if (name === undefined) return [{ url: path, tried: 'ids' }]
  if (names.length === 1) return (addressesOf(path, ids) ?? []).filter(({ tried }) => tried !== 'garbled')
  return (ids[name] ?? []).flatMap((one) => inTurn(path.replace(`:${name}`, String(one)), ids))
}

/** What who takes part reads anyway: of these a refusal may say what stands in the way. */
const KNOWN = ['initiative', 'committee', 'goal', 'plan_step', 'seat_term', 'meeting', 'recommendation']
export const isKnown = (who: string, route: string): boolean =>
  // Every coach reads what nobody took up.
  (who === 'rival' && route === 'POST /api/coaching/requests/:coaching_request/close') ||
  (!['public', 'nobody'].includes(who) && [...route.matchAll(/:(\w+)/g)].every(([, name = '']) => KNOWN.includes(name)))

/** Every row of the register but what tells who asked for what, and who is signed in. */
export async function kept({ house }: Attacked): Promise<Record<string, string>> {
  return house.register.engine(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'wholepanel'`.execute(tx)
    const found: Record<string, string> = {}
    for (const { name } of tables.filter(
      (one) => !/^(event|release|session|notification|webhook_delivery|message)/.test(one.name),
    )) {
      const { rows } = await sql<{ row: string }>`
        select t::text as row from ${sql.table(`wholepanel.${name}`)} t`.execute(tx)
      found[name] = rows
        .map(({ row }) => row)
        .sort()
        .join('\n')
    }
    return found
  })
}
