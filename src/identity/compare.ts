import type { Engine } from '../lake/engine.ts'
import { type Sql, sql } from '../lake/sql.ts'

/** How well members were joined, counted in pairs of members that belong or were put together. */
export type LinkageQuality = {
  members: number
  /** Pairs that are one person and were joined. */
  joined: number
  /** Pairs that were joined and are two people. */
  false_joins: number
  /** Pairs that are one person and were not joined. */
  missed: number
  /** Share of the joined pairs that are one person; null when nothing was joined. */
  precision: string | null
  /** Share of the pairs of one person that were joined. */
  recall: string | null
}

/**
 * Compares `person_member` with a truth: a relation of (person, payer, member_id). Not compared are members the truth does
 * not know, and numbers under which it knows two people, for which no answer is right.
 */
export async function compareLinkage(engine: Engine, truth: Sql): Promise<LinkageQuality> {
  const found = await engine.one<Omit<LinkageQuality, 'precision' | 'recall'>>(sql`
    with member as (
      select m.person_id, t.person
      from person_member m
      join (
        select payer, member_id, min(person) as person from (${truth}) known
        group by payer, member_id having min(person) = max(person)
      ) t on t.payer = m.payer and t.member_id = m.member_id
    ), of_both as (
      select cast(sum(n * (n - 1) / 2) as bigint) as pairs
      from (select count(*) as n from member group by person_id, person) b
    ), of_ours as (
      select cast(sum(n * (n - 1) / 2) as bigint) as pairs from (select count(*) as n from member group by person_id) o
    ), of_truth as (
      select cast(sum(n * (n - 1) / 2) as bigint) as pairs from (select count(*) as n from member group by person) t
    )
    select (select count(*) from member) as members, (select pairs from of_both) as joined,
      (select pairs from of_ours) - (select pairs from of_both) as false_joins,
      (select pairs from of_truth) - (select pairs from of_both) as missed`)
  const { members = 0, joined = 0, false_joins = 0, missed = 0 } = found ?? {}
  return {
    members,
    joined: joined ?? 0,
    false_joins: false_joins ?? 0,
    missed: missed ?? 0,
    precision: share(joined, joined + false_joins),
    recall: share(joined, joined + missed),
  }
}

/** One line for people. */
export const linkageSentence = ({ precision, recall, joined, false_joins, missed }: LinkageQuality): string =>
  `members joined into people, against the truth: precision ${precision ?? '-'}, recall ${recall ?? '-'} ` +
  `(pairs: ${joined} joined, ${false_joins} of two people, ${missed} missed)`

/** Whole counts of pairs, shown to four places; cut, not rounded, so that only a perfect result reads 1. */
function share(part: number, whole: number): string | null {
  if (whole === 0) return null
  const tenThousandths = Math.floor((part * 10_000) / whole)
  return `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`
}
