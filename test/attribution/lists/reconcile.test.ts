import { expect, test } from 'vitest'
import { type Deciding, listWindow, readReconciliation } from '../../../src/attribution/lists/reconciliation-rule.ts'
import { sql } from '../../../src/lake/sql.ts'
import type { Row, Rows } from '../../run/small-lake.ts'
import { claimed, listsOf, type People, planned, YEAR } from './lists-of.ts'

type Decision = Record<string, string | number | boolean | null>

async function decided(people: People, plan: Row[], practice: Row[] = [], rule = readReconciliation()) {
  const sent: Rows = { provider_attribution: plan, practice_panel: practice }
  const engine = await listsOf(people, sent, rule)
  const rows = await engine.rows<Decision>(sql`select * from list_reconciliation order by person_id`)
  const records = await engine.rows<Decision>(sql`select * from list_record order by source, record_number`)
  const counts = await engine.rows<{ source: string; records: number }>(sql`
    select source, sum(records)::integer as records from list_count group by source order by source`)
  engine.close()
  return { rows, records, counts, of: (person: string) => rows.find((one) => one.person_id === person) }
}

test('each person is in one state, and the decision says by what', async () => {
  const { of } = await decided(
    {
      all: { panel: 'elm' },
      plan: {},
      own: {},
      seen: { panel: 'ash' },
      two: { panel: 'ash' },
      apart: { panel: 'ash' },
      said: { panel: 'oak', reason: 'attested' },
      quiet: {},
    },
    [
      planned('all', 'elm'),
      planned('plan', 'oak'),
      planned('two', 'oak'),
      planned('apart', 'elm'),
      planned('said', 'elm'),
    ],
    [claimed('all', 'elm'), claimed('own', 'ash'), claimed('two', 'oak'), claimed('said', 'elm')],
  )
  const short = (one?: Decision) => [one?.state, one?.decision, one?.decision_practice_id]
  expect(short(of('all'))).toEqual(['agreed', 'all-agree', 'elm'])
  expect(short(of('plan'))).toEqual(['plan-only', 'plan', 'oak'])
  expect(short(of('own'))).toEqual(['practice-only', 'practice', 'ash'])
  expect(short(of('seen'))).toEqual(['claims-only', 'claims', 'ash'])
  expect(short(of('two'))).toEqual(['lists-differ', 'two-agree', 'oak'])
  expect(short(of('apart'))).toEqual(['lists-differ', 'claims', 'ash'])
  expect(short(of('said'))).toEqual(['lists-differ', 'attested', 'oak'])
  expect(short(of('quiet'))).toEqual(['nowhere', 'nowhere', null])
  expect(of('said')?.step).toBe(1)
  expect(of('all')?.rule).toBe('lists/reconciliation')
})

test('two payers’ lists name one person at two practices: the payer whose coverage counts first decides for the plans', async () => {
  const { of } = await decided({ both: { payers: ['amber', 'birch'] } }, [
    planned('both', 'ash'),
    planned('both', 'elm', { payer: 'birch' }),
  ])
  expect(of('both')).toMatchObject({
    state: 'two-payers-differ',
    plan_lists: 2,
    plan_practices: 2,
    plan_practice_id: 'ash',
  })
  expect(of('both')).toMatchObject({ decision: 'plan', decision_practice_id: 'ash' })
})

test('two practices claim one person: neither has it by its own word', async () => {
  const { of } = await decided(
    { p: {}, q: { panel: 'ash' } },
    [],
    [claimed('p', 'elm'), claimed('p', 'ash'), claimed('q', 'elm'), claimed('q', 'ash')],
  )
  expect(of('p')).toMatchObject({
    state: 'two-practices-claim',
    practice_practice_id: null,
    decision: 'undecided',
    decision_practice_id: null,
  })
  expect(of('q')).toMatchObject({ state: 'two-practices-claim', decision: 'two-agree', decision_practice_id: 'ash' })
})

test('one list that names a person twice: at one practice it counts once, at two it is said', async () => {
  const { of, records } = await decided({ p: {}, q: {} }, [
    planned('p', 'elm'),
    planned('p', 'elm', { line_of_business: 'self-funded' }),
    planned('q', 'elm'),
    planned('q', 'ash', { line_of_business: 'self-funded' }),
  ])
  expect(records.map((one) => one.state)).toEqual(['counted', 'named-again', 'counted', 'counted'])
  expect(of('p')).toMatchObject({ state: 'plan-only', plan_practices: 1, records_counted: 2 })
  expect(of('q')).toMatchObject({
    state: 'one-list-twice',
    named_twice: true,
    plan_practice_id: null,
    decision: 'undecided',
  })
})

