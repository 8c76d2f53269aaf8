import type { Migration } from './index.ts'

/**
 * Who may sign in, as whom, and how they prove it. Secrets and sessions are the engine's alone; a party reads its own
 * people and, where it oversees, everybody's.
 */
const PARTY = `current_setting('wholepanel.party', true)`
const isOperator = `${PARTY} = 'operator'`
/** Whose people they are; who only happens to share a key is another party. */
const isOwn = `(
     (role in ('payer', 'purchaser', 'coach') and ${PARTY} = role || ':' || participant)
  or (role in ('practice', 'provider-organization') and ${PARTY} = 'organization:' || participant)
  or role = ${PARTY})`
const ROLES = `'practice', 'provider-organization', 'payer', 'convener', 'purchaser', 'state', 'coach', 'public', 'operator'`
const PURPOSES = `'treatment', 'payment', 'convening', 'oversight', 'public'`

const SECRET = ['credential', 'identity_link', 'invitation', 'session', 'api_token', 'used_once']
const TABLES = ['participant', 'account', 'access_grant', 'coaching', 'api_client', 'break_glass', ...SECRET]

export const people: Migration = {
  version: 4,
  name: 'people',
  statements: [
    // Its people are accounts with access grants now.
    `drop table wholepanel.demonstration_person`,
    `create table wholepanel.participant (
       participant text primary key check (participant ~ '^[a-z0-9][a-z0-9-]*$'),
       participant_name text not null,
       kind text not null check (kind in ('payer', 'provider-organization', 'convener', 'purchaser', 'state', 'coach')),
       registered_at timestamptz not null)`,
    `create table wholepanel.account (
       account text primary key check (account ~ '^[a-z0-9][a-z0-9-]*$'),
       name text not null,
       email text,
       status text not null default 'active' check (status in ('active', 'suspended', 'ended')),
       status_set_by text check (status_set_by in ('operator', 'administrator')),
       about text,
       created_at timestamptz not null,
       created_by text not null,
       failures integer not null default 0,
       locked_until timestamptz)`,
    `create unique index on wholepanel.account (lower(email))`,
    `create table wholepanel.access_grant (
       access_grant bigint generated always as identity primary key,
       account text not null references wholepanel.account,
       role text not null check (role in (${ROLES})),
       purpose text not null check (purpose in (${PURPOSES})),
       participant text references wholepanel.participant,
       practice_ids text[] not null default '{}',
       administers boolean not null default false,
       agreement text references wholepanel.agreement,
       start_date date not null,
       end_date date check (end_date >= start_date),
       delegated_from bigint references wholepanel.access_grant,
       granted_at timestamptz not null,
       granted_by text not null,
       ended_at timestamptz,
       ended_by text,
       check (participant is not null or role in ('operator', 'public')))`,
    `create index on wholepanel.access_grant (account)`,
    // A practice's own organization lets a coach in, and shuts the door again.
    `create table wholepanel.coaching (
       coaching bigint generated always as identity primary key,
       participant text not null references wholepanel.participant,
       practice_id text not null,
       organization_id text not null,
       start_date date not null,
       end_date date check (end_date >= start_date),
       consented_at timestamptz not null,
       consented_by text not null,
       ended_at timestamptz,
       ended_by text)`,
    `create table wholepanel.credential (
       credential bigint generated always as identity primary key,
       account text not null references wholepanel.account on delete cascade,
       kind text not null check (kind in ('password', 'totp', 'passkey', 'recovery-code')),
       external_id text unique,
       secret text not null,
       label text not null,
       counter bigint not null default 0,
       created_at timestamptz not null,
       last_used_at timestamptz)`,
    `create unique index on wholepanel.credential (account, kind) where kind in ('password', 'totp')`,
    `create table wholepanel.identity_link (
       issuer text not null,
       subject text not null,
       account text not null references wholepanel.account on delete cascade,
       linked_at timestamptz not null,
       primary key (issuer, subject))`,
    `create table wholepanel.invitation (
       token_hash text primary key,
       account text not null references wholepanel.account on delete cascade,
       invited_by text not null,
       invited_at timestamptz not null,
       expires_at timestamptz not null,
       used_at timestamptz)`,
    `create table wholepanel.session (
       session_hash text primary key,
       account text not null references wholepanel.account on delete cascade,
       access_grant bigint not null references wholepanel.access_grant,
       method text not null,
       started_at timestamptz not null,
       seen_at timestamptz not null,
       ends_at timestamptz not null,
       ended_at timestamptz,
       ended_because text)`,
    `create index on wholepanel.session (account) where ended_at is null`,
    `create table wholepanel.api_client (
       client_id text primary key,
       client_name text not null,
       role text not null check (role in (${ROLES})),
       purpose text not null check (purpose in (${PURPOSES})),
       participant text references wholepanel.participant,
       practice_ids text[] not null default '{}',
       scopes text[] not null,
       jwks text,
       jwks_url text,
       status text not null default 'active' check (status in ('active', 'suspended', 'ended')),
       registered_at timestamptz not null,
       registered_by text not null,
       check (jwks is not null or jwks_url is not null))`,
    `create table wholepanel.api_token (
       token_hash text primary key,
       client_id text not null references wholepanel.api_client on delete cascade,
       scopes text[] not null,
       issued_at timestamptz not null,
       expires_at timestamptz not null,
       ended_at timestamptz)`,
    `create table wholepanel.used_once (
       kind text not null,
       value_hash text not null,
       expires_at timestamptz not null,
       primary key (kind, value_hash))`,
    `create table wholepanel.break_glass (
       break_glass bigint generated always as identity primary key,
       account text not null references wholepanel.account,
       access_grant bigint not null references wholepanel.access_grant,
       reason text not null check (length(trim(reason)) >= 10),
       practice_id text not null,
       organization_id text not null,
       started_at timestamptz not null,
       ends_at timestamptz not null check (ends_at > started_at),
       reviewed_at timestamptz,
       reviewed_by text,
       review text)`,
    ...TABLES.flatMap((table) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert, update, delete on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
    ]),
    `grant select on wholepanel.participant, wholepanel.account, wholepanel.access_grant, wholepanel.coaching,
       wholepanel.api_client, wholepanel.break_glass to wholepanel_reader`,
    // Who takes part is no secret among participants; who works for one is its own.
    `create policy reader on wholepanel.participant for select to wholepanel_reader using (${PARTY} <> 'public')`,
    `create policy reader on wholepanel.access_grant for select to wholepanel_reader using (${isOperator} or ${isOwn})`,
    `create policy reader on wholepanel.coaching for select to wholepanel_reader
       using (${isOperator} or ${PARTY} in ('coach:' || participant, 'organization:' || organization_id))`,
    `create policy reader on wholepanel.api_client for select to wholepanel_reader using (${isOperator} or ${isOwn})`,
    `create policy reader on wholepanel.account for select to wholepanel_reader
       using (${isOperator} or exists (select 1 from wholepanel.access_grant g where g.account = account.account))`,
    `create policy reader on wholepanel.break_glass for select to wholepanel_reader
       using (${isOperator} or ${PARTY} = 'organization:' || organization_id
         or exists (select 1 from wholepanel.access_grant g where g.access_grant = break_glass.access_grant))`,
  ],
}
