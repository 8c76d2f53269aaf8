import type { Migration } from './index.ts'

const OUTCOMES = `
  received bigint not null, accepted bigint not null, warned bigint not null, quarantined bigint not null,
  superseded bigint not null, duplicate bigint not null, control bigint not null,
  check (received = accepted + warned + quarantined + superseded + duplicate + control)`

/** The tables of the register. Amounts are text: the digits a contract writes, never rounded by the store. */
export const core: Migration = {
  version: 1,
  name: 'core',
  statements: [
    `create table wholepanel.payer (
       payer text primary key check (payer ~ '^[a-z0-9][a-z0-9-]*$'),
       payer_name text not null,
       kind text not null check (kind in ('payer', 'practice', 'convener')),
       line_of_business text,
       names_in_files text[] not null default '{}',
       registered_at timestamptz not null)`,
    `create table wholepanel.organization (
       organization_id text primary key,
       organization_name text not null,
       parent_organization_id text)`,
    `create table wholepanel.practice (
       practice_id text primary key,
       practice_name text not null,
       organization_id text not null)`,
    `create table wholepanel.demonstration_person (
       person text primary key,
       name text not null,
       role text not null,
       purpose text not null,
       organization_id text,
       organization_name text,
       practice_ids text[] not null default '{}',
       about text not null,
       place integer not null)`,
    `create table wholepanel.arrangement (
       arrangement text primary key,
       payer text not null references wholepanel.payer,
       organization_id text not null,
       model text not null,
       track text not null,
       start_date date not null,
       end_date date check (end_date >= start_date),
       unique (arrangement, payer, organization_id))`,
    // The two parties stand on each amount, so that its policy needs no other table.
    `create table wholepanel.arrangement_amount (
       arrangement text not null,
       payer text not null,
       organization_id text not null,
       parameter text not null,
       value text not null,
       unit text not null,
       kind text not null check (kind in ('own', 'recommended', 'structure')),
       source text not null,
       primary key (arrangement, parameter),
       foreign key (arrangement, payer, organization_id)
         references wholepanel.arrangement (arrangement, payer, organization_id) on delete cascade)`,
    `create table wholepanel.submission (
       submission_id text primary key,
       payer text not null references wholepanel.payer,
       layout text not null,
       status text not null check (status in ('accepted', 'refused', 'duplicate')),
       received_at timestamptz not null,
       content_hash text not null,
       newest_service_date date,
       because text,
       ${OUTCOMES})`,
    `create table wholepanel.submission_file (
       submission_id text not null references wholepanel.submission on delete cascade,
       file_id text not null,
       file_name text not null,
       layout_file text not null,
       data_source text not null,
       sha256 text not null,
       bytes bigint not null,
       primary key (submission_id, file_id),
       ${OUTCOMES})`,
    `create index on wholepanel.submission_file (file_id)`,
    `create table wholepanel.finding (
       submission_id text not null references wholepanel.submission on delete cascade,
       file_id text not null,
       rule text not null,
       severity text not null check (severity in ('refused', 'quarantined', 'warned', 'note')),
       "column" text not null,
       records bigint not null,
       expected text not null,
       fix text not null,
       first_record bigint,
       primary key (submission_id, file_id, rule, "column"))`,
    `create table wholepanel.run (
       run_id text primary key,
       period text not null,
       status text not null check (status in ('pending', 'finished', 'failed')),
       inputs_hash text not null,
       version text not null,
       started_at timestamptz not null,
       finished_at timestamptz,
       steps jsonb not null default '[]',
       because text)`,
    `create table wholepanel.release (
       release_id bigint generated always as identity primary key,
       viewer text not null,
       role text not null,
       organization_id text,
       purpose text not null,
       path text not null,
       policy text not null,
       withheld text[] not null default '{}',
       released_at timestamptz not null)`,
    `create table wholepanel.operator_token (
       token_hash text primary key,
       made_at timestamptz not null,
       used_at timestamptz)`,
  ],
}
