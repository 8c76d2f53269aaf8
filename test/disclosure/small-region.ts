import { patternsOf } from '../../src/disclosure/patterns/patterns.ts'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import type { Door, ReleaseRecord } from '../../src/disclosure/release.ts'
import { GRANTED } from '../../src/governance/permit.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { Answers } from '../../src/lake/answers.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period, yearBefore } from '../../src/period.ts'
import { fillLists, LIST_ROWS } from './small-lists.ts'
import { type Rows, tablesOf } from './tables.ts'

/**
 * Two practices of two organizations, payers amber and birch. Elm Street: fourteen people of amber (a1…a14), three of
 * birch (b1…b3) and `both`, whom the two cover. Oak Hill: one of birch (o1).
 */
const AMBER = Array.from({ length: 14 }, (_, i) => `a${i + 1}`)
const BIRCH = ['b1', 'b2', 'b3']
const ELM = [...AMBER, ...BIRCH, 'both']
const FROM = { submission_id: 's1', file_id: 'f1' }
const SENT = { data_source: 'test', sender: 'convener', ...FROM }

const coverage: [string, string][] = [
  ...AMBER.map((one): [string, string] => [one, 'amber']),
  ...BIRCH.map((one): [string, string] => [one, 'birch']),
  ['both', 'amber'],
  ['both', 'birch'],
  ['o1', 'birch'],
]

const line = (person_id: string, payer: string, organization_id: string, paid: string, record_number: number) => ({
  person_id,
  data_source: 'test',
  payer,
  plan: '-',
  line_of_business: 'commercial',
  member_id: `${payer}-${person_id}`,
  claim_id: `c${record_number}`,
  claim_line_number: 1,
  claim_type: 'professional',
  service_date: '2025-03-01',
  organization_id,
  practice_id: organization_id === 'elm-group' ? 'elm' : null,
  billing_npi: '1000000001',
  primary_care_visit: organization_id === 'elm-group',
  paid_usd: paid,
  spend_usd: paid,
  spend_basis: 'paid',
  file_id: `file-${payer}`,
  record_number,
})

const rate = (payer: string, numerator: number, denominator: number, year = '2025') => ({
  period: year,
  measure: 'hba1c-control',
  practice_id: 'elm',
  payer,
  numerator,
  denominator,
  excluded: 0,
  rate_share: (numerator / denominator).toFixed(9),
  low_share: '0.412345678',
  high_share: '0.912345678',
})

const cost = (payer: string, people: number, others: number, largest: string) => ({
  period: '2025',
  practice_id: 'elm',
  payer,
  people,
  member_months: people * 12,
  spend_usd: '7777.00',
  truncated_usd: '7777.00',
  pmpm_usd: '123.45',
  other_billers: others,
  largest_other_share: largest,
})

const MODEL = 'demo/common-model'
const terms = [
  {
    name: 'rate',
    label: 'Rate',
    value: '0.714285714',
    unit: 'share',
    kind: 'result',
    source: null,
    explain_id: 'measure_rate:2025:hba1c-control:elm:all',
  },
  { name: 'base', label: 'Base', value: '5.00', unit: 'usd', kind: 'own', source: 'contract', explain_id: null },
]
const statementOf = (payer: string, total: string) => ({
  period: '2025',
  payer,
  practice_id: 'elm',
  organization_id: 'elm-group',
  model: MODEL,
  status: 'settled',
  reason: 'complete',
  total_usd: total,
})
const statementLineOf = (payer: string, amount: string) => ({
  period: '2025',
  payer,
  practice_id: 'elm',
  organization_id: 'elm-group',
  model: MODEL,
  component: 'incentive',
  label: 'Incentive',
  amount_usd: amount,
  place: 1,
  working: JSON.stringify({ formula: 'base × rate', says: null, steps: [], terms }),
})

