import { expect, test } from 'vitest'
import type { MeasuresOfPayer } from '../../src/alignment/contract.ts'
import { effectOfMeasures } from '../../src/alignment/effect/effect-measure.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { measurePayer, measureStatus } from '../../src/quality/tables.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

type Found = Record<string, string | number | null>

/** Two definitions of one measure, by nine and by eight percent; and one of another. */
const MEASURES = [
  { measure: 'sugar-nine', concept: 'sugar' },
  { measure: 'sugar-eight', concept: 'sugar' },
  { measure: 'screening', concept: 'screening' },
]

const status = (measure: string, person_id: string, said: string): Row => ({
  ...{ period: '2025', measure, person_id, event_id: '-', status: said, reason: said, rule: `${measure}@1` },
})
const counted = (person_id: string, payer: string): Row => ({
  ...{ period: '2025', person_id, payer, months: 12, last_month: '202512' },
})

/** p1 to p4 are counted by both, p5 by the one alone; p1 to p3 are amber's. */
const STATUSES = [
  ...[status('sugar-nine', 'p1', 'met'), status('sugar-nine', 'p2', 'met'), status('sugar-nine', 'p3', 'gap')],
  ...[status('sugar-nine', 'p4', 'excluded'), status('sugar-nine', 'p5', 'gap')],
  ...[status('sugar-eight', 'p1', 'met'), status('sugar-eight', 'p2', 'gap'), status('sugar-eight', 'p3', 'gap')],
  status('sugar-eight', 'p4', 'excluded'),
]
const PAYERS = [
  ...['p1', 'p2', 'p3'].map((one) => counted(one, 'amber')),
  ...['p4', 'p5'].map((one) => counted(one, 'birch')),
]

async function effects(payers: readonly MeasuresOfPayer[], statuses = STATUSES, people = PAYERS): Promise<Found[]> {
  const engine = await lakeOf({})
  await fillRows(engine, measureStatus, statuses)
  await fillRows(engine, measurePayer, people)
  await fill(engine, [effectOfMeasures(payers, MEASURES, period('2025'))])
  const rows = await engine.rows<Found>(
    sql`select * from effect_measure order by payer, other, concept, measure, other_measure, members`,
  )
  engine.close()
  return rows
}

const AMBER = { payer: 'amber', measures: ['sugar-nine'] }
const BIRCH = { payer: 'birch', measures: ['sugar-eight'] }

test('two definitions of one measure on the same people', async () => {
  const [all, own, back] = await effects([AMBER, BIRCH])
  // Of four three agree. By chance met 2 × 1, gap 1 × 2, excluded 1 × 1 of 16, 0.3125: (0.75 - 0.3125) / 0.6875 = 0.636…
  expect(all).toMatchObject({
    ...{ payer: 'amber', other: 'birch', concept: 'sugar', members: 'all', state: 'compared' },
    ...{ counted: 4, same_status: 3, only_payer: 1, only_other: 0, agree_share: '0.750000000', kappa: '0.636363636' },
    ...{ rate_share: '0.500000000', other_rate_share: '0.333333333' },
  })
  expect(own).toMatchObject({
    members: 'own',
    counted: 3,
    same_status: 2,
    rate_share: '0.666666667',
    other_rate_share: '0.333333333',
  })
  expect(back).toMatchObject({ payer: 'birch', other: 'amber', only_payer: 0, only_other: 1, kappa: '0.636363636' })
})

test('payers of one definition have one specification: there is nothing to compare, and no difference of zero', async () => {
  const [all, own] = await effects([AMBER, { ...BIRCH, measures: ['sugar-nine'] }])
  expect(all).toMatchObject({
    state: 'one-specification',
    counted: null,
    agree_share: null,
    kappa: null,
    rate_share: '0.500000000',
  })
  expect(own).toMatchObject({ state: 'one-specification', rate_share: '0.666666667' })
})

test('what cannot be compared says why', async () => {
  const found = await effects([
    { payer: 'amber', measures: ['sugar-nine', 'screening'] },
    { payer: 'birch', measures: ['screening', 'sugar-eight'] },
    { payer: 'cedar', measures: null },
    { payer: 'dogwood', measures: ['other'] },
  ])
  const states = found
    .filter((row) => row.payer === 'amber' && row.members === 'all')
    .map((row) => [row.other, row.concept, row.state])
  expect(states).toEqual([
    ['birch', 'screening', 'not-run'],
    ['birch', 'sugar', 'compared'],
    ['cedar', '-', 'not-stated'],
    ['dogwood', 'other', 'used-by-one'],
    ['dogwood', 'screening', 'used-by-one'],
    ['dogwood', 'sugar', 'used-by-one'],
  ])
  expect(await effects([AMBER])).toEqual([])
})

test('a copy of a definition agrees in all; kappa is empty where all have one status', async () => {
  const copy = (statuses: Row[]) => [...statuses, ...statuses.map((row) => ({ ...row, measure: 'sugar-eight' }))]
  const nine = STATUSES.filter((row) => row.measure === 'sugar-nine')
  expect((await effects([AMBER, BIRCH], copy(nine)))[0]).toMatchObject({
    ...{ state: 'compared', agree_share: '1.000000000', kappa: '1.000000000', only_payer: 0, only_other: 0 },
  })
  const met = nine.filter((row) => row.status === 'met')
  expect((await effects([AMBER, BIRCH], copy(met)))[0]).toMatchObject({ agree_share: '1.000000000', kappa: null })
})

test('a payer without members, and the order of rows and payers, change no figure of the others', async () => {
  const first = await effects([AMBER, BIRCH])
  expect(await effects([BIRCH, AMBER], STATUSES.toReversed(), PAYERS.toReversed())).toEqual(first)
  const more = await effects([AMBER, BIRCH, { payer: 'zebra', measures: ['sugar-nine'] }])
  expect(more.filter((row) => row.payer !== 'zebra' && row.other !== 'zebra')).toEqual(first)
  expect(more.find((row) => row.payer === 'zebra' && row.other === 'birch' && row.members === 'own')).toMatchObject({
    state: 'nobody',
    rate_share: null,
  })
})
