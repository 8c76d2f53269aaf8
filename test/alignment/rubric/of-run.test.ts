import { expect, test } from 'vitest'
import { judge } from '../../../src/alignment/rubric/judge.ts'
import { membersByCategory, membersOfRubric } from '../../../src/alignment/rubric/of-run.ts'
import { rubrics } from '../../../src/alignment/rubric/read-rubric.ts'
import { practiceMonth } from '../../../src/cost/pmpm/tables.ts'
import type { OpenArrangement } from '../../../src/model/arrangement.ts'
import { period } from '../../../src/period.ts'
import { fillRows, lakeOf, type Row } from '../../run/small-lake.ts'
import { LIBRARY_READ, MODELS } from '../library.ts'
import { profile } from '../profiles.ts'

const months = (practice_id: string, payer: string, line_of_business: string, people: number): Row => ({
  ...{ period: '2025', payer, line_of_business, practice_id, year_month: '202512', people, member_months: people },
})
const contract = (payer: string, organization_id: string, model: string, track: string): OpenArrangement => ({
  ...{ payer, organization_id, model, track, start_date: '2025-01-01', end_date: null },
})
const LAKE = {
  organization: [
    { organization_id: 'river', organization_name: 'River', parent_organization_id: 'aco' },
    { organization_id: 'hill', organization_name: 'Hill' },
    { organization_id: 'lake', organization_name: 'Lake' },
    { organization_id: 'aco', organization_name: 'ACO', organization_type: 'aco' },
  ],
  practice: ['river', 'hill', 'lake'].map((one) => ({
    ...{ practice_id: `at-${one}`, practice_name: one, organization_id: one, tin: one },
  })),
}

async function found(arrangements: OpenArrangement[]) {
  const engine = await lakeOf(LAKE)
  await fillRows(engine, practiceMonth, [
    ...[months('at-river', 'amber', 'medicare-advantage', 60), months('at-hill', 'amber', 'medicare-advantage', 30)],
    ...[months('at-lake', 'amber', 'medicare-advantage', 8), months('none', 'amber', 'medicare-advantage', 2)],
    ...[months('at-hill', 'amber', 'commercial', 50), months('at-hill', 'amber', 'all', 80)],
  ])
  const payers = [{ arrangements }]
  try {
    const given = { payers, library: LIBRARY_READ, models: MODELS, day: '2025-12-31' }
    return await membersByCategory(engine, given, period('2025'))
  } finally {
    engine.close()
  }
}

const MEMBERS = [
  contract('amber', 'aco', 'cms/mssp', 'enhanced'),
  contract('amber', 'hill', 'plans/iha-amp', 'quality'),
]
const inLine = (rows: Awaited<ReturnType<typeof found>>, line: string) =>
  new Map(rows.filter((one) => one.line_of_business === line).map(({ category, months: some }) => [category, some]))

test('members are under the category of the contract of their practice, or of its ACO; without one it is not known', async () => {
  const rows = await found(MEMBERS)
  expect(inLine(rows, 'medicare-advantage')).toEqual(
    new Map([
      ['2C', 30],
      ['3B', 60],
      [null, 10],
    ]),
  )
  expect([...inLine(rows, 'commercial')]).toEqual([['2C', 50]])
})

test('two contracts with one organization in two categories leave it open', async () => {
  const rows = await found([...MEMBERS, contract('amber', 'hill', 'cms/mssp', 'enhanced')])
  expect(inLine(rows, 'medicare-advantage')).toEqual(
    new Map([
      ['3B', 60],
      [null, 40],
    ]),
  )
})

test('a goal for a line is held to members of the run, and lines that it does not tell apart are left out', async () => {
  const [rubric] = rubrics(LIBRARY_READ.elements).filter((one) => one.rubric === 'california-adoption')
  if (!rubric) throw new Error('no rubric')
  const members = membersOfRubric(rubric, await found(MEMBERS)).get('amber') ?? []
  expect(new Set(members.map(({ line }) => line))).toEqual(new Set(['medicare-advantage']))
  const judged = judge(LIBRARY_READ.elements, rubric, profile('amber', {}), '2026-06-30', { members })
  // 60 of 100 are under 3B, 55 % is the goal.
  expect(judged.criteria[0]).toMatchObject({ criterion: 'adoption', level: 'preferred' })
})
