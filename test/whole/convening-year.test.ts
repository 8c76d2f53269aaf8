import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Purpose, Role, Viewer } from '../../src/governance/viewer.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { recordAgreement } from '../../src/register/rights/agreements.ts'
import { houseOver } from '../server/house.ts'
import { RegionOverTime } from './region-over-time.ts'

/**
 * A year of an initiative, from charter to adoption, on files that payers send: what is convened through the API rests on
 * what was taken in and run.
 */
const PAYERS = ['acme', 'bolt', 'crest', 'dale'] as const
const NPI = { elm: '1000000004', oak: '1000000012' } as const
const TIN = { elm: '990000001', oak: '990000002' } as const
/** People of each payer at each practice: crest takes no part in the initiative. */
const PANEL = {
  elm: { acme: 90, bolt: 70, crest: 20, dale: 40 },
  oak: { acme: 10, bolt: 20, crest: 90, dale: 10 },
} as const

const viewer = (
  person: string,
  role: Role,
  purpose: Purpose,
  organization_id: string | null,
  practice_ids: string[] = [],
): Viewer => ({
  ...{ person, name: person, role, purpose, organization_id, practice_ids },
})
const VIEWERS = {
  convener: viewer('convener', 'convener', 'convening', null),
  operator: viewer('operator', 'operator', 'oversight', null),
  consumer: viewer('consumer', 'purchaser', 'oversight', 'patients'),
  acme: viewer('acme', 'payer', 'payment', 'acme'),
  bolt: viewer('bolt', 'payer', 'payment', 'bolt'),
  crest: viewer('crest', 'payer', 'payment', 'crest'),
  dale: viewer('dale', 'payer', 'payment', 'dale'),
  elm: viewer('elm', 'practice', 'treatment', 'river', ['elm']),
  oak: viewer('oak', 'practice', 'treatment', 'hill', ['oak']),
} as const
type Who = keyof typeof VIEWERS

const DIRECTORY = {
  'organization.csv': `organization_id,organization_name,organization_type
river,River,provider-organization
hill,Hill,provider-organization
`,
  'practice.csv': `practice_id,practice_name,organization_id,tin
elm,Elm,river,${TIN.elm}
oak,Oak,hill,${TIN.oak}
`,
  'affiliation.csv': `npi,practice_id,clinician_name,specialty,start_date
${NPI.elm},elm,Dr Elm,primary-care,2020-01-01
${NPI.oak},oak,Dr Oak,primary-care,2020-01-01
`,
}

const members = (payer: (typeof PAYERS)[number]) =>
  (['elm', 'oak'] as const).flatMap((practice) =>
    Array.from({ length: PANEL[practice][payer] }, (_, i) => ({ member: `${payer}-${practice}-${i}`, practice, i })),
  )
const birth = (payer: string, i: number) =>
  `19${50 + PAYERS.indexOf(payer as 'acme') * 10 + (i % 9)}-0${1 + (i % 8)}-1${i % 9}`
const coverage = (payer: (typeof PAYERS)[number], year: number) =>
  `member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,gender,birth_date
${members(payer)
  .map(
    ({ member, practice, i }) =>
      `${member},2025-01-01,${year}-12-31,F${payer}${i},L${practice}${i},female,${birth(payer, i)}`,
  )
  .join('\n')}
`
const claims = (payer: (typeof PAYERS)[number], year: number) =>
  `claim_id,claim_line_number,claim_type,member_id,claim_start_date,paid_date,paid_amount,rendering_npi,billing_tin,place_of_service_code,hcpcs_code
${members(payer)
  .map(
    ({ member, practice, i }) =>
      `${member}-${year},1,professional,${member},${year}-0${1 + (i % 8)}-10,${year}-10-01,100.25,${NPI[practice]},${TIN[practice]},11,99213`,
  )
  .join('\n')}
`

let here: RegionOverTime
let house: Awaited<ReturnType<typeof houseOver>>
const clock = { now: Date.parse('2026-01-10T12:00:00Z') }
const on = (day: string) => {
  here.on(day)
  clock.now = Date.parse(`${day}T12:00:00Z`)
}
const take = (payer: string, options: string, files: Readonly<Record<string, string>>) =>
  here.done(
    `ingest ${payer} ${Object.entries(files)
      .map(([name, text]) => here.file(name, text))
      .join(' ')} ${options}`.trim(),
  )