test('a record that does not count says why', async () => {
  const { records, of } = await decided(
    { p: {}, gap: { months: ['202506'] }, none: { birth_date: null } },
    [
      planned('nobody', 'elm'),
      planned('p', 'npi:dr-elm'),
      planned('p', 'npi:nobody'),
      planned('p', 'npi:dr-two'),
      planned('p', 'npi:dr-gone'),
      planned('p', '111'),
      planned('p', '111', { payer_attributed_provider: 'dr-elm' }),
      planned('p', '333'),
      planned('p', 'nowhere'),
      planned('p', 'nowhere', { payer_attributed_provider: 'dr-ash' }),
      planned('p', null),
      planned('gap', 'elm'),
      planned('none', 'bare'),
    ],
    [
      claimed('p', 'elm', { sender: 'ash' }),
      claimed('p', 'elm', { sender: 'hill' }),
      claimed('p', 'oak', { sender: 'convener' }),
      claimed('p', 'nowhere', { sender: 'ash' }),
    ],
  )
  const said = records.map((one) =>
    [one.source, one.state, one.practice_id, one.resolved_by].filter((word) => word !== null).join(' '),
  )
  expect(said).toEqual([
    'plan unknown-member elm practice',
    'plan counted elm clinician',
    'plan clinician-without-practice',
    'plan clinician-at-several-practices',
    'plan clinician-without-practice',
    'plan tin-of-several-practices',
    'plan named-again elm tin',
    'plan counted ash tin',
    'plan unknown-practice',
    'plan named-again ash clinician',
    'plan no-practice-named',
    'plan not-covered elm practice',
    'plan counted bare practice',
    'practice sent-by-another elm practice',
    'practice sent-by-another elm practice',
    'practice counted oak practice',
    'practice unknown-practice',
  ])
  expect(records.find((one) => one.practice_id === 'bare')?.practice_has_clinicians).toBe(false)
  expect(records.find((one) => one.state === 'counted')?.practice_has_clinicians).toBe(true)
  expect(of('gap')).toMatchObject({
    state: 'nowhere',
    plan_lists: 1,
    records_counted: 0,
    records_left: 1,
    covered_last_month: false,
  })
  expect(of('none')).toMatchObject({ state: 'plan-only', birth_date_known: false })
})

test('counts in are counts out: every record of every month has a state, every person of a record and of the panel a row', async () => {
  const people: People = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [
      `p${i}`,
      { panel: [null, 'elm', 'ash', 'oak'][i % 4] ?? null, payers: i % 3 === 0 ? ['amber', 'birch'] : ['amber'] },
    ]),
  )
  const plan = Object.keys(people).flatMap((one, i) =>
    ['202401', '202412', '202506', '202511', '202512', '20251x'].slice(i % 4).map((year_month) =>
      planned(one, ['elm', 'ash', 'nowhere', null, 'npi:dr-two', '111'][i % 6] ?? null, {
        year_month,
        payer: i % 5 === 0 ? 'birch' : 'amber',
      }),
    ),
  )
  const practice = Object.keys(people).flatMap((one, i) =>
    i % 2 ? [claimed(one, 'elm'), claimed(one, 'ash', { year_month: '202506' })] : [],
  )
  const { rows, records, counts } = await decided(people, plan, practice)
  expect(counts).toEqual([
    { source: 'plan', records: plan.length },
    { source: 'practice', records: practice.length },
  ])
  const known = new Set(rows.map((one) => one.person_id))
  expect(known.size).toBe(30)
  for (const one of records) if (one.person_id !== null) expect(known.has(one.person_id)).toBe(true)
  const sum = (name: string) => rows.reduce((all, one) => all + Number(one[name]), 0)
  expect(sum('records_counted') + sum('records_left')).toBe(records.filter((one) => one.person_id !== null).length)
  for (const one of rows)
    expect(one.decision_practice_id === null).toBe(['undecided', 'nowhere'].includes(String(one.decision)))
})

test('only the newest list of each sender in the window counts', async () => {
  const { of, counts, records } = await decided({ left: {}, stays: {}, old: {} }, [
    planned('left', 'elm', { year_month: '202511' }),
    planned('stays', 'elm', { year_month: '202511' }),
    planned('stays', 'ash'),
    planned('old', 'ash', { payer: 'birch', year_month: '202412' }),
  ])
  expect(of('left')?.state).toBe('nowhere')
  expect(of('stays')).toMatchObject({ state: 'plan-only', plan_practice_id: 'ash' })
  expect(records).toHaveLength(1)
  expect(counts).toEqual([{ source: 'plan', records: 4 }])
  expect(listWindow(readReconciliation(), 'plan', YEAR)).toEqual({ first: '202501', last: '202512' })
})

test('the order of the steps is the rule’s', async () => {
  const rule = readReconciliation()
  const order = (...steps: Deciding[]) => ({ ...rule, decide: steps.map((step) => ({ step, says: 's', source: 's' })) })
  const by = async (...steps: Deciding[]) =>
    (await decided({ p: { panel: 'ash' } }, [planned('p', 'elm')], [], order(...steps))).of('p')?.decision_practice_id
  expect(await by('claims', 'plan')).toBe('ash')
  expect(await by('plan', 'claims')).toBe('elm')
  expect(await by('practice')).toBe(null)
})
