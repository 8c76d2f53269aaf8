import { afterAll, beforeAll, expect, test } from 'vitest'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const E = encodeURIComponent
/** What is birch's alone: its people, numbers of its members, its amounts and prices, its spelling. */
const BIRCH = [
  'Last-b1',
  'Last-b2',
  'Last-b3',
  'birch-',
  '2222.22',
  '333.33',
  '55.55',
  '66.66',
  'Birchspelled',
  'Birch',
  'file-birch',
  'Last-o1',
]

const EXPLAIN_IDS = [
  'statement:2025:birch:elm:demo/common-model',
  'statement_line:2025:birch:elm:demo/common-model:incentive',
  'payment_fact:2025:birch:elm:demo/common-model:rate/hba1c-control',
  'payment_fact:2025:amber:elm:demo/common-model:rate/hba1c-control',
  'measure_rate:2025:hba1c-control:elm:birch',
  'measure_rate:2025:hba1c-control:elm:all',
  'measure_rate:2025:hba1c-control:elm:amber',
  'measure_status:2025:hba1c-control:b1:-',
  'measure_status:2025:hba1c-control:both:-',
  'practice_cost:2025:elm:birch',
  'practice_cost:2025:elm:all',
  'practice_cost.truncated_usd:2025:elm:birch',
  'practice_cost.member_months:2025:elm:all',
  'practice_cost.spend_usd:2025:elm:all',
  'person_cost:2025:birch:commercial:both',
  'person_cost.spend_usd:2025:birch:commercial:both',
  'person_cost.member_months:2025:birch:commercial:both',
  'truncation_point:2025:commercial',
  'attribution:2025:b1',
  'attribution:2025:both',
  'attribution_candidate:2025:both:elm',
  'member_month:birch:-:commercial:both:202501',
  'person_member:birch:birch-both',
  'person_member:amber:amber-both',
  'person_line:file-birch:3',
  'person_line:file-birch:5',
]

const AT_ELM = '/api/practices/elm'
const EVERY_ROUTE = [
  '/api/practices',
  AT_ELM,
  `${AT_ELM}/panel`,
  `${AT_ELM}/panel?limit=500`,
  ...[
    'payer=birch',
    'payer=amber',
    'search=b1',
    'search=Birchspelled',
    'search=%25',
    'search=_',
    "search='",
    'change=dropped',
    'change=new',
    'reason=plurality',
    'gap=hba1c-control',
    'sort=-own_paid_usd',
    'sort=-visits',
    'sort=last_visit',
    'offset=15',
  ].map((q) => `${AT_ELM}/panel?${q}`),
  ...['b1', 'both', 'o1', 'nobody', 'a1'].map((one) => `${AT_ELM}/panel/${one}`),
  `${AT_ELM}/scorecard`,
  `${AT_ELM}/scorecard?table=cost`,
  `${AT_ELM}/payments`,
  '/api/practices/oak',
  '/api/practices/oak/panel',
  '/api/practices/oak/payments',
  `${AT_ELM}/roster`,
  ...['rule=s', 'rule=r&list=2024', 'state=dropped'].map((q) => `${AT_ELM}/roster?${q}`),
  `${AT_ELM}/reconciliation`,
  ...['state=lists-differ', 'state=two-payers-differ', 'table=unnamed'].map((q) => `${AT_ELM}/reconciliation?${q}`),
  '/api/practices/oak/roster',
  '/api/practices/oak/reconciliation',
  '/api/attribution/rules',
  ...[
    '',
    '?a=r&b=s',
    '?a=s&b=r',
    '?a=r&b=payer-list',
    '?a=payer-list&b=s',
    '?a=r&b=s&table=flows',
    '?a=r&b=s&table=practices',
  ].map((q) => `/api/attribution/compare${q}`),
  '/api/attribution/churn?rule=r',
  '/api/attribution/churn?rule=r&table=stability',
  '/api/attribution/minimum?rule=r',
  '/api/attribution/lateness',
  '/api/submissions',
  '/api/left-out',
  '/api/findings',
  '/api/findings?table=directory',
  ...EXPLAIN_IDS.map((one) => `/api/explain/${E(one)}`),
]
const withCsv = [
  ...EVERY_ROUTE.flatMap((url) => [url, `${url}${url.includes('?') ? '&' : '?'}format=csv`]),
  `${AT_ELM}/roster?format=fhir`,
  `${AT_ELM}/roster?rule=s&format=fhir`,
]

