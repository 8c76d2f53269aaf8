/** To whom rows of a table are open. `t` is the row, in SQL. */
export type Opened = {
  everyone?: true
  /** Everyone whom the register knows as somebody. */
  everyoneKnown?: true
  /** Names of the parties that a row is open to; `*` is everyone, `*known` whom the register knows as somebody. */
  names?: string
  /** Who a row belongs to; `none` says who reads a row of nobody. */
  owner?: { payer: string; organization?: string; none?: 'everyone' }
  /** The kind of party that a row is for; `all` are all that the register knows. */
  audience?: string
  /** Parties, beside those it belongs to. */
  to?: readonly string[]
  added?: { bySender?: true; by?: readonly string[] }
  changed?: { bySender?: true; by?: readonly string[] }
}

/** The party whose person holds a grant, and those of a role that stands for itself. */
const ofGrant = (row: string) => `array[${row}.role, case
  when ${row}.role in ('payer', 'purchaser', 'coach') then ${row}.role || ':' || ${row}.participant
  when ${row}.role in ('practice', 'provider-organization') then 'organization:' || ${row}.participant end]`
const ofGrants = (where: string) =>
  `(select array_agg(name) from wholepanel.access_grant g, unnest(${ofGrant('g')}) name where ${where})`

const OF_PARTICIPANT = `array['payer:' || t.participant, 'organization:' || t.participant, 'purchaser:' || t.participant,
  'coach:' || t.participant]`
/** Who treats at the practice, and the coach's organization for as long as it is let in. */
const OF_COACHED = (side: 'practice' | 'coach' | 'both') => {
  const practice = `array['organization:' || t.organization_id]`
  const coach = `(select array_agg('coach:' || c.participant) from wholepanel.coaching c
    where c.practice_id = t.practice_id and c.participant = t.participant and c.ended_at is null)`
  return side === 'both' ? `${practice} || ${coach}` : side === 'practice' ? practice : coach
}

/** Who wrote a text of a meeting; what the convener wrote the operator may let go. */
/** The charter lets the public read what payers adopt at once, or the day is over on which they say what they did. */
const TOLD_TO_ALL = `(select c.adoption_public = 'at-once' or a.actual_by < current_date
  from wholepanel.adoption_call a join wholepanel.recommendation r on r.recommendation = a.recommendation
  join wholepanel.initiative_charter c on c.initiative = r.initiative
  where a.recommendation = t.recommendation and a.year = t.year order by c.version desc limit 1)`
const WRITER = `array[t.party] || case when t.party = 'convener' then array['operator'] else array[]::text[] end`
/** Refused words are their writer's; the convener reads those of coaching and votes once somebody asks about them. */
const REFUSED_TO = `array_remove(${WRITER}, 'public') || case when not t.confidential
  or exists (select 1 from wholepanel.refusal_answer a where a.refusal = t.refusal) then array['convener'] end`
const OVERSEERS = ['convener', 'state', 'operator']
const OF_SUBMISSION = { payer: '(select payer from wholepanel.submission s where s.submission_id = t.submission_id)' }

/**
 * The tables that a party may touch at all. One that is not here is closed to every party: a migration that opens
 * another says here for whom, and the test holds the database to it.
 */
