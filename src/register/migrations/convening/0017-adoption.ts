import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const known = `coalesce(${PARTY}, '') not in ('', 'public')`

/** What payers adopt of what was published, said before a measurement year and after it; and the plan of an initiative. */
export const adoption: Migration = {
  version: 17,
  name: 'adoption',
  statements: [
    `create table wholepanel.adoption_call (
       recommendation text not null references wholepanel.recommendation_publication,
       year integer not null check (year between 2000 and 2999),
       intent_by date not null,
       actual_by date not null check (actual_by > intent_by),
       recorded_at timestamptz not null,
       recorded_by text not null,
       primary key (recommendation, year))`,
    `create table wholepanel.adoption (
       adoption bigint generated always as identity primary key,
       recommendation text not null,
       year integer not null,
       payer text not null references wholepanel.payer,
       element text not null check (length(element) between 1 and 100),
       stage text not null check (stage in ('intent', 'actual')),
       degree text not null check (degree in ('full', 'partial', 'none')),
       because text check (length(because) between 1 and 2000),
       stated_at timestamptz not null,
       stated_by text not null,
       check (degree = 'full' or because is not null),
       foreign key (recommendation, year) references wholepanel.adoption_call)`,
    `create index on wholepanel.adoption (recommendation, year, payer)`,
    `create table wholepanel.plan_step (
       plan_step bigint generated always as identity primary key,
       initiative text not null references wholepanel.initiative,
       title text not null check (length(title) between 1 and 300),
       owner text not null check (length(owner) between 1 and 200),
       resources text check (length(resources) between 1 and 1000),
       due_date date not null,
       goal bigint references wholepanel.shared_goal,
       alignment_action bigint references wholepanel.alignment_action,
       recommendation text references wholepanel.recommendation,
       done_on date,
       dropped_on date,
       because text,
       recorded_at timestamptz not null,
       recorded_by text not null,
       check (done_on is null or dropped_on is null),
       check ((dropped_on is null) = (because is null)))`,
    ...['adoption_call', 'adoption', 'plan_step'].flatMap((table) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
      `grant select on wholepanel.${table} to wholepanel_reader`,
    ]),
    `grant update (intent_by, actual_by) on wholepanel.adoption_call to wholepanel_engine`,
    `grant update (owner, resources, due_date, done_on, dropped_on, because) on wholepanel.plan_step to wholepanel_engine`,
    // What payers adopt is told to everybody in one place; the plan to those who take part.
    `create policy reader on wholepanel.adoption_call for select to wholepanel_reader using (true)`,
    `create policy reader on wholepanel.adoption for select to wholepanel_reader using (true)`,
    `create policy reader on wholepanel.plan_step for select to wholepanel_reader using (${known})`,
  ],
}
