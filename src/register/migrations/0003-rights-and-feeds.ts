import type { Migration } from './index.ts'

/**
 * By what right data is here, what is expected and when, what was let pass, and what was destroyed. A run says which
 * submissions it read and of which day.
 */
const PARTY = `current_setting('wholepanel.party', true)`
const isPayer = `('payer:' || payer) = ${PARTY}`
const isOverseer = `${PARTY} in ('convener', 'state', 'operator')`
const TABLES = ['agreement', 'group_opt_in', 'feed', 'threshold', 'waiver', 'submission_use', 'tombstone']

export const rightsAndFeeds: Migration = {
  version: 3,
  name: 'rights-and-feeds',
  statements: [
    `create table wholepanel.agreement (
       agreement text primary key check (agreement ~ '^[a-z0-9][a-z0-9-]*$'),
       payer text not null references wholepanel.payer,
       title text not null,
       parties text[] not null,
       purposes text[] not null,
       lines_of_business text[] not null default '{}',
       start_date date not null,
       end_date date,
       withdrawn_on date,
       on_end text not null check (on_end in ('return', 'destroy', 'return-or-destroy', 'keep')),
       document text not null,
       recorded_at timestamptz not null,
       recorded_by text not null,
       check (end_date is null or end_date >= start_date))`,
    `create table wholepanel.group_opt_in (
       payer text not null references wholepanel.payer,
       group_id text not null,
       start_date date not null,
       end_date date,
       document text not null,
       recorded_at timestamptz not null,
       primary key (payer, group_id, start_date))`,
    `create table wholepanel.feed (
       payer text not null references wholepanel.payer,
       feed text not null check (feed ~ '^[a-z0-9][a-z0-9-]*$'),
       about text not null,
       tables text[] not null,
       cadence text not null check (cadence in ('weekly', 'monthly', 'quarterly', 'yearly')),
       first_period_end date not null,
       last_period_end date,
       due_days integer not null check (due_days >= 0),
       resubmit_days integer not null check (resubmit_days >= 0),
       recorded_at timestamptz not null,
       primary key (payer, feed))`,
    `create table wholepanel.threshold (
       threshold text primary key,
       payer text references wholepanel.payer,
       rule text not null,
       most_share numeric not null check (most_share between 0 and 1),
       start_date date not null,
       end_date date,
       source text not null)`,
    `create table wholepanel.waiver (
       waiver bigint generated always as identity primary key,
       payer text not null references wholepanel.payer,
       feed text,
       rule text,
       reason text not null,
       start_date date not null,
       end_date date not null,
       asked_at timestamptz not null,
       asked_by text not null,
       decision text not null default 'asked' check (decision in ('asked', 'granted', 'refused', 'ended')),
       decided_at timestamptz,
       decided_by text,
       because text,
       check (end_date >= start_date and (feed is not null or rule is not null)))`,
    `create table wholepanel.submission_use (
       submission_id text not null references wholepanel.submission on delete cascade,
       purpose text not null,
       grade text not null check (grade in ('fit', 'fit-with-care', 'not-yet', 'not-in-it')),
       because text not null,
       primary key (submission_id, purpose))`,
    `create table wholepanel.tombstone (
       tombstone bigint generated always as identity primary key,
       kind text not null check (kind in ('submission', 'person', 'payer')),
       payer text not null,
       submission_id text,
       file_id text,
       what text not null,
       records bigint not null,
       bytes bigint not null,
       sha256 text not null,
       authority text not null,
       purged_at timestamptz not null,
       purged_by text not null)`,
    `alter table wholepanel.submission add column mends text`,
    `alter table wholepanel.submission add column score text`,
    `alter table wholepanel.finding add column example text`,
    `alter table wholepanel.finding add column observed text`,
    `alter table wholepanel.run add column as_of date`,
    `alter table wholepanel.run add column submissions text[] not null default '{}'`,
    `alter table wholepanel.run add column built_on text`,
    ...TABLES.flatMap((table) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert, update, delete on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
      `grant select on wholepanel.${table} to wholepanel_reader`,
    ]),
    // An agreement, an expected feed and a waiver are between a sender and the convener; no other payer sees them.
    ...['agreement', 'group_opt_in', 'feed', 'waiver', 'tombstone'].map(
      (table) => `create policy reader on wholepanel.${table} for select to wholepanel_reader
         using (${isPayer} or ${isOverseer})`,
    ),
    // A payer asks for a waiver for itself, undecided; the convener decides, and may change nothing else of it.
    `grant insert, update (decision, decided_at, decided_by, because) on wholepanel.waiver to wholepanel_reader`,
    `create policy asks on wholepanel.waiver for insert to wholepanel_reader
       with check ((${isPayer} or ${PARTY} = 'operator') and decision = 'asked' and decided_at is null)`,
    `create policy decides on wholepanel.waiver for update to wholepanel_reader
       using (${PARTY} in ('convener', 'operator') and decision in ('asked', 'granted'))
       with check (${PARTY} in ('convener', 'operator') and decision in ('granted', 'refused', 'ended')
                   and decided_at is not null and because is not null)`,
    `create policy reader on wholepanel.threshold for select to wholepanel_reader
       using (payer is null or ${isPayer} or ${isOverseer})`,
    `create policy reader on wholepanel.submission_use for select to wholepanel_reader
       using (exists (select 1 from wholepanel.submission s where s.submission_id = submission_use.submission_id))`,
  ],
}
