import type { Migration } from './index.ts'

/**
 * Statements of patients that a practice is theirs. They hold what was typed, so that staff can mend it: open to the
 * practice's own organization and the operator, and to nobody who only counts or pays.
 */
const PARTY = `current_setting('wholepanel.party', true)`
const isOwn = `${PARTY} = 'organization:' || organization_id`
const TABLES = ['attestation_code', 'attestation_statement']

export const attestation: Migration = {
  version: 7,
  name: 'attestation',
  statements: [
    `create table wholepanel.attestation_code (
       attestation_code text primary key check (attestation_code ~ '^[a-z0-9][a-z0-9-]{3,39}$'),
       practice_id text,
       organization_id text,
       label text not null,
       made_at timestamptz not null,
       made_by text not null,
       withdrawn_at timestamptz,
       withdrawn_by text,
       check ((practice_id is null) = (organization_id is null)))`,
    `create table wholepanel.attestation_statement (
       statement text primary key,
       receipt_hash text not null unique,
       attestation_code text references wholepanel.attestation_code,
       method text not null check (method in ('paper', 'portal')),
       form_number text,
       received_at timestamptz not null,
       received_by text not null,
       practice_id text not null,
       organization_id text not null,
       clinician text,
       first_name text not null,
       last_name text not null,
       birth_date date not null,
       member_number text,
       zip_code text,
       phone_last_four text,
       stated_by text not null check (stated_by in ('self', 'parent', 'guardian', 'representative')),
       proxy_name text,
       consent_words text not null,
       attested_on date not null,
       withdrawn_on date check (withdrawn_on >= attested_on),
       withdrawn_at timestamptz,
       withdrawn_by text,
       state text not null default 'waiting' check (state in ('waiting', 'matched', 'ambiguous', 'not-matched')),
       because text,
       beside text check (beside in ('repeated', 'replaces', 'replaced', 'same-day')),
       payer text,
       plan text,
       line_of_business text,
       member_id text,
       npi text,
       checked_at timestamptz,
       mended_at timestamptz,
       mended_by text,
       check (stated_by = 'self' or proxy_name is not null),
       check ((withdrawn_on is null) = (withdrawn_at is null)),
       check ((state = 'matched') = (payer is not null and member_id is not null)))`,
    `create index on wholepanel.attestation_statement (practice_id)`,
    `create index on wholepanel.attestation_statement (attestation_code, received_at)`,
    `create unique index on wholepanel.attestation_statement (practice_id, form_number) where method = 'paper'`,
    ...TABLES.flatMap((table) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert, update, delete on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
      `grant select on wholepanel.${table} to wholepanel_reader`,
    ]),
    `create policy reader on wholepanel.attestation_code for select to wholepanel_reader
       using (${PARTY} in ('operator', 'convener') or ${isOwn})`,
    `create policy reader on wholepanel.attestation_statement for select to wholepanel_reader
       using (${PARTY} = 'operator' or ${isOwn})`,
  ],
}
