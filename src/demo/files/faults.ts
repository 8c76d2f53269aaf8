import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { id, join as list, raw, type Sql, sql } from '../../lake/sql.ts'
import type { FileLayout } from '../../sources/layouts/layout.ts'
import type { World } from '../world.ts'
import type { Sent } from './files-tuva.ts'

/**
 * Faults of the kinds that payers send, planted in known number: each one is a `Fault` that the truth keeps, with the
 * outcome its records should have.
 */
export type Fault = { fault: string; payer: string; delivery: string; file: string; records: number; expect: string }

/** A file about to be written, with what is wrong in it. */
export type Draft = { relation: Sql; layout: FileLayout; faults: readonly Omit<Fault, 'payer' | 'delivery' | 'file'>[] }

export async function spoil(world: World, payer: string, delivery: string, file: string, draft: Draft): Promise<Draft> {
  const at = `${payer}/${delivery}/${file}`
  if (at === 'summit-health/2025/medical_claim') return badValues(world, draft)
  if (at === 'summit-health/2024/pharmacy_claim') return inCents(world, draft)
  if (at === 'summit-health/2024/eligibility') return overlapping(world, draft)
  if (at === 'keystone-mutual/2025/medical_claim') return unknownMembers(world, draft)
  if (at === 'bridge-health-plan/2025/medical_claim') return lapsedMembers(world, draft)
  return draft
}

const columnsOf = async ({ engine }: World, relation: Sql): Promise<string[]> =>
  (await engine.rows<{ column_name: string }>(sql`describe select * from (${relation})`)).map((c) => c.column_name)

const anew = (columns: readonly string[], given: Record<string, string>, cast = ''): Sql =>
  list(
    columns.map((c) =>
      c in given ? sql`${raw(given[c] ?? 'null')} as ${id(c)}` : sql`${id(c)}${raw(cast)} as ${id(c)}`,
    ),
  )

/** Copies of some lines under numbers of their own, with columns given anew, after the good records. */
async function added(
  world: World,
  { relation, layout, faults }: Draft,
  kinds: readonly Kind[],
  text: boolean,
): Promise<Draft> {
  const columns = await columnsOf(world, relation)
  const cast = text ? '::varchar' : ''
  let skip = 0
  const copies = kinds.map(({ records, given, where = 'true' }, k) => {
    const first = skip
    skip += records
    const numbered = sql`select *, row_number() over (order by claim_id, claim_line_number) as place from base where ${raw(where)}`
    return sql`select ${raw(String(k + 1))} as part, ${anew(columns, given, cast)}, place as planted from (${numbered}) n
      where place > ${raw(String(first))} and place <= ${raw(String(first + records))}`
  })
  return {
    relation: sql`with base as (${relation}), good as (select 0 as part, ${anew(columns, {}, cast)}, row_number() over () as planted from base)
      select ${list(columns.map(id))} from (select * from good union all ${list(copies, ' union all ')}) order by part, planted`,
    layout: text ? { ...layout, fields: layout.fields.map((field) => ({ ...field, type: 'text' as const })) } : layout,
    faults: [...faults, ...kinds.map(({ fault, records, expect }) => ({ fault, records, expect }))],
  }
}

type Kind = { fault: string; records: number; expect: string; given: Record<string, string>; where?: string }

/** Values that cannot be read. They are sent as text, so the file must be CSV. */
const badValues = (world: World, draft: Draft) =>
  added(
    world,
    draft,
    [
      {
        fault: 'a day that no calendar has',
        records: 5,
        expect: 'warned',
        given: {
          claim_id: "'SX1-' || claim_id",
          claim_line_start_date: "'2025-13-45'",
          claim_start_date: "'2025-13-45'",
        },
      },
      {
        fault: 'an amount with a comma',
        records: 4,
        expect: 'warned',
        given: {
          claim_id: "'SX2-' || claim_id",
          charge_amount: "'1,234.50'",
          paid_amount: "'1,234.50'",
          allowed_amount: "'1,234.50'",
        },
      },
      { fault: 'no claim number', records: 3, expect: 'quarantined', given: { claim_id: 'null' } },
      {
        fault: 'claim ends before it starts',
        records: 2,
        expect: 'warned',
        given: { claim_id: "'SX3-' || claim_id", claim_end_date: "'2024-01-01'", claim_line_end_date: "'2024-01-01'" },
      },
    ],
    true,
  )