beforeAll(async () => {
  here = await RegionOverTime.open()
  const purposes = ['treatment', 'payment', 'operations', 'oversight', 'public-reporting']
  for (const payer of [...PAYERS, 'directory'] as const) {
    const kind = payer === 'directory' ? ('convener' as const) : ('payer' as const)
    await registerPayer(
      here.register,
      { payer, payer_name: payer, kind, line_of_business: 'commercial' },
      '2026-01-01T00:00:00Z',
    )
    const agreed = {
      payer,
      title: 'Test',
      purposes,
      start_date: '2020-01-01',
      on_end: 'keep' as const,
      document: 'test',
    }
    await recordAgreement(here.register, agreed, '2026-01-01T00:00:00Z')
  }
  await saveArrangements(
    here.register,
    PAYERS.flatMap((payer) =>
      ['river', 'hill'].map((organization_id) => ({
        ...{ arrangement: `${payer}-${organization_id}`, payer, organization_id, model: 'demo/common-model' },
        ...{ track: 'ffs-plus', start_date: '2025-01-01', end_date: null },
        amounts: { base_pmpm: { value: '3.17', unit: 'usd' as const, source: 'contract' } },
      })),
    ),
  )
  on('2026-01-10')
  await take('directory', '--kind convener', DIRECTORY)
  for (const payer of PAYERS)
    await take(payer, '', {
      [`${payer}-coverage.csv`]: coverage(payer, 2026),
      [`${payer}-claims.csv`]: claims(payer, 2025),
    })
  await here.done('run --period 2025')
  house = await houseOver(here.region, here.register, VIEWERS, clock)
}, 180_000)
afterAll(async () => {
  await house?.close()
  await here?.remove()
})