export const ROWS: Rows = {
  organization: [
    {
      ...SENT,
      record_number: 1,
      organization_id: 'elm-group',
      organization_name: 'Elm Group',
      organization_type: 'provider-organization',
    },
    {
      ...SENT,
      record_number: 2,
      organization_id: 'oak-group',
      organization_name: 'Oak Group',
      organization_type: 'provider-organization',
    },
  ],
  practice: [
    {
      ...SENT,
      record_number: 3,
      practice_id: 'elm',
      practice_name: 'Elm Street',
      organization_id: 'elm-group',
      tin: '1',
      city: 'Avon',
    },
    {
      ...SENT,
      record_number: 4,
      practice_id: 'oak',
      practice_name: 'Oak Hill',
      organization_id: 'oak-group',
      tin: '2',
    },
  ],
  person: [...ELM, 'o1'].map((one) => ({
    person_id: one,
    first_name: one === 'both' ? 'Birchspelled' : `First-${one}`,
    last_name: `Last-${one}`,
    birth_date: '1960-06-15',
    gender: 'female',
    members: one === 'both' ? 2 : 1,
    payers: one === 'both' ? 2 : 1,
  })),
  person_member: coverage.map(([person_id, payer], i) => ({
    person_id,
    payer,
    member_id: `${payer}-${person_id}`,
    first_name:
      person_id === 'both' && payer === 'amber'
        ? 'Amberspelled'
        : person_id === 'both'
          ? 'Birchspelled'
          : `First-${person_id}`,
    last_name: `Last-${person_id}`,
    birth_date: '1960-06-15',
    gender: 'female',
    rule: person_id === 'both' ? 'exact-name' : 'alone',
    reason: person_id === 'both' ? 'name and birth date agree' : 'no other member agrees',
    linked_payer: person_id === 'both' ? (payer === 'amber' ? 'birch' : 'amber') : null,
    linked_member_id: person_id === 'both' ? (payer === 'amber' ? 'birch-both' : 'amber-both') : null,
    file_id: `file-${payer}`,
    record_number: 500 + i,
  })),
  member_month: coverage.flatMap(([person_id, payer]) =>
    [
      ['2024-01-01', '202401'],
      ['2025-01-01', '202501'],
      ['2025-02-01', '202502'],
    ].map(([month_start = '', year_month = '']) => ({
      person_id,
      payer,
      plan: '-',
      line_of_business: 'commercial',
      member_id: `${payer}-${person_id}`,
      year_month,
      month_start,
      days: 2 ** (month_start === '2025-02-01' ? 28 : 31) - 1,
      reason: 'first-day',
      primary_coverage: !(person_id === 'both' && payer === 'birch'),
      file_id: `file-${payer}`,
      record_number: 1,
    })),
  ),
  person_line: [
    line('a1', 'amber', 'elm-group', '110.10', 1),
    line('a1', 'amber', 'oak-group', '220.20', 2),
    line('both', 'birch', 'elm-group', '333.33', 3),
    line('both', 'amber', 'elm-group', '44.44', 4),
    line('b1', 'birch', 'elm-group', '55.55', 5),
    line('o1', 'birch', 'oak-group', '66.66', 6),
    line('a2', 'amber', 'pine-group', '250.00', 21),
    line('a3', 'amber', 'fir-group', '240.00', 22),
    line('a4', 'amber', 'yew-group', '230.00', 23),
    line('b2', 'birch', 'pine-group', '20.00', 24),
  ],
  attribution: [
    ...ELM.map((one) => ({
      period: '2025',
      person_id: one,
      practice_id: 'elm',
      organization_id: 'elm-group',
      step: 2,
      reason: one === 'a1' ? 'attested' : 'plurality',
      rule: 'r',
      visits: 3,
      allowed_usd: '300.00',
      last_visit: '2025-03-01',
    })),
    {
      period: '2025',
      person_id: 'o1',
      practice_id: 'oak',
      organization_id: 'oak-group',
      step: 2,
      reason: 'plurality',
      rule: 'r',
      visits: 1,
      last_visit: '2025-03-01',
    },
    ...[...ELM.slice(2), 'o1'].map((one) => ({
      period: '2024',
      person_id: one,
      practice_id: 'elm',
      organization_id: 'elm-group',
      step: 2,
      reason: 'plurality',
      rule: 'r',
      visits: 2,
      last_visit: '2024-03-01',
    })),
  ],
  attribution_candidate: ELM.map((one) => ({
    period: '2025',
    person_id: one,
    practice_id: 'elm',
    place: 1,
    visits: 3,
    allowed_usd: '300.00',
    last_visit: '2025-03-01',
    rule: 'r',
  })),
  person_cost: coverage.map(([person_id, payer]) => ({
    period: '2025',
    payer,
    line_of_business: 'commercial',
    person_id,
    member_months: 2,
    lines: 1,
    lines_without_amount: 0,
    spend_usd: '99.99',
    truncated_usd: '99.99',
  })),
  truncation_point: [
    {
      period: '2025',
      line_of_business: 'commercial',
      percentile_share: '0.99',
      people: 19,
      place: 19,
      cap_usd: '99.99',
      rule: 'cap',
    },
  ],
  practice_cost: [
    cost('all', 18, 5, '0.4'),
    cost('amber', 15, 4, '0.3'),
    cost('birch', 4, 2, '0.9'),
    { ...cost('birch', 1, 1, '1'), practice_id: 'oak' },
    { ...cost('all', 1, 1, '1'), practice_id: 'oak' },
  ],
  measure_status: ELM.map((one, i) => ({
    period: '2025',
    measure: 'hba1c-control',
    person_id: one,
    event_id: '-',
    status: i % 3 === 0 ? 'gap' : 'met',
    reason: 'result-in-range',
    rule: 'hba1c-control@1',
    evidence_date: '2025-05-05',
    evidence_value: '7.1',
    evidence_table: 'lab_result',
    evidence_file_id: 'file-birch',
    evidence_record_number: 9,
  })),
  measure_rate: [
    rate('all', 40, 60),
    rate('amber', 10, 15),
    rate('birch', 2, 4),
    rate('dogwood', 14, 20),
    rate('elder', 14, 21),
    rate('all', 36, 64, '2024'),
    ...['amber', 'birch', 'dogwood', 'elder'].map((payer) => rate(payer, 9, 16, '2024')),
  ],
  payment_fact: [
    {
      period: '2025',
      payer: 'amber',
      practice_id: 'elm',
      organization_id: 'elm-group',
      model: MODEL,
      fact: 'rate/hba1c-control',
      value: '0.666666667',
      unit: 'share',
      explain_id: 'measure_rate:2025:hba1c-control:elm:all',
    },
  ],
  statement: [statementOf('amber', '1111.11'), statementOf('birch', '2222.22')],
  statement_line: [statementLineOf('amber', '1111.11'), statementLineOf('birch', '2222.22')],
}