/** The first records carry cents where dollars belong; the payer sends the file again, corrected, under the same name. */
async function inCents(world: World, { relation, layout, faults }: Draft): Promise<Draft> {
  const columns = await columnsOf(world, relation)
  const wrong = (column: string) => `(${column} * case when planted <= 200 then 100 else 1 end)::decimal(18,2)`
  const given = Object.fromEntries(
    ['paid_amount', 'allowed_amount', 'charge_amount', 'copayment_amount'].map((c) => [c, wrong(c)]),
  )
  return {
    relation: sql`select ${anew(columns, given)} from (select *, row_number() over () as planted from (${relation})) order by planted`,
    layout,
    faults: [...faults, { fault: 'amounts in cents, corrected by a later file', records: 200, expect: 'superseded' }],
  }
}

/** Members with a second span of coverage inside the first. */
async function overlapping(world: World, { relation, layout, faults }: Draft): Promise<Draft> {
  const columns = await columnsOf(world, relation)
  const records = Math.max(2, Math.floor(world.people / 2000))
  const given = { enrollment_start_date: "date '2023-03-01'", enrollment_end_date: "date '2023-04-30'" }
  return {
    relation: sql`with base as (${relation}) select ${anew(columns, {})} from base union all
      select * from (select ${anew(columns, given)} from base where plan = 'summit-ppo' and enrollment_start_date < date '2023-01-01' and enrollment_end_date > date '2023-06-30'
        order by member_id limit ${raw(String(records))}) order by member_id, plan, enrollment_start_date`,
    layout,
    faults: [...faults, { fault: 'a span of coverage inside another', records, expect: 'warned' }],
  }
}

const UNSEEN = "place_of_service_code = '81'"

const unknownMembers = (world: World, draft: Draft) =>
  added(
    world,
    draft,
    [
      {
        fault: 'a claim of a member nobody enrolled',
        records: 9,
        expect: 'warned',
        given: { claim_id: "'KX-' || claim_id", member_id: "'000000' || (100 + place)::varchar" },
        where: UNSEEN,
      },
    ],
    false,
  )

/** Services of 2025 under the numbers of members whose coverage ended before. */
const lapsedMembers = (world: World, draft: Draft) =>
  added(
    world,
    draft,
    [
      {
        fault: 'a claim after coverage ended',
        records: 6,
        expect: 'warned',
        given: {
          claim_id: "'BX-' || claim_id",
          member_id: `(select min(s.member_id) from (select member_id, max(end_date) as last_day from span where payer = 'bridge-health-plan' group by member_id) s where s.last_day < date '2024-06-30')`,
        },
        where: UNSEEN,
      },
    ],
    false,
  )

/** Two people of one payer under one number: both keep their own rows. Changes the table `member`. */
export async function shareNumbers(world: World): Promise<Fault[]> {
  const pairs = Math.max(1, Math.floor(world.people / 7000))
  const single = sql`select m.person, m.member_id, row_number() over (order by hash(m.person), m.person) as place from member m
    join span s on s.person = m.person and s.payer = m.payer join person p on p.person = m.person
    where m.payer = 'keystone-mutual' and p.age > 25 and not p.twin and p.namesake_of is null and p.role = 'head' group by m.person, m.member_id`
  await world.engine.run(
    sql`create or replace table shared_number as with single as (${single})
      select b.person, a.person as other_person, a.member_id from single a join single b on b.place = a.place + 1 and a.place % 2 = 1 where b.place <= ${raw(String(2 * pairs))}`,
  )
  await world.engine.run(
    sql`update member set member_id = x.member_id from shared_number x where x.person = member.person and member.payer = 'keystone-mutual'`,
  )
  await world.engine.run(
    sql`update span set member_id = x.member_id from shared_number x where x.person = span.person and span.payer = 'keystone-mutual'`,
  )
  const what = { fault: 'one member number for two people', records: pairs, expect: 'linked to nobody' }
  return [{ ...what, payer: 'keystone-mutual', delivery: 'all', file: 'eligibility' }]
}

/** A payer's claim file of 2024 comes a second time, byte for byte, in a delivery of its own. */
export function sentAgain(folder: string, sent: readonly Sent[]): Sent | undefined {
  const payer = 'bridge-health-plan'
  const first = sent.find((s) => s.payer === payer && s.delivery === '2024')?.paths.find((p) => p.includes('medical'))
  if (!first) return undefined
  const into = join(folder, payer, '2024-again')
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const path = join(into, basename(first))
  copyFileSync(first, path)
  return { payer, delivery: '2024-again', paths: [path] }
}
