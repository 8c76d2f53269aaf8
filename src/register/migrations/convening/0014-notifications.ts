import type { Migration } from '../index.ts'

/**
 * What awaits each person, the e-mail and the signed calls that tell of it, and the calendar. What awaits a person, and
 * every address and secret, is the program's own hand's alone: a party is an organization, and these are one person's.
 */
const PARTY = `current_setting('wholepanel.party', true)`
const keepsDates = `${PARTY} in ('convener', 'operator')`
/** The audience that a party is of: practices and provider organizations come in under their organization's key. */
const audience = `case split_part(${PARTY}, ':', 1) when 'organization' then 'provider-organization'
  else split_part(${PARTY}, ':', 1) end`
const AUDIENCES = `'all', 'payer', 'provider-organization', 'purchaser', 'coach', 'state', 'convener'`
const KEBAB = `'^[a-z]+(-[a-z]+)*$'`
const STATES = `'waiting', 'sent', 'failed'`

const PERSONAL = ['notification', 'notification_choice', 'message', 'webhook', 'webhook_delivery']
const TABLES = [...PERSONAL, 'calendar_date', 'calendar_feed', 'calendar_feed_entry']

export const notifications: Migration = {
  version: 14,
  name: 'notifications',
  statements: [
    `create table wholepanel.message (
       message bigint generated always as identity primary key,
       message_id text not null unique check (message_id ~ '^[0-9a-f-]{36}$'),
       account text not null references wholepanel.account,
       kind text not null check (kind in ('notice', 'digest')),
       day date not null,
       state text not null default 'waiting' check (state in (${STATES})),
       attempts integer not null default 0,
       made_at timestamptz not null,
       next_at timestamptz not null,
       sent_at timestamptz,
       last_problem text,
       check ((state = 'sent') = (sent_at is not null)))`,
    // One a day for each person, whichever process makes it.
    `create unique index on wholepanel.message (account, day) where kind = 'digest'`,
    `create index on wholepanel.message (next_at) where state = 'waiting'`,
    `create table wholepanel.notification (
       notification bigint generated always as identity primary key,
       account text not null references wholepanel.account,
       kind text not null check (kind ~ ${KEBAB}),
       about text not null check (about ~ '^[a-z-]+:[A-Za-z0-9._-]{1,200}$'),
       link text not null check (link ~ '^/([A-Za-z0-9._~-][A-Za-z0-9._~/?=&%-]*)?$' and length(link) <= 500),
       mail text not null check (mail in ('at-once', 'daily', 'never')),
       message bigint references wholepanel.message,
       made_at timestamptz not null,
       read_at timestamptz)`,
    // What is unread already is not told again.
    `create unique index on wholepanel.notification (account, kind, about) where read_at is null`,
    `create index on wholepanel.notification (account, notification)`,
    `create index on wholepanel.notification (message)`,
    `create index on wholepanel.notification (account) where mail = 'daily' and message is null and read_at is null`,
    `create table wholepanel.notification_choice (
       account text not null references wholepanel.account,
       kind text not null check (kind ~ ${KEBAB}),
       mail text not null check (mail in ('at-once', 'daily', 'never')),
       primary key (account, kind))`,
    `create table wholepanel.webhook (
       webhook text primary key check (webhook ~ '^webhook-[0-9a-f]{8}$'),
       participant text not null references wholepanel.participant,
       address text not null check (length(address) <= 500),
       secret text not null,
       earlier_secret text,
       earlier_until timestamptz,
       state text not null default 'active' check (state in ('active', 'disabled', 'ended')),
       made_at timestamptz not null,
       made_by text not null,
       failing_since timestamptz,
       changed_at timestamptz,
       changed_by text,
       check ((earlier_secret is null) = (earlier_until is null)))`,
    `create table wholepanel.webhook_delivery (
       delivery text primary key check (delivery ~ '^msg_[0-9a-f]{32}$'),
       webhook text not null references wholepanel.webhook,
       kind text not null check (kind ~ ${KEBAB}),
       about text not null,
       link text not null,
       state text not null default 'waiting' check (state in (${STATES})),
       attempts integer not null default 0,
       made_at timestamptz not null,
       next_at timestamptz not null,
       sent_at timestamptz,
       last_problem text,
       check ((state = 'sent') = (sent_at is not null)))`,
    `create index on wholepanel.webhook_delivery (next_at) where state = 'waiting'`,
    `create index on wholepanel.webhook_delivery (webhook, made_at)`,
    `create table wholepanel.calendar_date (
       calendar_date bigint generated always as identity primary key,
       title text not null check (length(trim(title)) between 1 and 200),
       about text not null check (length(about) <= 2000),
       day date not null,
       end_date date check (end_date >= day),
       source_url text check (source_url ~ '^https?://[^[:space:]]{1,500}$'),
       audience text not null check (audience in (${AUDIENCES})),
       recorded_at timestamptz not null,
       recorded_by text not null,
       changed_at timestamptz,
       changed_by text,
       dropped_at timestamptz)`,
    `create table wholepanel.calendar_feed (
       calendar_feed bigint generated always as identity primary key,
       account text not null references wholepanel.account,
       access_grant bigint not null references wholepanel.access_grant,
       token_hash text not null unique,
       made_at timestamptz not null,
       read_at timestamptz,
       ended_at timestamptz)`,
    `create unique index on wholepanel.calendar_feed (account) where ended_at is null`,
    // What a feed said of each entry the last time, so that a reader is told what changed and what was dropped.
    `create table wholepanel.calendar_feed_entry (
       calendar_feed bigint not null references wholepanel.calendar_feed,
       uid text not null,
       said text not null,
       starts text not null,
       ends text,
       sequence integer not null default 0,
       modified_at timestamptz not null,
       dropped_at timestamptz,
       primary key (calendar_feed, uid))`,
    ...TABLES.flatMap((table) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert, update, delete on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
    ]),
    `grant select, insert, update (title, about, day, end_date, source_url, audience, changed_at, changed_by, dropped_at)
       on wholepanel.calendar_date to wholepanel_reader`,
    `create policy reader on wholepanel.calendar_date for select to wholepanel_reader
       using (${keepsDates} or (coalesce(${PARTY}, '') not in ('', 'public') and audience in ('all', ${audience})))`,
    `create policy records on wholepanel.calendar_date for insert to wholepanel_reader with check (${keepsDates})`,
    `create policy keeps on wholepanel.calendar_date for update to wholepanel_reader
       using (${keepsDates}) with check (${keepsDates})`,
  ],
}
