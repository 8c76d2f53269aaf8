import { expect, test } from 'vitest'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import type { Rights } from '../../src/rights/rights.ts'
import type { Rows } from '../run/small-lake.ts'
import { counts, left, usableLake } from './usable-lake.ts'

async function looking(
  rows: Rows,
  given: Partial<Rights> & { sensitive?: string[] },
  work: (engine: Engine) => Promise<void>,
): Promise<void> {
  const { engine, close } = await usableLake(rows, given)
  try {
    await work(engine)
  } finally {
    close()
  }
}

const claim = (claim_id: string, member_id: string, more: object = {}) => ({
  ...{ claim_id, member_id, claim_start_date: '2025-03-01', paid_amount: '10.00', ...more },
})
const said = (member_id: string, decision: string, effective_date: string, more: object = {}) => ({
  ...{ member_id, category: 'all', decision, effective_date, ...more },
})

test('who said no goes from every table, and of a payer only from its own', async () => {
  await looking(
    {
      eligibility: [{ member_id: 'no' }, { member_id: 'yes' }, { member_id: 'no', payer: 'oak-health' }],
      medical_claim: [
        claim('c1', 'no'),
        claim('c2', 'no'),
        claim('c3', 'yes'),
        claim('c4', 'no', { payer: 'oak-health' }),
      ],
      pharmacy_claim: [{ claim_id: 'p1', member_id: 'no' }],
      lab_result: [{ lab_result_id: 'l1', member_id: 'no', source_code_type: 'loinc', source_code: '4548-4' }],
      attestation: [{ member_id: 'no', practice_id: 'elm', attested_on: '2025-01-02' }],
      consent: [said('no', 'deny', '2025-06-01')],
    },
    {},
    async (engine) => {
      expect(await left(engine, 'eligibility', 'payer')).toEqual(['elm-health', 'oak-health'])
      expect(await left(engine, 'medical_claim', 'claim_id')).toEqual(['c3', 'c4'])
      expect(await left(engine, 'medical_claim_history', 'claim_id')).toEqual(['c3', 'c4'])
      for (const table of ['pharmacy_claim', 'lab_result', 'attestation', 'consent'])
        expect(await left(engine, table, 'member_id')).toEqual([])
      expect(await counts(engine)).toEqual([
        'elm-health commercial attestation opted-out: 1 of 1',
        'elm-health commercial consent opted-out: 1 of 1',
        'elm-health commercial eligibility opted-out: 1 of 1',
        'elm-health commercial lab_result opted-out: 1 of 1',
        'elm-health commercial medical_claim opted-out: 2 of 1',
        'elm-health commercial pharmacy_claim opted-out: 1 of 1',
      ])
    },
  )
})

test.each([
  ['said yes again later', [said('m', 'deny', '2025-01-01'), said('m', 'permit', '2025-06-01')], ['m']],
  ['said no after a yes', [said('m', 'permit', '2025-01-01'), said('m', 'deny', '2025-06-01')], []],
  ['said both on one day', [said('m', 'permit', '2025-01-01'), said('m', 'deny', '2025-01-01', { plan: 'gold' })], []],
  ['will say no tomorrow', [said('m', 'deny', '2026-01-16')], ['m']],
  ['says no from today', [said('m', 'deny', '2026-01-15')], []],
  ['said no until yesterday', [said('m', 'deny', '2025-01-01', { end_date: '2026-01-14' })], ['m']],
  ['said no until today', [said('m', 'deny', '2025-01-01', { end_date: '2026-01-15' })], []],
  ['said no to one category alone', [said('m', 'deny', '2025-01-01', { category: 'hiv' })], ['m']],
])('a member who %s', async (_name, consent, expected) => {
  await looking({ eligibility: [{ member_id: 'm' }], consent }, {}, async (engine) =>
    expect(await left(engine, 'eligibility', 'member_id')).toEqual(expected),
  )
})

test('a no under an old number holds for the number in use, and the other way round', async () => {
  const rows = (member_id: string): Rows => ({
    eligibility: [
      { member_id: 'new' },
      { member_id: 'old', enrollment_start_date: '2024-01-01' },
      { member_id: 'other' },
    ],
    medical_claim: [claim('c1', 'old'), claim('c2', 'new'), claim('c3', 'older')],
    member_crosswalk: [
      { previous_member_id: 'old', current_member_id: 'new' },
      { previous_member_id: 'older', current_member_id: 'old' },
    ],
    consent: [said(member_id, 'deny', '2025-06-01')],
  })
  for (const number of ['old', 'older', 'new'])
    await looking(rows(number), {}, async (engine) => {
      expect(await left(engine, 'eligibility', 'member_id')).toEqual(['other'])
      expect(await left(engine, 'medical_claim', 'claim_id')).toEqual([])
      expect(await left(engine, 'member_crosswalk', 'current_member_id')).toEqual([])
    })
})

