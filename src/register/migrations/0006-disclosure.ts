import type { Migration } from './index.ts'

/**
 * What disclosure must remember: which counts were withheld, which figures were shown and what was behind them, whose
 * records a release was about, and what was published. The engine's alone, but for what was published.
 */
const TABLES = ['withheld_cell', 'shown_figure', 'standard_price', 'people_set', 'release_people', 'publication']

export const disclosure: Migration = {
  version: 6,
  name: 'disclosure',
  statements: [
    `create table wholepanel.withheld_cell (
       smallest_cell integer not null,
       cell text not null,
       policy text not null,
       first_run text not null,
       primary key (smallest_cell, cell))`,
    `create table wholepanel.shown_figure (
       kind text not null check (kind in ('practice-cost', 'overseer-cost', 'region-cost', 'payer-rate')),
       subject text not null,
       period text not null,
       run_id text not null,
       as_of timestamptz not null,
       place bigint generated always as identity,
       policy text not null,
       shown jsonb not null,
       behind jsonb not null,
       primary key (kind, subject, period, run_id))`,
    `create table wholepanel.standard_price (
       period text not null,
       category text not null,
       price_usd numeric(18,2) not null,
       run_id text not null,
       primary key (period, category))`,
    `create table wholepanel.people_set (
       people_set text primary key,
       person_ids text[] not null)`,
    `create index on wholepanel.people_set using gin (person_ids)`,
    `create table wholepanel.release_people (
       release_id bigint not null references wholepanel.release on delete cascade,
       dataset text not null,
       people_set text not null references wholepanel.people_set,
       primary key (release_id, dataset, people_set))`,
    `create index on wholepanel.release_people (people_set)`,
    `create table wholepanel.publication (
       publication bigint generated always as identity primary key,
       period text not null,
       run_id text not null,
       policy text not null,
       figures jsonb not null,
       published_at timestamptz not null,
       published_by text not null,
       withdrawn_at timestamptz,
       withdrawn_by text,
       because text)`,
    `create unique index on wholepanel.publication (period) where withdrawn_at is null`,
    ...TABLES.flatMap((table) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert, update, delete on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
    ]),
    `grant select on wholepanel.publication to wholepanel_reader`,
    `create policy reader on wholepanel.publication for select to wholepanel_reader using (true)`,
  ],
}
