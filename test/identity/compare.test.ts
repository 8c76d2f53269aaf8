import { expect, test } from 'vitest'
import { compareLinkage } from '../../src/identity/compare.ts'
import { personMember } from '../../src/identity/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import { fillRows, lakeOf } from '../run/small-lake.ts'

test('pairs tell how well members were joined', async () => {
  const engine = await lakeOf({})
  const member = (member_id: string, person_id: string) => ({ member_id, person_id, rule: 'alone', reason: '-' })
  await fillRows(engine, personMember, [
    member('a1', 'p'),
    member('a2', 'p'),
    member('b1', 'p'),
    member('a3', 'q'),
    member('unknown', 'q'),
    member('two', 'p'),
  ])
  const truth = sql`select person, 'elm-health' as payer, member_id
    from (values (1, 'a1'), (1, 'a2'), (1, 'a3'), (2, 'b1'), (1, 'two'), (2, 'two')) as t(person, member_id)`
  expect(await compareLinkage(engine, truth)).toEqual({
    members: 4,
    joined: 1,
    false_joins: 2,
    missed: 2,
    precision: '0.3333',
    recall: '0.3333',
  })
  engine.close()
})