async function send(who: Who | null, method: 'GET' | 'POST', url: string, payload?: object) {
  const headers = { 'x-wholepanel': '1', ...(who === null ? {} : await house.as(who)) }
  const answer = await house.server.inject({
    method,
    url: `/api${url}`,
    headers,
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, text: answer.body, json: JSON.parse(answer.body) }
}
const post = async (who: Who | null, url: string, payload: object = {}) => {
  const { status, text, json } = await send(who, 'POST', url, payload)
  expect(status, `${url}: ${text}`).toBe(200)
  return json
}
const get = async (who: Who | null, url: string) => (await send(who, 'GET', url)).json

describe('a year of an initiative', () => {
  test('convene', async () => {
    on('2026-01-12')
    await post('convener', '/initiatives', {
      ...{ title: 'River', about: 'One place to look', footing: 'private-convener', authority: 'By-laws' },
      start_date: '2026-01-12',
    })
    const parts = {
      acme: 'payer',
      bolt: 'payer',
      dale: 'payer',
      river: 'provider',
      hill: 'provider',
      patients: 'consumer',
    }
    for (const [participant, side] of Object.entries(parts))
      await post('convener', '/initiatives/river/participants', { participant, side, start_date: '2026-01-12' })
    await post('convener', '/initiatives/river/goals', {
      ...{
        title: 'Payers answer alike',
        measured_by: 'stated-share',
        target: '0.01',
        better: 'higher',
        by_date: '2027-12-31',
      },
    })
    await post('convener', '/initiatives/river/committees', {
      ...{
        title: 'Reports',
        charge: 'Where practices look',
        room: 'all-sides',
        decides_by: 'vote',
        quorum_share: '0.5',
      },
      ...{ passes_share: '0.5', most_side_share: '0.5', least_consumer_seats: 1 },
    })
    for (const [account, side, participant] of [
      ['convener', 'convener', null],
      ['acme', 'payer', 'acme'],
      ['elm', 'provider', 'river'],
      ['consumer', 'consumer', 'patients'],
      ['bolt', 'payer', 'bolt'],
      ['oak', 'provider', 'hill'],
    ] as const) {
      const chair = side === 'convener'
      const { seat } = await post('convener', '/committees/reports/seats', { side, votes: !chair })
      const term = { seat, account, participant, chair, start_date: '2026-01-12', end_date: '2028-12-31' }
      await post('convener', '/committees/reports/terms', term)
    }
  })

  test('recruit: the practice most of whose panel takes part is found, asked, and handed over', async () => {
    on('2026-01-20')
    const { recruitment } = await post('convener', '/recruitments', {
      initiative: 'river',
      title: 'First practices',
      about: 'Shared panels',
    })
    await post('convener', `/recruitments/${recruitment}/criteria`, {
      least_share: '0.60',
      least_people: 100,
      least_payers: 2,
    })
    const practices = async (who: Who) =>
      (await get(who, '/recruitments')).practices as { practice_id: string; state: string }[]
    expect((await practices('convener')).map(({ practice_id, state }) => [practice_id, state])).toEqual([
      ['elm', 'found'],
    ])
    await post('convener', `/recruitments/${recruitment}/practices/elm`, { step: 'invite' })
    expect((await send('oak', 'GET', '/recruitments')).text).not.toMatch(/elm/)
    await post('elm', `/practices/elm/invitations/${recruitment}`, { answer: 'interested' })
    await post('convener', `/recruitments/${recruitment}/practices/elm`, { step: 'hand-over' })
    const told = await get('acme', '/recruitments')
    expect(told.handovers.map((one: { practice_id: string }) => one.practice_id)).toEqual(['elm'])
    expect((await send('crest', 'GET', '/recruitments')).text).not.toMatch(/elm/)
    await post('acme', `/recruitments/${recruitment}/handovers/elm`, { step: 'take-up' })
    expect((await send('bolt', 'GET', '/recruitments')).text).not.toMatch(/acme/)
  })

  const PLACE = '/recommendations/one-place'

  test('recommend, comment, answer, vote, publish', async () => {
    on('2026-02-01')
    await post('convener', '/recommendations', {
      ...{
        initiative: 'river',
        committee: 'reports',
        title: 'One place',
        changes_kind: 'reference',
        changes_what: 'reference',
      },
      body: 'Practices look in one place.',
      changes: [{ element: 'portal', now: null, becomes: 'One place for all payers', value: 'shared' }],
    })
    await post('convener', `${PLACE}/comment-window`, { opens_on: '2026-02-01', closes_on: '2026-02-28' })
    on('2026-02-14')
    await post(null, `/open${PLACE}/comments`, { name: 'Ann Lee', body: 'At last.' })
    on('2026-03-01')
    const [comment] = (await get('convener', PLACE)).comments
    await post('convener', `${PLACE}/comments/${comment.comment}/moderation`, { because: null })
    await post('convener', `${PLACE}/comments/${comment.comment}/answers`, { body: 'Thank you.' })
    await post('convener', `${PLACE}/ballot`, { closes_at: '2026-03-08T18:00:00Z', method: 'vote' })
    for (const who of ['acme', 'elm', 'oak', 'consumer'] as const) await post(who, `${PLACE}/vote`, { choice: 'yes' })
    await post('bolt', `${PLACE}/vote`, { choice: 'no', reason: 'It needs two years' })
    expect(await post('convener', `${PLACE}/ballot/close`)).toMatchObject({ outcome: 'passed' })
    await post('operator', `${PLACE}/decision`, { accepted: true, because: 'Four of five' })
    await post('convener', `${PLACE}/publication`)
    expect((await get(null, `/open${PLACE}`)).state).toBe('published')
  })

  const portal = async (who: Who, day: string, payer: string): Promise<string[]> => {
    const { elements } = await get(who, `/alignment?day=${day}`)
    const row = elements.find((one: { element: string }) => one.element === 'portal')
    return row.payers
      .find((one: { payer: string }) => one.payer === payer)
      .says.map((one: { says: string }) => one.says)
  }

  test('intend, ingest, run, adopt, compare', async () => {
    on('2026-06-01')
    await post('convener', `${PLACE}/adoption-calls`, { year: 2027, intent_by: '2026-10-31', actual_by: '2028-02-28' })
    await post('acme', `${PLACE}/adoption`, {
      year: 2027,
      stage: 'intent',
      elements: [{ element: 'portal', degree: 'full' }],
    })
    const partial = { element: 'portal', degree: 'none', because: 'It keeps its own portal' }
    await post('bolt', `${PLACE}/adoption`, { year: 2027, stage: 'intent', elements: [partial] })
    expect(await portal('convener', '2027-06-01', 'acme')).toEqual([])
    on('2028-01-10')
    for (const payer of PAYERS)
      await take(payer, '', {
        [`${payer}-coverage.csv`]: coverage(payer, 2027),
        [`${payer}-claims.csv`]: claims(payer, 2027),
      })
    await here.done('run --period 2027')
    await post('acme', `${PLACE}/adoption`, {
      year: 2027,
      stage: 'actual',
      elements: [{ element: 'portal', degree: 'full' }],
    })
    on('2028-03-01')
    const flows = await get('acme', '/adoption/flows')
    expect(flows.map((one: { period: string; payer: string }) => [one.period, one.payer])).toEqual([['2027', 'acme']])
    const told = (await get(null, '/open/adoption')) as {
      payer: string
      actual: string | null
      actual_standing: string
      shows: unknown
    }[]
    expect(told.map(({ payer, actual, actual_standing, shows }) => [payer, actual, actual_standing, shows])).toEqual([
      ['acme', 'full', 'said', null],
      ['bolt', null, 'late', null],
      ['dale', null, 'late', null],
    ])
    for (const who of ['convener', 'bolt', 'elm'] as const) {
      expect(await portal(who, '2026-12-31', 'acme')).toEqual([])
      expect(await portal(who, '2027-01-01', 'acme')).toEqual(['One place for all payers'])
    }
    const [goal] = await get('convener', '/goals')
    expect(goal).toMatchObject({ measured_by: 'stated-share' })
  })

  test('nobody was shown what a contract pays, in all of it', async () => {
    for (const who of ['convener', 'acme', 'bolt', 'crest', 'elm', 'oak', 'consumer'] as const)
      for (const url of ['/initiatives', '/goals', '/recommendations', PLACE, '/adoption', '/plan', '/recruitments'])
        expect((await send(who, 'GET', url)).text, `${who} ${url}`).not.toMatch(/3\.17/)
  })
})
