import { expect, test } from 'vitest'
import { sql } from '../../../src/lake/sql.ts'
import { period } from '../../../src/period.ts'
import { compared, covered, monthsOf, placed } from './rules-of.ts'

const QUARTERS = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']

test('who came, moved and left, and why', async () => {
  const later = monthsOf(period('2025-Q2'))
  const engine = await compared({
    lists: [
      ...['stays', 'moves', 'dies', 'lapses', 'unseen', 'ages'].map((one) => placed('a', '2025-Q1', one, 'elm')),
      placed('a', '2025-Q1', 'waits', null),
      placed('a', '2025-Q2', 'stays', 'elm'),
      placed('a', '2025-Q2', 'moves', 'oak'),
      placed('a', '2025-Q2', 'dies', null),
      placed('a', '2025-Q2', 'unseen', null, { reason: 'no-plurality' }),
      placed('a', '2025-Q2', 'ages', null, { reason: 'not-in-population' }),
      placed('a', '2025-Q2', 'waits', 'elm'),
      placed('a', '2025-Q2', 'born', 'oak'),
    ],
    people: [{ person_id: 'dies', death_date: '2025-05-01', members: 1, payers: 1 }],
    months: ['dies', 'unseen', 'ages'].flatMap((one) => covered(one, 'amber', ...later)),
  })
  const all = await engine.rows<{ flow: string; reason: string; people: number }>(sql`
    select flow, reason, people from list_flow where practice_id = 'all' order by flow, reason`)
  const elm = await engine.rows<{ flow: string; people: number }>(sql`
    select flow, sum(people)::integer as people from list_flow where practice_id = 'elm' group by flow order by flow`)
  engine.close()
  expect(all.map((one) => `${one.flow} ${one.reason} ${one.people}`)).toEqual([
    'dropped coverage-ended 1',
    'dropped death 1',
    'dropped left-population 1',
    'dropped no-plurality 1',
    'kept - 1',
    'moved - 1',
    'new no-service 1',
    'new not-there-before 1',
  ])
  expect(elm).toEqual([
    { flow: 'dropped', people: 4 },
    { flow: 'kept', people: 1 },
    { flow: 'moved-out', people: 1 },
    { flow: 'new', people: 1 },
  ])
})

test('each practice’s people of one list are those who stay on, move out of it and drop off, and of the next those kept, moved in and new', async () => {
  const practices = ['elm', 'oak', null]
  const lists = QUARTERS.flatMap((list, q) =>
    Array.from({ length: 40 }, (_, i) => placed('a', list, `p${i}`, practices[(i + q * (i % 4)) % 3] ?? null)),
  )
  const engine = await compared({ lists })
  const wrong = await engine.rows(sql`
    with size as (
      select list, practice_id, count(*) as people from rule_attribution where practice_id is not null group by list, practice_id
    ), flow as (
      select list, practice_id, sum(people) filter (where flow in ('kept', 'moved-in', 'new')) as now_there,
        sum(people) filter (where flow in ('kept', 'moved-out', 'dropped')) as there_before
      from list_flow where practice_id <> 'all' group by list, practice_id
    )
    select f.list, f.practice_id from flow f
    join rule_list l on l.list = f.list
    left join size n on n.list = f.list and n.practice_id = f.practice_id
    left join size b on b.list = l.previous_list and b.practice_id = f.practice_id
    where coalesce(f.now_there, 0) <> coalesce(n.people, 0) or coalesce(f.there_before, 0) <> coalesce(b.people, 0)`)
  const [lists_with_flows] = await engine.rows(sql`select count(distinct list)::integer as n from list_flow`)
  engine.close()
  expect(wrong).toEqual([])
  expect(lists_with_flows).toEqual({ n: 3 })
})

test('who leaves and comes back has not stayed', async () => {
  const way = (person: string, ...practices: (string | null)[]) =>
    QUARTERS.map((list, i) => placed('a', list, person, practices[i] ?? null))
  const engine = await compared({
    lists: [
      ...way('always', 'elm', 'elm', 'elm', 'elm'),
      ...way('back', 'elm', null, 'elm', 'elm'),
      ...way('half', 'elm', 'elm', 'oak', 'oak'),
      ...way('late', null, 'elm', 'elm', 'elm'),
      ...way('other', 'oak', 'oak', 'oak', 'oak'),
    ],
  })
  const rows = await engine.rows<Record<string, string | number>>(sql`
    select practice_id, lists, list, months, started, stayed, stayed_share from list_stability order by practice_id, lists`)
  engine.close()
  expect(
    rows.filter((one) => one.practice_id === 'elm').map((one) => [one.lists, one.list, one.months, one.stayed]),
  ).toEqual([
    [1, '2025-Q1', 3, 3],
    [2, '2025-Q2', 6, 2],
    [3, '2025-Q3', 9, 1],
    [4, '2025-Q4', 12, 1],
  ])
  expect(rows.find((one) => one.practice_id === 'elm' && one.lists === 2)?.stayed_share).toBe('0.666666667')
  expect(rows.find((one) => one.practice_id === 'all' && one.lists === 4)).toMatchObject({ started: 4, stayed: 2 })
})
