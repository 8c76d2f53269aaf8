import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const known = `coalesce(${PARTY}, '') not in ('', 'public')`
const isOverseer = `${PARTY} in ('convener', 'state', 'operator')`
/** A participant's own rows, whatever it takes part as. */
const isOwn = `(select true from unnest(array['payer:', 'organization:', 'purchaser:', 'coach:']) as kind
  where kind || participant = ${PARTY})`

const WHO_READS: Readonly<Record<string, string>> = {
  initiative: 'true',
  initiative_charter: 'true',
  initiative_participant: 'true',
  shared_goal: 'true',
  committee: 'true',
  memorandum: known,
  memorandum_signature: known,
  seat: known,
  seat_term: known,
  conflict: known,
  cost_share: known,
  cost_share_weight: `${isOwn} or ${PARTY} in ('convener', 'operator')`,
  legal_waiver: `('payer:' || payer) = ${PARTY} or ('organization:' || organization_id) = ${PARTY} or ${isOverseer}`,
}
/** What was adopted or signed stays as it was; the next version is another row. */
const STANDS = ['initiative_charter', 'memorandum', 'memorandum_signature']

const RECORDED = 'recorded_at timestamptz not null, recorded_by text not null'

/** An initiative: on what footing it convenes, who takes part, what they signed, its goals, and who sits on its committees. */
export const initiative: Migration = {
  version: 11,
  name: 'initiative',
  statements: [
    `create table wholepanel.initiative (
       initiative text primary key check (initiative ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
       title text not null,
       about text not null,
       footing text not null check (footing in ('state-action', 'private-convener', 'federal-model')),
       authority text not null,
       supervisor text,
       supervision text,
       start_date date not null,
       end_date date check (end_date >= start_date),
       ${RECORDED},
       check (footing <> 'state-action' or (supervisor is not null and supervision is not null)))`,
    `create table wholepanel.initiative_charter (
       initiative text not null references wholepanel.initiative,
       version integer not null check (version > 0),
       body text not null check (length(body) between 1 and 50000),
       adopted_on date not null,
       ${RECORDED},
       primary key (initiative, version))`,
    `create table wholepanel.initiative_participant (
       initiative text not null references wholepanel.initiative,
       participant text not null references wholepanel.participant,
       side text not null check (side in ('payer', 'provider', 'consumer', 'purchaser', 'state', 'convener')),
       lines_of_business text[] not null default '{}',
       start_date date not null,
       end_date date check (end_date >= start_date),
       ${RECORDED},
       primary key (initiative, participant))`,
    `create table wholepanel.shared_goal (
       goal bigint generated always as identity primary key,
       initiative text not null references wholepanel.initiative,
       title text not null,
       measured_by text not null,
       baseline text,
       target text not null,
       better text not null check (better in ('higher', 'lower')),
       by_date date not null,
       ended_on date,
       because text,
       ${RECORDED},
       check ((ended_on is null) = (because is null)))`,
    `create table wholepanel.memorandum (
       initiative text not null references wholepanel.initiative,
       version integer not null check (version > 0),
       body text not null check (length(body) between 1 and 50000),
       body_hash text not null,
       issued_on date not null,
       ${RECORDED},
       primary key (initiative, version))`,
    `create table wholepanel.memorandum_signature (
       initiative text not null,
       version integer not null,
       participant text not null references wholepanel.participant,
       body_hash text not null,
       signed_by text not null,
       signed_name text not null,
       signed_at timestamptz not null,
       primary key (initiative, version, participant),
       foreign key (initiative, version) references wholepanel.memorandum)`,
    `create table wholepanel.cost_share (
       initiative text not null references wholepanel.initiative,
       year integer not null check (year between 2000 and 2999),
       basis text not null check (basis in ('lives', 'premium', 'equal')),
       budget_usd text not null check (budget_usd ~ '^[0-9]+\\.[0-9]{2}$'),
       ${RECORDED},
       primary key (initiative, year))`,
    `create table wholepanel.cost_share_weight (
       initiative text not null,
       year integer not null,
       participant text not null references wholepanel.participant,
       weight text not null check (weight ~ '^[0-9]+(\\.[0-9]+)?$'),
       ${RECORDED},
       primary key (initiative, year, participant),
       foreign key (initiative, year) references wholepanel.cost_share)`,
    `create table wholepanel.legal_waiver (
       legal_waiver bigint generated always as identity primary key,
       initiative text not null references wholepanel.initiative,
       payer text not null references wholepanel.payer,
       organization_id text not null,
       law text not null check (law in ('anti-kickback', 'physician-self-referral')),
       citation text not null,
       document text not null,
       claimed_on date not null,
       ended_on date,
       ${RECORDED})`,
    `create table wholepanel.committee (
       committee text primary key check (committee ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
       initiative text not null references wholepanel.initiative,
       title text not null,
       charge text not null,
       room text not null check (room in ('all-sides', 'payers', 'providers')),
       decides_by text not null check (decides_by in ('consensus', 'vote')),
       quorum_share numeric not null check (quorum_share > 0 and quorum_share <= 1),
       passes_share numeric not null check (passes_share >= 0.5 and passes_share <= 1),
       most_side_share numeric not null check (most_side_share > 0 and most_side_share <= 1),
       least_consumer_seats integer not null check (least_consumer_seats >= 0),
       ended_on date,
       ${RECORDED})`,
    `create table wholepanel.seat (
       seat bigint generated always as identity primary key,
       committee text not null references wholepanel.committee,
       side text not null check (side in ('payer', 'provider', 'consumer', 'purchaser', 'state', 'convener')),
       votes boolean not null,
       ended_on date,
       ${RECORDED})`,
    `create table wholepanel.seat_term (
       seat_term bigint generated always as identity primary key,
       seat bigint not null references wholepanel.seat,
       account text not null references wholepanel.account,
       participant text references wholepanel.participant,
       chair boolean not null,
       start_date date not null,
       end_date date not null check (end_date >= start_date),
       ended_on date,
       because text,
       ${RECORDED},
       check ((ended_on is null) = (because is null)))`,
    `create table wholepanel.conflict (
       conflict bigint generated always as identity primary key,
       committee text not null references wholepanel.committee,
       account text not null references wholepanel.account,
       interest text not null check (length(interest) between 1 and 2000),
       declared_at timestamptz not null,
       ended_on date)`,
    ...Object.entries(WHO_READS).flatMap(([table, reads]) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert${STANDS.includes(table) ? '' : ', update'} on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
      `grant select on wholepanel.${table} to wholepanel_reader`,
      `create policy reader on wholepanel.${table} for select to wholepanel_reader using (${reads})`,
    ]),
  ],
}