export const OPEN: Readonly<Record<string, Opened>> = {
  payer: { everyone: true },
  organization: { everyone: true },
  practice: { everyone: true },
  run: { everyone: true },
  arrangement: {
    owner: { payer: 't.payer', organization: 't.organization_id' },
    to: ['operator'],
    added: { bySender: true },
    changed: { bySender: true },
  },
  arrangement_amount: {
    owner: { payer: 't.payer', organization: 't.organization_id' },
    to: ['operator'],
    added: { bySender: true },
    changed: { bySender: true },
  },
  arrangement_fact: {
    owner: { payer: 't.payer', organization: 't.organization_id' },
    to: ['operator'],
    added: { bySender: true },
    changed: { bySender: true },
  },
  submission: { owner: { payer: 't.payer' }, to: OVERSEERS },
  submission_file: { owner: OF_SUBMISSION, to: OVERSEERS },
  submission_use: { owner: OF_SUBMISSION, to: OVERSEERS },
  finding: { owner: OF_SUBMISSION, to: ['operator'] },
  release: { to: ['operator'] },
  agreement: { owner: { payer: 't.payer' }, to: OVERSEERS },
  group_opt_in: { owner: { payer: 't.payer' }, to: OVERSEERS },
  feed: { owner: { payer: 't.payer' }, to: OVERSEERS },
  threshold: { owner: { payer: 't.payer', none: 'everyone' }, to: OVERSEERS },
  waiver: {
    owner: { payer: 't.payer' },
    to: OVERSEERS,
    added: { bySender: true, by: ['operator'] },
    changed: { by: ['convener', 'operator'] },
  },
  profile_answer: {
    everyoneKnown: true,
    owner: { payer: 't.payer' },
    added: { bySender: true, by: ['operator'] },
    changed: { bySender: true, by: ['operator'] },
  },
  alignment_action: {
    owner: { payer: 't.payer' },
    to: OVERSEERS,
    added: { by: ['convener', 'operator'] },
    changed: { by: ['convener', 'operator'] },
  },
  initiative: { everyone: true },
  initiative_charter: { everyone: true },
  initiative_participant: { everyone: true },
  shared_goal: { everyone: true },
  committee: { everyone: true },
  memorandum: { everyoneKnown: true },
  memorandum_signature: { everyoneKnown: true },
  seat: { everyoneKnown: true },
  seat_term: { everyoneKnown: true },
  conflict: { everyoneKnown: true },
  cost_share: { everyoneKnown: true },
  cost_share_weight: { names: OF_PARTICIPANT, to: ['convener', 'operator'] },
  legal_waiver: { owner: { payer: 't.payer', organization: 't.organization_id' }, to: OVERSEERS },
  recommendation: { everyone: true },
  recommendation_version: { everyone: true },
  comment_window: { everyone: true },
  public_comment: { names: `case when t.moderation = 'shown' then array['*'] end`, to: ['convener', 'operator'] },
  comment_answer: { everyone: true },
  ballot: { everyoneKnown: true },
  ballot_seat: { everyoneKnown: true },
  recusal: { everyoneKnown: true },
  vote: { everyoneKnown: true },
  decision: { everyone: true },
  recommendation_publication: { everyone: true },
  participant_alias: { everyoneKnown: true },
  meeting: { everyoneKnown: true },
  meeting_text: {
    names: `case when t.state in ('passed', 'released') then array['*known'] else ${WRITER} end`,
    to: ['convener'],
  },
  held_text: { names: WRITER, to: ['convener'] },
  adoption_call: { names: `case when ${TOLD_TO_ALL} then array['*'] else array['*known'] end` },
  adoption: { names: `case when ${TOLD_TO_ALL} then array['*'] else array['*known'] end` },
  refusal: { names: REFUSED_TO },
  refusal_answer: { names: `array_remove(${WRITER}, 'public')`, to: ['convener'] },
  plan_step: { everyoneKnown: true },
  participant: { everyoneKnown: true },
  account: { names: ofGrants('g.account = t.account'), to: ['operator'] },
  access_grant: { names: ofGrant('t'), to: ['operator'] },
  api_client: { names: ofGrant('t'), to: ['operator'] },
  coaching: { names: `array['coach:' || t.participant, 'organization:' || t.organization_id]`, to: ['operator'] },
  coaching_request: {
    names: `array['organization:' || t.organization_id] || case when t.participant is not null then array['coach:' || t.participant]
      else (select array_agg('coach:' || p) from unnest(array['guide', 'summit', 'unheard-of']) p) end`,
  },
  coaching_task: { names: OF_COACHED('both') },
  coaching_visit: { names: OF_COACHED('both') },
  coaching_note: {
    names: `case when t.shared then ${OF_COACHED('both')} when t.side = 'practice' then ${OF_COACHED('practice')}
      else ${OF_COACHED('coach')} end`,
  },
  recruitment: { everyoneKnown: true },
  recruitment_criteria: { everyoneKnown: true },
  recruited_practice: {
    names: `case when t.invited_on is not null then array['organization:' || t.organization_id] end`,
    to: ['convener', 'operator'],
  },
  recruitment_check: { to: ['convener', 'operator'] },
  readiness_answer: { names: `array['organization:' || t.organization_id]`, to: ['convener', 'operator'] },
  handover: { owner: { payer: 't.payer', organization: 't.organization_id' }, to: ['convener', 'operator'] },
  break_glass: {
    names: `array['organization:' || t.organization_id] || ${ofGrants('g.access_grant = t.access_grant')}`,
    to: ['operator'],
  },
  event: {
    names: `array[case t.role when 'payer' then 'payer:' || t.participant when 'purchaser' then 'purchaser:' || t.participant
      when 'coach' then 'coach:' || t.participant when 'practice' then 'organization:' || t.participant
      when 'provider-organization' then 'organization:' || t.participant when 'state' then 'state' end,
      case when t.role = 'convener' or (t.purpose = 'convening' and t.role is distinct from 'coach') then 'convener' end]`,
    to: ['operator'],
  },
  publication: { everyone: true },
  attestation_code: { names: `array['organization:' || t.organization_id, 'convener']`, to: ['operator'] },
  attestation_statement: { names: `array['organization:' || t.organization_id]`, to: ['operator'] },
  tombstone: { owner: { payer: 't.payer' }, to: OVERSEERS },
  calendar_date: {
    audience: 't.audience',
    to: ['convener', 'operator'],
    added: { by: ['convener', 'operator'] },
    changed: { by: ['convener', 'operator'] },
  },
}
