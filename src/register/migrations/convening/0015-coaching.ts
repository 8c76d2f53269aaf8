import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const isOrganization = `${PARTY} = 'organization:' || organization_id`
const isCoach = `${PARTY} = 'coach:' || participant`
/** The coach's organization, for as long as the practice's lets it in. On which day it does is asked in `disclosure/`. */
const isLetIn = (table: string) => `(${isCoach} and exists (
  select 1 from wholepanel.coaching c
  where c.practice_id = ${table}.practice_id and c.participant = ${table}.participant and c.ended_at is null))`

const WHO_READS: Readonly<Record<string, string>> = {
  // That a practice asks is known to every coaching organization until one takes it up, and then to that one.
  coaching_request: `${isOrganization} or (participant is null and ${PARTY} like 'coach:%') or ${isCoach}`,
  coaching_task: `${isOrganization} or ${isLetIn('coaching_task')}`,
  coaching_visit: `${isOrganization} or ${isLetIn('coaching_visit')}`,
  coaching_note: `(${isOrganization} and (shared or side = 'practice')) or (${isLetIn('coaching_note')} and (shared or side = 'coach'))`,
}

const OF_PRACTICE = 'practice_id text not null, organization_id text not null'
const RECORDED = 'recorded_at timestamptz not null, recorded_by text not null'

/** What a practice asks coaches for, and what practice and coach agree on, do and write down. No payer reads any of it. */
export const coaching: Migration = {
  version: 15,
  name: 'coaching',
  statements: [
    `create table wholepanel.coaching_request (
       coaching_request bigint generated always as identity primary key,
       ${OF_PRACTICE},
       asks text not null check (length(asks) between 1 and 2000),
       asked_at timestamptz not null,
       asked_by text not null,
       participant text references wholepanel.participant,
       taken_up_at timestamptz,
       taken_up_by text,
       closed_at timestamptz,
       closed_by text,
       result text check (result in ('helped', 'partly', 'not-helped', 'withdrawn')),
       because text check (length(because) between 1 and 2000),
       check ((participant is null) = (taken_up_at is null)),
       check ((closed_at is null) = (result is null)),
       check (taken_up_at is not null or closed_at is null or result = 'withdrawn'))`,
    // One at a time: who asks for more says so in the plan, or asks again when it is closed.
    `create unique index on wholepanel.coaching_request (practice_id) where closed_at is null`,
    `create table wholepanel.coaching_task (
       coaching_task bigint generated always as identity primary key,
       ${OF_PRACTICE},
       participant text not null references wholepanel.participant,
       says text not null check (length(says) between 1 and 500),
       measure text,
       element text,
       whose text not null check (whose in ('practice', 'coach')),
       who text not null check (length(who) between 1 and 200),
       due_on date not null,
       done_on date,
       dropped_on date,
       because text check (length(because) between 1 and 500),
       ${RECORDED},
       check (measure is null or element is null),
       check (done_on is null or dropped_on is null),
       check ((dropped_on is null) = (because is null)))`,
    `create table wholepanel.coaching_visit (
       coaching_visit bigint generated always as identity primary key,
       ${OF_PRACTICE},
       participant text not null references wholepanel.participant,
       visit_on date not null,
       kind text not null check (kind in ('in-person', 'video', 'phone')),
       who text not null check (length(who) between 1 and 500),
       agreed text check (length(agreed) between 1 and 4000),
       called_off_on date,
       because text check (length(because) between 1 and 500),
       ${RECORDED},
       check ((called_off_on is null) = (because is null)),
       check (agreed is null or called_off_on is null))`,
    `create table wholepanel.coaching_note (
       coaching_note bigint generated always as identity primary key,
       ${OF_PRACTICE},
       participant text not null references wholepanel.participant,
       side text not null check (side in ('practice', 'coach')),
       shared boolean not null,
       note text not null check (length(note) between 1 and 4000),
       written_at timestamptz not null,
       written_by text not null)`,
    ...Object.entries(WHO_READS).flatMap(([table, reads]) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert${table === 'coaching_note' ? '' : ', update'} on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
      `grant select on wholepanel.${table} to wholepanel_reader`,
      `create policy reader on wholepanel.${table} for select to wholepanel_reader using (${reads})`,
    ]),
  ],
}