test('an agreement for some lines of business lets only their rows in', async () => {
  await looking(
    {
      eligibility: [{ member_id: 'a' }, { member_id: 'b', line_of_business: 'medicare-advantage' }],
      medical_claim: [claim('c1', 'a'), claim('c2', 'b', { line_of_business: 'medicare-advantage' })],
      organization: [{ organization_id: 'o1', organization_name: 'River' }],
    },
    { limited: [{ submission_id: 's1', lines: ['medicare-advantage'] }] },
    async (engine) => {
      expect(await left(engine, 'eligibility', 'member_id')).toEqual(['b'])
      expect(await left(engine, 'medical_claim', 'claim_id')).toEqual(['c2'])
      expect(await left(engine, 'organization', 'organization_id')).toEqual(['o1'])
      expect(await counts(engine)).toEqual([
        'elm-health commercial eligibility not-agreed: 1 of 1',
        'elm-health commercial medical_claim not-agreed: 1 of 1',
      ])
    },
  )
})

const selfFunded = (member_id: string, group_id: string | null, from: string, until: string) => ({
  ...{ member_id, group_id, line_of_business: 'self-funded', enrollment_start_date: from, enrollment_end_date: until },
})
const IN = { payer: 'elm-health', group_id: 'G1', start_date: '2025-07-01', end_date: '9999-12-31' }

test('coverage of a self-funded group is used for the days for which it opted in, and so are its claims', async () => {
  await looking(
    {
      eligibility: [
        selfFunded('part', 'G1', '2025-01-01', '2025-12-31'),
        selfFunded('whole', 'G1', '2025-08-01', '2025-12-31'),
        selfFunded('never', 'G2', '2025-01-01', '2025-12-31'),
        selfFunded('nameless', null, '2025-01-01', '2025-12-31'),
        selfFunded('beside', 'G2', '2025-01-01', '2025-12-31'),
        { member_id: 'beside', enrollment_start_date: '2025-04-01', enrollment_end_date: '2025-12-31' },
      ],
      medical_claim: [
        claim('part-before', 'part', { line_of_business: 'self-funded', claim_start_date: '2025-06-30' }),
        claim('part-since', 'part', { line_of_business: 'self-funded', claim_start_date: '2025-07-01' }),
        claim('whole', 'whole', { line_of_business: 'self-funded', claim_start_date: '2025-09-01' }),
        claim('never', 'never', { line_of_business: 'self-funded' }),
        claim('never-later', 'never', { line_of_business: 'self-funded', claim_start_date: '2026-01-02' }),
        claim('nameless', 'nameless'),
        claim('beside-before', 'beside', { claim_start_date: '2025-03-31' }),
        claim('beside-since', 'beside', { claim_start_date: '2025-04-01' }),
        claim('uncovered', 'nobody-knows', { line_of_business: 'self-funded' }),
      ],
      attestation: [
        { member_id: 'never', practice_id: 'elm', attested_on: '2025-01-02' },
        { member_id: 'part', practice_id: 'elm', attested_on: '2025-01-02' },
      ],
    },
    { opt_ins: [IN] },
    async (engine) => {
      const spans = await engine.rows(sql`
        select member_id, line_of_business, enrollment_start_date as first, enrollment_end_date as last from eligibility order by 1, 2`)
      expect(spans).toEqual([
        { member_id: 'beside', line_of_business: 'commercial', first: '2025-04-01', last: '2025-12-31' },
        { member_id: 'part', line_of_business: 'self-funded', first: '2025-07-01', last: '2025-12-31' },
        { member_id: 'whole', line_of_business: 'self-funded', first: '2025-08-01', last: '2025-12-31' },
      ])
      expect(await left(engine, 'medical_claim', 'claim_id')).toEqual(['beside-since', 'part-since', 'whole'])
      expect(await left(engine, 'attestation', 'member_id')).toEqual(['part'])
    },
  )
})

