import type { Migration } from './index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const isPayer = `('payer:' || payer) = ${PARTY}`
const isOverseer = `${PARTY} in ('convener', 'state', 'operator')`
const TABLES = ['profile_answer', 'alignment_action']

/**
 * What a payer says of its own arrangements, element by element and from a day on: it writes its own, and everybody who
 * takes part reads all of them. And what was agreed that a payer changes: the convener writes it, the payer reads its own.
 */
export const alignment: Migration = {
  version: 10,
  name: 'alignment',
  statements: [
    `create table wholepanel.profile_answer (
       payer text not null references wholepanel.payer,
       element text not null check (element ~ '^[a-z0-9A-Z][a-z0-9A-Z_-]*$'),
       from_date date not null,
       answer text check (length(answer) <= 10000),
       stated_at timestamptz not null,
       stated_by text not null,
       primary key (payer, element, from_date))`,
    `create table wholepanel.alignment_action (
       action bigint generated always as identity primary key,
       payer text not null references wholepanel.payer,
       element text not null check (element ~ '^[a-z0-9A-Z][a-z0-9A-Z_-]*$'),
       target text not null check (length(target) <= 10000),
       says text not null,
       owner text not null,
       due_date date not null,
       recorded_at timestamptz not null,
       recorded_by text not null,
       ended_on date,
       because text,
       check ((ended_on is null) = (because is null)))`,
    ...TABLES.flatMap((table) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert, update, delete on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
    ]),
    // What was said from a day on may be mended and is not taken away: who no longer says it, says so from a later day.
    `grant select, insert, update on wholepanel.profile_answer to wholepanel_reader`,
    `create policy reader on wholepanel.profile_answer for select to wholepanel_reader
       using (coalesce(${PARTY}, '') not in ('', 'public'))`,
    `create policy states on wholepanel.profile_answer for insert to wholepanel_reader
       with check (${isPayer} or ${PARTY} = 'operator')`,
    `create policy mends on wholepanel.profile_answer for update to wholepanel_reader
       using (${isPayer} or ${PARTY} = 'operator') with check (${isPayer} or ${PARTY} = 'operator')`,
    `grant select, insert, update (owner, due_date, ended_on, because) on wholepanel.alignment_action to wholepanel_reader`,
    `create policy reader on wholepanel.alignment_action for select to wholepanel_reader
       using (${isPayer} or ${isOverseer})`,
    `create policy agrees on wholepanel.alignment_action for insert to wholepanel_reader
       with check (${PARTY} in ('convener', 'operator') and ended_on is null)`,
    `create policy keeps on wholepanel.alignment_action for update to wholepanel_reader
       using (${PARTY} in ('convener', 'operator')) with check (${PARTY} in ('convener', 'operator'))`,
  ],
}
