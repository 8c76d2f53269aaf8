import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const known = `coalesce(${PARTY}, '') not in ('', 'public')`
const convenes = `${PARTY} in ('convener', 'operator')`
const isOrganization = `${PARTY} = 'organization:' || organization_id`

const WHO_READS: Readonly<Record<string, string>> = {
  recruitment: known,
  recruitment_criteria: known,
  // A practice hears of it when it is invited; a payer never, but for what is handed over to it.
  recruited_practice: `${convenes} or (${isOrganization} and invited_on is not null)`,
  readiness_answer: `${convenes} or ${isOrganization}`,
  handover: `${convenes} or ${isOrganization} or ${PARTY} = 'payer:' || payer`,
}
const STANDS = ['recruitment_criteria']

const OF_PRACTICE = `
  recruitment text not null references wholepanel.recruitment, practice_id text not null, organization_id text not null`
const RECORDED = 'recorded_at timestamptz not null, recorded_by text not null'

/** Which shared practices meet what was agreed, which were invited and how they answered, and what each payer was handed. */
export const recruitment: Migration = {
  version: 16,
  name: 'recruitment',
  statements: [
    `create table wholepanel.recruitment (
       recruitment text primary key check (recruitment ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
       initiative text not null references wholepanel.initiative,
       title text not null,
       about text not null check (length(about) between 1 and 4000),
       ended_on date,
       because text,
       ${RECORDED},
       check ((ended_on is null) = (because is null)))`,
    `create table wholepanel.recruitment_criteria (
       recruitment text not null references wholepanel.recruitment,
       version integer not null check (version > 0),
       least_share text not null,
       least_people integer not null check (least_people > 0),
       most_people integer check (most_people > least_people),
       least_payers integer not null check (least_payers > 0),
       ready text[] not null,
       payers text[] not null check (cardinality(payers) > 0),
       period text not null,
       agreed_on date not null,
       ${RECORDED},
       primary key (recruitment, version))`,
    `create table wholepanel.recruited_practice (
       ${OF_PRACTICE},
       version integer not null,
       share_class text not null,
       size_class text not null,
       state text not null check (state in ('found', 'passed-over', 'invited', 'not-now', 'interested', 'declined', 'withdrawn', 'handed-over')),
       because text check (length(because) between 1 and 500),
       found_on date not null,
       invited_on date,
       answered_on date,
       answered_by text,
       handed_over_on date,
       primary key (recruitment, practice_id),
       foreign key (recruitment, version) references wholepanel.recruitment_criteria)`,
    `create table wholepanel.readiness_answer (
       ${OF_PRACTICE},
       question text not null check (question ~ '^[a-z0-9][a-z0-9-]*$'),
       answer text not null check (answer in ('yes', 'partly', 'no')),
       answered_at timestamptz not null,
       answered_by text not null,
       primary key (recruitment, practice_id, question))`,
    `create table wholepanel.handover (
       ${OF_PRACTICE},
       payer text not null references wholepanel.payer,
       told_on date not null,
       taken_up_on date check (taken_up_on >= told_on),
       signed_on date check (signed_on >= taken_up_on),
       ended_on date,
       because text check (length(because) between 1 and 500),
       primary key (recruitment, practice_id, payer),
       check ((ended_on is null) = (because is null)))`,
    ...Object.entries(WHO_READS).flatMap(([table, reads]) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert${STANDS.includes(table) ? '' : ', update'} on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
      `grant select on wholepanel.${table} to wholepanel_reader`,
      `create policy reader on wholepanel.${table} for select to wholepanel_reader using (${reads})`,
    ]),
  ],
}