test('two opt-ins of a group that follow day upon day are one; with a gap between they are two', async () => {
  const days = (second: string) => ({
    opt_ins: [
      { ...IN, start_date: '2025-01-01', end_date: '2025-06-30' },
      { ...IN, start_date: second, end_date: '9999-12-31' },
    ],
  })
  const rows = { eligibility: [selfFunded('m', 'G1', '2025-01-01', '2025-12-31')] }
  await looking(rows, days('2025-07-01'), async (engine) => {
    expect(await left(engine, 'eligibility', 'enrollment_start_date')).toEqual(['2025-01-01'])
    expect(await counts(engine)).toEqual([])
  })
  await looking(rows, days('2025-08-01'), async (engine) =>
    expect(await left(engine, 'eligibility', 'enrollment_start_date')).toEqual(['2025-01-01', '2025-08-01']),
  )
})

const PART_2 = { category: 'part-2-substance-use' }

test('a claim with one sensitive code goes whole, unless the member permits that category', async () => {
  const claims = (member_id: string) => [
    claim(`${member_id}-first-line`, member_id, { diagnosis_code_25: 'F1120' }),
    claim(`${member_id}-first-line`, member_id, { claim_line_number: 2, hcpcs_code: 'G0438' }),
    claim(`${member_id}-procedure`, member_id, { procedure_code_3: 'HZ2ZZZZ' }),
    claim(`${member_id}-treatment`, member_id, { hcpcs_code: 'h0015' }),
    claim(`${member_id}-stay`, member_id, { drg_code: '897', drg_code_type: 'ms-drg' }),
    claim(`${member_id}-other-drg`, member_id, { drg_code: '897', drg_code_type: 'apr-drg' }),
    claim(`${member_id}-hip`, member_id, { drg_code: '522' }),
    claim(`${member_id}-smoker`, member_id, { diagnosis_code_1: 'F17210' }),
  ]
  await looking(
    {
      medical_claim: [...claims('silent'), ...claims('open'), ...claims('all')],
      consent: [said('open', 'permit', '2025-01-01', PART_2), said('all', 'permit', '2025-01-01')],
    },
    {},
    async (engine) => {
      const kept = (await left(engine, 'medical_claim', 'claim_id')) as string[]
      expect(kept.filter((one) => one.startsWith('silent'))).toEqual([
        'silent-hip',
        'silent-other-drg',
        'silent-smoker',
      ])
      expect(kept.filter((one) => one.startsWith('all'))).toEqual(['all-hip', 'all-other-drg', 'all-smoker'])
      expect(kept.filter((one) => one.startsWith('open'))).toHaveLength(8)
      expect(await counts(engine)).toEqual(['elm-health commercial medical_claim part-2-substance-use: 10 of 2'])
    },
  )
})

test('a set that is off takes out what members denied, and one that is on what nobody permitted', async () => {
  const rows: Rows = {
    medical_claim: [claim('c1', 'a', { diagnosis_code_1: 'B20' }), claim('c2', 'b', { diagnosis_code_1: 'B20' })],
    lab_result: [
      { lab_result_id: 'l1', member_id: 'a', source_code_type: 'loinc', source_code: '56888-1' },
      { lab_result_id: 'l2', member_id: 'b', source_code_type: 'loinc', source_code: '4548-4' },
    ],
    consent: [said('a', 'deny', '2025-01-01', { category: 'hiv' })],
  }
  await looking(rows, {}, async (engine) => {
    expect(await left(engine, 'medical_claim', 'claim_id')).toEqual(['c2'])
    expect(await left(engine, 'lab_result', 'lab_result_id')).toEqual(['l2'])
  })
  await looking({ ...rows, consent: [] }, { sensitive: ['hiv'] }, async (engine) =>
    expect(await left(engine, 'medical_claim', 'claim_id')).toEqual([]),
  )
  await looking({ ...rows, consent: [] }, { sensitive: [] }, async (engine) =>
    expect(await left(engine, 'medical_claim', 'claim_id')).toEqual(['c1', 'c2']),
  )
})

test('of several reasons the law that needs no code comes first, and a record counts once', async () => {
  await looking(
    {
      medical_claim: [claim('c1', 'no', { diagnosis_code_1: 'F1120' })],
      consent: [said('no', 'deny', '2025-01-01')],
    },
    {},
    async (engine) =>
      expect(await counts(engine)).toEqual([
        'elm-health commercial consent opted-out: 1 of 1',
        'elm-health commercial medical_claim opted-out: 1 of 1',
      ]),
  )
})