export async function smallRegion(rows: Rows = ROWS): Promise<Reading> {
  const engine = await tablesOf({ ...LIST_ROWS, ...rows })
  await fillLists(engine)
  const run = {
    engine,
    answers: new Answers(engine),
    run_id: 'r1',
    period: period('2025'),
    baseline: yearBefore(period('2025')),
    finished_at: '2026-01-02T00:00:00Z',
    payers: [
      { payer: 'amber', payer_name: 'Amber Health', line_of_business: 'commercial' },
      { payer: 'birch', payer_name: 'Birch Mutual', line_of_business: 'commercial' },
    ],
  }
  return {
    ...run,
    ...(await patternsOf({ ...run, measures: [{ measure: 'hba1c-control' }] }, STRICTEST)),
    measures: [
      {
        measure: 'hba1c-control',
        title: 'Blood sugar under control',
        about: 'About it',
        unit: 'share',
        direction: 'higher',
        target_share: '0.7',
        counts: 'people',
        reasons: {},
      },
    ],
    models: [{ model: MODEL, title: 'Common model', tracks: [], sources: [] }],
    tracks: { 'amber elm-group demo/common-model': 'hybrid' },
    folders: [LIBRARY],
    growth_target: null,
    received: { amber: '2026-01-01T00:00:00Z' },
  }
}

const viewer = (
  role: Viewer['role'],
  purpose: Viewer['purpose'],
  organization_id: string | null,
  practice_ids: string[] = [],
): Viewer => ({
  person: `${role} ${organization_id ?? ''}`.trim(),
  name: 'Someone',
  role,
  purpose,
  organization_id,
  practice_ids,
})
export const VIEWERS = {
  elm: viewer('practice', 'treatment', 'elm-group', ['elm']),
  oak: viewer('practice', 'treatment', 'oak-group', ['oak']),
  amber: viewer('payer', 'payment', 'amber'),
  birch: viewer('payer', 'payment', 'birch'),
  cedar: viewer('payer', 'payment', 'cedar'),
  convener: viewer('convener', 'convening', null),
  state: viewer('state', 'oversight', null),
  public: viewer('public', 'public', null),
  operator: viewer('operator', 'oversight', null),
} as const

/** As if a line of this action had let the viewer in. */
export function doorOf(
  who: Viewer,
  { action = 'read-person', unusable_payers = [] as readonly string[] } = {},
): Door & { released: ReleaseRecord[] } {
  const released: ReleaseRecord[] = []
  const permission = GRANTED.find((one) => one.action === action && one.role === who.role) ?? GRANTED[0]
  if (!permission) throw new Error('no line at all')
  return {
    viewer: { ...who, permission, unusable_payers },
    route: 'test',
    policy: STRICTEST,
    withheld: new Set(),
    embargo: null,
    released,
    record: async (one) => void released.push(one),
  }
}
