import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { LifeGiven } from '../source.ts'
import type { ClaimRules } from './claim-rules.ts'

/**
 * Which records are versions of one claim: a chain. Two records are of one chain when they have the same claim_id, the
 * same claim_control_number, or when the control number of one is the claim_id of the other and both are of one member.
 * A chain stays within a feed, payer, plan and line of business, as the table's own key does.
 */

/**
 * A claim is one member's, and a version may correct which. A control number of more members is a stand-in (0000, NONE)
 * and links nothing: else one claim would replace all others.
 */
export const MEMBERS_OF_A_CLAIM = 2

/** One row per file of the submission with such control numbers: file_id. */
export const filesWithStandIns = (table: string, rules: ClaimRules, submission_id: string): Sql => sql`
  select distinct r.file_id from (${sentRows(table, rules)}) r
  where r.submission_id = ${submission_id} and exists (
    select 1 from (
      select scope, claim_control_number from control_link
      group by scope, claim_control_number having count(distinct member_id) > ${MEMBERS_OF_A_CLAIM}
    ) s where s.scope = r.scope and s.claim_control_number = r.claim_control_number)`

/** Rows of the layout in a history view, what a corrected file took back left out. */
export const sentRows = (table: string, { feeds, among }: ClaimRules): Sql => sql`
  select h.*, h.data_source || chr(31) || h.payer || chr(31) || h.plan || chr(31) || h.line_of_business as scope
  from ${id(`${table}_history`)} h
    left join withdrawn w on w.file_id = h.file_id
  where starts_with(h.data_source, ${feeds}) and ${isAmong(among)} and w.file_id is null`

/** A feed's rows lie together: the engine leaves out the other feeds' files. */
const isAmong = (feeds: readonly string[] | undefined): Sql =>
  feeds ? sql`h.data_source in (${join(feeds.map((feed) => literal(feed)))})` : raw('true')

/** The feeds of which this submission says something about a claim. A chain never leaves its feed. */
export async function feedsThatCame(
  engine: Engine,
  table: string,
  { feeds }: ClaimRules,
  given: LifeGiven,
): Promise<string[]> {
  const found = await engine.rows<{ data_source: string }>(sql`
    select distinct data_source from ${id(`${table}_history`)}
    where submission_id = ${given.submission_id} and starts_with(data_source, ${feeds}) order by data_source`)
  return found.map(({ data_source }) => data_source)
}

/**
 * Table `chain_of`: scope, claim_id and chain of every claim that this submission says something about, and of every
 * claim that is of one chain with it.
 */
export async function findChains(engine: Engine, table: string, rules: ClaimRules, given: LifeGiven): Promise<void> {
  await engine.run(sql`
    create or replace temp table chain_of as
    select distinct scope, claim_id, claim_id as chain from (${sentRows(table, rules)}) r
    where submission_id = ${given.submission_id}`)
  await linkClaims(engine, table, rules)
  await followLinks(engine)
}

/**
 * Tables `control_link`, one row per claim and its control number, and `claim_edge`: one row per pair of claim ids that a control number links, both ways: claims of one control number
 * each with the first of them, and a claim with the one that its control number names.
 */
async function linkClaims(engine: Engine, table: string, rules: ClaimRules): Promise<void> {
  await engine.run(sql`
    create or replace temp table control_link as
    select distinct scope, claim_id, claim_control_number, member_id from (${sentRows(table, rules)}) r
    where claim_control_number is not null`)
  await engine.run(sql`
    create or replace temp table claim_edge as
    with shared as (
      select scope, claim_control_number, min(claim_id) as first_claim_id from control_link
      group by scope, claim_control_number
      having min(claim_id) <> max(claim_id) and count(distinct member_id) <= ${MEMBERS_OF_A_CLAIM}
    ), one_way as (
      select l.scope, l.claim_id as here, s.first_claim_id as there
      from control_link l join shared s on s.scope = l.scope and s.claim_control_number = l.claim_control_number
      union
      select l.scope, l.claim_id, r.claim_id
      from control_link l join (${sentRows(table, rules)}) r
        on r.scope = l.scope and r.claim_id = l.claim_control_number and r.member_id = l.member_id
      where l.claim_id <> l.claim_control_number
    )
    select scope, here, there from one_way where here <> there
    union select scope, there, here from one_way where here <> there`)
}

/** Every claim that can be reached from this submission's joins `chain_of`; its chain is the smallest id it is linked to. */
async function followLinks(engine: Engine): Promise<void> {
  await engine.run(sql`
    create or replace temp table claim_node as
    select c.scope, c.claim_id as node, c.claim_id as label from chain_of c
    where exists (select 1 from claim_edge e where e.scope = c.scope and e.here = c.claim_id)`)
  for (let moved = 1; moved > 0; ) {
    await engine.run(sql`
      create or replace temp table claim_node_next as
      select scope, node, min(label) as label from (
        select scope, node, label from claim_node
        union all
        select e.scope, e.there, n.label from claim_node n join claim_edge e on e.scope = n.scope and e.here = n.node
      ) step group by scope, node`)
    const found = await engine.one<{ n: number }>(sql`
      select count(*) as n from claim_node_next x left join claim_node n
        on n.scope = x.scope and n.node = x.node and n.label = x.label where n.node is null`)
    await engine.run(raw('create or replace temp table claim_node as select * from claim_node_next'))
    moved = found?.n ?? 0
  }
  await engine.run(
    raw(`
    create or replace temp table chain_of as
    select scope, node as claim_id, label as chain from claim_node
    union all
    select c.scope, c.claim_id, c.chain from chain_of c
    where not exists (select 1 from claim_node n where n.scope = c.scope and n.node = c.claim_id)`),
  )
}
