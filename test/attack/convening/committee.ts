import type { Hand } from './hand.ts'

const PARTS = [
  ['amber', 'payer'],
  ['birch', 'payer'],
  ['cedar', 'payer'],
  ['elm-group', 'provider'],
  ['oak-group', 'provider'],
] as const
const SEATS = [
  ['convener', 'convener', null, true],
  ['amber', 'payer', 'amber', false],
  ['elm', 'provider', 'elm-group', false],
  ['carla', 'consumer', null, false],
  ['birch', 'payer', 'birch', false],
  ['oak', 'provider', 'oak-group', false],
] as const

/** Founds `tidewell` with a committee in balance, what was signed, and what it costs whom. */
export async function convene({ post, words, on, house }: Hand): Promise<void> {
  on('2025-10-01')
  const at = '/api/initiatives/tidewell'
  await post('convener', '/api/initiatives', {
    ...{ title: 'Tidewell', about: 'One way to pay', footing: 'private-convener', authority: 'By-laws of 2019' },
    start_date: '2025-10-01',
  })
  await post('convener', `${at}/charter`, { body: `In the open, ${words.charter}.`, adopted_on: '2025-10-01' })
  for (const [participant, side] of PARTS)
    await post('convener', `${at}/participants`, { participant, side, start_date: '2025-10-01' })
  await post('convener', `${at}/memorandum`, { body: 'We agree to say what we adopt.' })
  const { body_hash } = await house.register.engine((tx) =>
    tx.selectFrom('memorandum').select('body_hash').executeTakeFirstOrThrow(),
  )
  await post('amber-admin', `${at}/signature`, { version: 1, body_hash })
  await post('convener', `${at}/committees`, {
    ...{ title: 'Payment', charge: 'Says how', room: 'all-sides', decides_by: 'vote', quorum_share: '0.5' },
    ...{ passes_share: '0.5', most_side_share: '0.5', least_consumer_seats: 1 },
  })
  for (const [account, side, participant, chair] of SEATS) {
    const { seat } = await post('convener', '/api/committees/payment/seats', { side, votes: !chair })
    const term = { seat, account, participant, chair, start_date: '2025-10-01', end_date: '2027-12-31' }
    await post('convener', '/api/committees/payment/terms', term)
  }
  await post('convener', `${at}/cost-shares`, { year: 2026, basis: 'lives', budget_usd: '100000.00' })
  const weights = [
    ['amber', words.weight],
    ['birch', words.weightOfBirch],
    ['cedar', '1999999'],
    ['elm-group', '1000000'],
    ['oak-group', '500000'],
  ] as const
  for (const [participant, weight] of weights)
    await post(participant === 'amber' ? 'amber' : 'convener', `${at}/weights`, { year: 2026, participant, weight })
  await post('convener', `${at}/waivers`, {
    ...{ payer: 'amber', organization_id: 'elm-group', law: 'anti-kickback', citation: '42 CFR 1001.952(ee)' },
    ...{ document: words.legalWaiver, claimed_on: '2025-10-01' },
  })
  await post('convener', `${at}/plan-steps`, { title: 'Ask employers', owner: 'amber', due_date: '2026-04-30' })
  await post('convener', `${at}/goals`, {
    ...{ title: 'Blood sugar', measured_by: 'measure:hba1c-control', target: '0.8', better: 'higher' },
    by_date: '2026-12-31',
  })
}

/** Recommendations in each state, with comments, votes and what a payer adopts. */
export async function recommend(hand: Hand): Promise<void> {
  const { post, words, on, ids } = hand
  const at = (title: string, step: string) => `/api/recommendations/${title.toLowerCase()}/${step}`
  const begin = async (title: string, body: string) => {
    const draft = { initiative: 'tidewell', committee: 'payment', title, changes_kind: 'reference' }
    await post('convener', '/api/recommendations', { ...draft, changes_what: 'reference', body, changes: CHANGES })
  }
  on('2025-11-03')
  for (const title of ['Draft', 'Withdrawn', 'Answering', 'Voting', 'Published'])
    await begin(title, `Payers use one place, ${title === 'Draft' ? words.draft : words.published}.`)
  await post('convener', at('Withdrawn', 'withdrawal'), { because: 'Nobody asked for it' })
  const days = { opens_on: '2025-11-03', closes_on: '2025-11-12' }
  for (const title of ['Answering', 'Voting', 'Published']) await post('convener', at(title, 'comment-window'), days)
  on('2025-11-14')
  const anew = { title: 'Answering', body: `Two places, ${words.laterVersion}.`, changes: [] }
  await post('convener', at('Answering', 'versions'), anew)
  await post('convener', at('Published', 'ballot'), { closes_at: '2025-12-01T18:00:00Z', method: 'vote' })
  await post('amber', at('Published', 'vote'), { choice: 'yes', reason: `It is plain, ${words.closedVote}` })
  for (const who of ['elm', 'carla', 'birch', 'oak']) await post(who, at('Published', 'vote'), { choice: 'yes' })
  await post('convener', at('Published', 'ballot/close'))
  await post('operator', at('Published', 'decision'), { accepted: true, because: 'All said yes' })
  await post('convener', at('Published', 'publication'))
  const call = { year: 2026, intent_by: '2025-12-20', actual_by: '2027-03-31' }
  await post('convener', at('Published', 'adoption-calls'), call)
  const elements = [{ element: 'portal', degree: 'partial', because: 'From July on' }]
  await post('amber', at('Published', 'adoption'), { year: 2026, stage: 'intent', elements })
  on('2025-12-03')
  await post('convener', at('Voting', 'ballot'), { closes_at: '2026-02-01T18:00:00Z', method: 'vote' })
  await post('amber', at('Voting', 'vote'), { choice: choiceOf(words), reason: `I looked at it, ${words.openVote}` })
  await post('elm', at('Voting', 'vote'), { choice: 'no' })
  await post('birch', at('Voting', 'recusal'), { because: `It owns such a place, ${words.stepBack}` })
  await begin('Open', `Everybody says something, ${words.published}.`)
  await post('convener', at('Open', 'comment-window'), { opens_on: '2025-12-03', closes_on: '2026-01-31' })
  const say = (body: string) =>
    post<{ comment: number }>(null, '/api/open/recommendations/open/comments', { name: 'Ann Lee', body })
  const shown = await say(`Why not two, ${words.shownComment}?`)
  const hidden = await say(`Buy my soap, ${words.hiddenComment}`)
  const waiting = await say(`Nobody looked, ${words.waitingComment}`)
  const look = (comment: number, because: string | null) =>
    post('convener', at('Open', `comments/${comment}/moderation`), { because })
  await look(shown.comment, null)
  await look(hidden.comment, `An advertisement, ${words.whyHidden}`)
  await post('convener', at('Open', `comments/${shown.comment}/answers`), { body: 'One is enough.' })
  ids.recommendation = ['draft', 'withdrawn', 'answering', 'voting', 'published', 'open']
  ids.comment = [shown.comment, hidden.comment, waiting.comment]
}

const CHANGES = [{ element: 'portal', now: 'A portal of each payer', becomes: 'One place', value: 'shared' }]
/** Amber votes otherwise in the other world. */
const choiceOf = ({ openVote }: Hand['words']): string => (openVote < 'm' ? 'no' : 'yes')
