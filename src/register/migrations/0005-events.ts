import type { Migration } from './index.ts'

/**
 * The log: what was done, by whom, when and why, each event chained to the one before it. Rows are added and never
 * changed. No role may, and triggers refuse the owner of the table as well.
 */
const PARTY = `current_setting('wholepanel.party', true)`
/** Whose people acted; who only happens to share a key is another party. */
const isOwn = `participant is not null and (
     (role = 'payer' and ${PARTY} = 'payer:' || participant)
  or (role in ('practice', 'provider-organization') and ${PARTY} = 'organization:' || participant)
  or (role = 'purchaser' and ${PARTY} = 'purchaser:' || participant)
  or (role = 'coach' and ${PARTY} = 'coach:' || participant))`

const refuses = (table: string, name: string) => `
  create trigger ${name} before update or delete or truncate on wholepanel.${table}
    for each statement execute function wholepanel.refuse_change()`

export const events: Migration = {
  version: 5,
  name: 'events',
  statements: [
    `create table wholepanel.event (
       number bigint primary key check (number > 0),
       at text not null check (at ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$'),
       actor text not null check (actor <> ''),
       role text,
       participant text,
       purpose text,
       act text not null check (act ~ '^[a-z]+(-[a-z]+)*$'),
       about text not null,
       detail jsonb not null check (jsonb_typeof(detail) = 'object'),
       previous_hash text not null unique check (previous_hash ~ '^[0-9a-f]{64}$'),
       hash text not null unique check (hash ~ '^[0-9a-f]{64}$'))`,
    `create index on wholepanel.event (at)`,
    `create index on wholepanel.event (participant, number)`,
    `create index on wholepanel.event (((detail ->> 'begun')::bigint)) where detail ->> 'begun' is not null`,
    `create function wholepanel.refuse_change() returns trigger language plpgsql as $$
     begin
       raise exception 'rows of wholepanel.% are added and never changed', tg_table_name using errcode = '42501';
     end $$`,
    refuses('event', 'only_added'),
    // Whatever writes, the numbers have no gap and the chain has no fork.
    `create function wholepanel.continue_chain() returns trigger language plpgsql as $$
     declare head record;
     begin
       select number, hash into head from wholepanel.event order by number desc limit 1;
       if new.number <> coalesce(head.number, 0) + 1 or new.previous_hash <> coalesce(head.hash, repeat('0', 64)) then
         raise exception 'the event does not continue the log' using errcode = '23514';
       end if;
       return new;
     end $$`,
    `create trigger continues before insert on wholepanel.event
       for each row execute function wholepanel.continue_chain()`,
    `alter table wholepanel.event enable row level security`,
    `alter table wholepanel.event force row level security`,
    `grant select, insert on wholepanel.event to wholepanel_engine`,
    `create policy engine on wholepanel.event to wholepanel_engine using (true) with check (true)`,
    `grant select on wholepanel.event to wholepanel_reader`,
    // The operator answers for the region; the convener for what is done to convene, the state for what it did.
    `create policy reader on wholepanel.event for select to wholepanel_reader
       using (${PARTY} = 'operator' or (${isOwn})
              or (${PARTY} = 'convener' and (role = 'convener' or purpose = 'convening'))
              or (${PARTY} = 'state' and role = 'state'))`,
    // A release is what its event says, and its salt keeps the address from being guessed from the event's hash.
    `alter table wholepanel.release add column salt text not null default ''`,
    `revoke update, delete on wholepanel.release from wholepanel_engine`,
    refuses('release', 'only_added'),
  ],
}