test('no route, parameter or format gives one payer anything of another', async () => {
  for (const url of withCsv) {
    const answer = await house.get(VIEWERS.amber, url)
    expect([200, 400, 403], url).toContain(answer.status)
    for (const secret of BIRCH)
      expect(answer.body.includes(secret), `${url} gives ${secret}: ${answer.body}`).toBe(false)
  }
})

test('a payer’s counts are of its own members, whatever the filter', async () => {
  const head = JSON.parse((await house.get(VIEWERS.amber, AT_ELM)).body)
  expect(head.people).toBe(15)
  expect(head.payers.map((one: { payer: string }) => one.payer)).toEqual(['amber'])
  expect(head.changes).toMatchObject({ new: 2, continuing: 13, dropped: 0 })
  const total = async (query: string) =>
    JSON.parse((await house.get(VIEWERS.amber, `${AT_ELM}/panel?${query}`)).body).total
  expect(await total('')).toBe(15)
  expect(await total('payer=amber')).toBe(15)
  expect(await total('payer=birch')).toBe(0)
  expect(await total('payer=nobody')).toBe(0)
  expect((await total('change=new')) + (await total('change=continuing'))).toBe(15)
})

test('a member whom another payer covers too looks like any other to a payer', async () => {
  const person = JSON.parse((await house.get(VIEWERS.amber, `${AT_ELM}/panel/both`)).body)
  const other = JSON.parse((await house.get(VIEWERS.amber, `${AT_ELM}/panel/a5`)).body)
  expect(person.name).toBe('Last-both, Amberspelled')
  expect(person.withheld).toEqual(other.withheld)
  expect(person.candidates).toEqual([])
  expect(person.linkage).toEqual([])
  expect(person.coverage.length).toBe(1)
  expect(person.measures[0]).toMatchObject({ status: 'met', reason: null, because: null, evidence_date: null })
  expect(person.care.map((one: { paid_usd: string }) => one.paid_usd)).toEqual(['44.44'])
})

test('a payer’s rates over a shared practice are whole percents without weight or interval', async () => {
  const { measures, cost } = JSON.parse((await house.get(VIEWERS.amber, `${AT_ELM}/scorecard`)).body)
  const none = { numerator: null, denominator: null, excluded: null, low_share: null, high_share: null }
  expect(measures[0].all).toMatchObject({ ...none, rate_share: '0.67' })
  expect(measures[0].baseline).toMatchObject({ ...none, rate_share: '0.56' })
  expect(measures[0].by_payer).toEqual([expect.objectContaining({ ...none, payer: 'amber', rate_share: '0.67' })])
  expect(cost.map((one: { payer: string }) => one.payer)).toEqual(['amber'])
  const explained = JSON.parse(
    (await house.get(VIEWERS.amber, `/api/explain/${E('measure_rate:2025:hba1c-control:elm:all')}`)).body,
  )
  expect(explained).toMatchObject({ value: '0.67', terms: [], records: [], more: { terms: 0, records: 0 } })
  expect(explained.because).not.toMatch(/\d/)
  expect(explained.border).toContain('whole percent')
})

test('a payer’s statement is its own, and the rate in its working is a whole percent', async () => {
  const paid = JSON.parse((await house.get(VIEWERS.amber, `${AT_ELM}/payments`)).body)
  expect(paid.statements.map((one: { payer: string }) => one.payer)).toEqual(['amber'])
  expect(paid.total_usd).toBe('1111.11')
  expect(paid.statements[0].lines[0].terms.map((one: { value: string }) => one.value)).toEqual(['0.71', '5.00'])
  const explained = JSON.parse(
    (await house.get(VIEWERS.amber, `/api/explain/${E('statement_line:2025:amber:elm:demo/common-model:incentive')}`))
      .body,
  )
  expect(explained.terms.map((one: { value: string }) => one.value)).toEqual(['0.71', '5.00'])
})

test('what is another’s and what does not exist are refused in the same words', async () => {
  const body = async (url: string) => (await house.get(VIEWERS.amber, url)).body
  const pairs = [
    ['/api/practices/oak/panel', '/api/practices/nowhere/panel'],
    [`${AT_ELM}/panel/b1`, `${AT_ELM}/panel/nobody`],
    [
      `/api/explain/${E('statement:2025:birch:elm:demo/common-model')}`,
      `/api/explain/${E('statement:2025:nobody:elm:demo/common-model')}`,
    ],
    [`/api/explain/${E('person_line:file-birch:3')}`, `/api/explain/${E('person_line:file-birch:999')}`],
    [`/api/explain/${E('attribution:2025:b1')}`, `/api/explain/nonsense`],
    [`/api/explain/${E('constructor:2025:b1')}`, `/api/explain/${E('__proto__:2025')}`],
  ]
  for (const [anothers = '', nothing = ''] of pairs) {
    expect((await house.get(VIEWERS.cedar, anothers)).status, anothers).toBe(403)
    expect(await body(anothers).then((one) => (anothers.includes('oak') ? null : one)), anothers).toBe(
      anothers.includes('oak') ? null : await body(nothing),
    )
    expect((await house.get(VIEWERS.cedar, anothers)).body).toBe((await house.get(VIEWERS.cedar, nothing)).body)
  }
})

