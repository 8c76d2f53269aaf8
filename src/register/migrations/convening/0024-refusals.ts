import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
/** Whoever wrote it; what the convener wrote itself also the operator, who can let it go. What nobody signed is nobody's own. */
const isOwn = `(party = ${PARTY} and party <> 'public') or (party = 'convener' and ${PARTY} = 'operator')`
/** Words of coaching and of votes are the author's alone, until the author asks about them. */
const isAsked = `exists (select 1 from wholepanel.refusal_answer a where a.refusal = refusal.refusal)`

const WHO_READS: Readonly<Record<string, string>> = {
  refusal: `${isOwn} or (${PARTY} = 'convener' and (not confidential or ${isAsked}))`,
  refusal_answer: `${isOwn} or ${PARTY} = 'convener'`,
}

/** Words of forms that the check refused, and what became of them when their author asked. Nothing of it is changed. */
export const refusals: Migration = {
  version: 24,
  name: 'refusals',
  statements: [
    // Its key counts nothing: how many words were refused is told to nobody.
    `create table wholepanel.refusal (
       refusal text primary key check (refusal ~ '^refusal-[0-9a-f]{32}$'),
       route text not null check (length(route) between 1 and 200),
       address text not null check (address ~ '^/' and length(address) <= 500),
       texts jsonb not null check (jsonb_typeof(texts) = 'array'),
       confidential boolean not null,
       party text not null,
       at timestamptz not null,
       by text)`,
    `create index on wholepanel.refusal (by, at)`,
    `create table wholepanel.refusal_answer (
       refusal text not null references wholepanel.refusal,
       what text not null check (what in ('asked', 'released', 'upheld', 'passed')),
       because text check (length(because) between 1 and 2000),
       party text not null,
       at timestamptz not null,
       by text not null,
       primary key (refusal, what),
       check ((what in ('released', 'upheld')) = (because is not null)))`,
    // Two stewards who answer at once do not both.
    `create unique index on wholepanel.refusal_answer (refusal) where what in ('released', 'upheld')`,
    ...Object.entries(WHO_READS).flatMap(([table, reads]) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
      `grant select on wholepanel.${table} to wholepanel_reader`,
      `create policy reader on wholepanel.${table} for select to wholepanel_reader using (${reads})`,
    ]),
  ],
}