test('a practice reaches no patient of another practice', async () => {
  const own = ['/api/practices', '/api/practices/oak/panel']
  for (const url of withCsv.filter((one) => !one.startsWith('/api/practices/oak'))) {
    const answer = await house.get(VIEWERS.oak, url)
    for (const secret of ['Last-a', 'Last-b', '1111.11', '2222.22', '110.10', 'amber-a'])
      expect(answer.body.includes(secret), `${url} gives ${secret}: ${answer.body}`).toBe(false)
  }
  for (const url of own) expect((await house.get(VIEWERS.oak, url)).status).toBe(200)
})

test('a practice sees what its own organization was paid and no other price', async () => {
  const person = JSON.parse((await house.get(VIEWERS.elm, `${AT_ELM}/panel/a1`)).body)
  expect(person.care.map((one: { paid_usd: string | null }) => one.paid_usd)).toEqual(['110.10', null])
  const explained = JSON.parse((await house.get(VIEWERS.elm, `/api/explain/${E('person_line:file-amber:2')}`)).body)
  expect(explained.value).toBe(null)
  expect(explained.terms.every((one: { value: string | null }) => one.value === null)).toBe(true)
  expect(explained.records[0].fields).toEqual([])
  expect(explained.border).toContain('another organization')
  for (const url of withCsv) {
    const answer = await house.get(VIEWERS.elm, url)
    for (const secret of ['220.20', '66.66', '99.99', '999-99-9999'])
      if (!url.includes('truncation_point'))
        expect(answer.body.includes(secret), `${url} gives ${secret}: ${answer.body}`).toBe(false)
  }
})

test('a cost that would give a price away is withheld on the page and in its explanation', async () => {
  const { cost } = JSON.parse((await house.get(VIEWERS.elm, `${AT_ELM}/scorecard`)).body)
  const shown = cost
    .filter((one: { pmpm_usd: string | null }) => one.pmpm_usd !== null)
    .map((one: { payer: string }) => one.payer)
  expect(shown.length).toBe(1)
  for (const payer of ['all', 'amber', 'birch']) {
    const { value } = JSON.parse(
      (await house.get(VIEWERS.elm, `/api/explain/${E(`practice_cost:2025:elm:${payer}`)}`)).body,
    )
    expect(value === null, payer).toBe(!shown.includes(payer))
  }
})

test('the convener and the state reach no person, no amount and no cell under eleven', async () => {
  for (const who of [VIEWERS.convener, VIEWERS.state]) {
    for (const url of withCsv) {
      const answer = await house.get(who, url)
      for (const secret of ['Last-', 'First-', '1111.11', '2222.22', '110.10', 'amber-a', '123.45'])
        if (!url.includes('scorecard') || secret !== '123.45')
          expect(answer.body.includes(secret), `${url} gives ${secret}`).toBe(false)
    }
    expect((await house.get(who, `${AT_ELM}/panel`)).status).toBe(403)
    const head = JSON.parse((await house.get(who, AT_ELM)).body)
    expect(head.people).toBe(18)
    expect(head.payers.map((one: { people: number | null }) => one.people)).toEqual([null, null])
    expect(head.reasons.map((one: { people: number | null }) => one.people)).toEqual([null, null])
    expect(head.changes).toMatchObject({ new: null, continuing: null, dropped: null })
    const { measures } = JSON.parse((await house.get(who, `${AT_ELM}/scorecard`)).body)
    expect(measures[0].all).toMatchObject({ numerator: null, rate_share: null, low_share: null, explain_id: null })
  }
})

test('the public and those who are not signed in get nothing', async () => {
  for (const url of withCsv) {
    expect((await house.get(null, url)).status, url).toBe(401)
    const answer = await house.get(VIEWERS.public, url)
    if (url.startsWith('/api/practices?') || url === '/api/practices')
      expect(answer.body).toMatch(/^\[\]$|^practice_id,[a-z_,]*\r\n$/)
    else expect(answer.status, url).toBe(403)
  }
})
