import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const known = `coalesce(${PARTY}, '') not in ('', 'public')`
const KEEPERS = `${PARTY} in ('convener', 'operator')`

const WHO_READS: Readonly<Record<string, string>> = {
  recommendation: 'true',
  recommendation_version: 'true',
  comment_window: 'true',
  // What waits for moderation or was taken from view is for who moderates.
  public_comment: `moderation = 'shown' or ${KEEPERS}`,
  comment_answer: 'true',
  ballot: known,
  ballot_seat: known,
  recusal: known,
  vote: known,
  decision: 'true',
  recommendation_publication: 'true',
}
/** What was said, answered, voted, decided or published is not said otherwise afterwards. */
const STANDS = [
  ...['recommendation_version', 'comment_answer', 'ballot_seat', 'recusal', 'vote', 'decision'],
  'recommendation_publication',
]
/** Of a comment only its moderation changes, of a window its last day, of a ballot its end. */
const CHANGES: Readonly<Record<string, string>> = {
  recommendation: '(title, state, round, version, touched_at, because)',
  comment_window: '(closes_on)',
  public_comment: '(moderation, moderated_at, moderated_by, because)',
  ballot: '(closed_at, closed_by, outcome, because, tally)',
}

/**
 * From a draft to what is published. Each time a recommendation goes to public comment begins a round; what a round
 * rests on, its version, comments, answers, ballot and decision, names the round.
 */
export const recommendation: Migration = {
  version: 12,
  name: 'recommendation',
  statements: [
    `create table wholepanel.recommendation (
       recommendation text primary key check (recommendation ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
       initiative text not null references wholepanel.initiative,
       committee text not null references wholepanel.committee,
       title text not null,
       changes_kind text not null check (changes_kind in ('model', 'measure-set', 'rubric', 'reference')),
       changes_what text not null,
       state text not null check (state in
         ('draft', 'in-comment', 'answering', 'in-vote', 'voted', 'accepted', 'published', 'superseded', 'withdrawn')),
       round integer not null check (round >= 0),
       version integer not null check (version > 0),
       supersedes text references wholepanel.recommendation,
       because text,
       touched_at timestamptz not null,
       recorded_at timestamptz not null,
       recorded_by text not null)`,
    `create table wholepanel.recommendation_version (
       recommendation text not null references wholepanel.recommendation,
       version integer not null check (version > 0),
       body text not null check (length(body) between 1 and 50000),
       changes jsonb not null,
       written_at timestamptz not null,
       written_by text not null,
       primary key (recommendation, version))`,
    `create table wholepanel.comment_window (
       recommendation text not null,
       round integer not null check (round > 0),
       version integer not null,
       opens_on date not null,
       closes_on date not null check (closes_on >= opens_on),
       primary key (recommendation, round),
       foreign key (recommendation, version) references wholepanel.recommendation_version)`,
    `create table wholepanel.public_comment (
       comment bigint generated always as identity primary key,
       recommendation text not null,
       round integer not null,
       name text not null check (length(name) between 1 and 200),
       affiliation text check (length(affiliation) between 1 and 200),
       account text references wholepanel.account,
       body text not null check (length(body) between 1 and 10000),
       received_at timestamptz not null,
       moderation text not null check (moderation in ('waiting', 'shown', 'hidden')),
       moderated_at timestamptz,
       moderated_by text,
       because text,
       check ((moderation = 'hidden') = (because is not null)),
       foreign key (recommendation, round) references wholepanel.comment_window)`,
    `create index on wholepanel.public_comment (recommendation, round)`,
    `create table wholepanel.comment_answer (
       comment_answer bigint generated always as identity primary key,
       comment bigint not null references wholepanel.public_comment,
       body text not null check (length(body) between 1 and 10000),
       answered_at timestamptz not null,
       answered_by text not null)`,
    `create table wholepanel.ballot (
       ballot bigint generated always as identity primary key,
       recommendation text not null,
       round integer not null,
       version integer not null,
       method text not null check (method in ('consensus', 'vote')),
       quorum_share numeric not null,
       passes_share numeric not null,
       opened_at timestamptz not null,
       opened_by text not null,
       closes_at timestamptz not null check (closes_at > opened_at),
       closed_at timestamptz,
       closed_by text,
       outcome text check (outcome in ('passed', 'failed', 'no-quorum', 'void')),
       because text,
       tally jsonb,
       check ((closed_at is null) = (outcome is null)),
       foreign key (recommendation, round) references wholepanel.comment_window,
       foreign key (recommendation, version) references wholepanel.recommendation_version)`,
    // One ballot at a time.
    `create unique index on wholepanel.ballot (recommendation) where closed_at is null`,
    `create table wholepanel.ballot_seat (
       ballot bigint not null references wholepanel.ballot,
       seat bigint not null references wholepanel.seat,
       side text not null,
       account text not null,
       primary key (ballot, seat))`,
    `create table wholepanel.recusal (
       recommendation text not null references wholepanel.recommendation,
       round integer not null,
       seat bigint not null references wholepanel.seat,
       because text not null check (length(because) between 1 and 1000),
       recused_at timestamptz not null,
       recused_by text not null,
       primary key (recommendation, round, seat))`,
    `create table wholepanel.vote (
       ballot bigint not null,
       seat bigint not null,
       choice text not null check (choice in ('yes', 'no', 'abstain')),
       reason text check (length(reason) between 1 and 2000),
       cast_at timestamptz not null,
       cast_by text not null,
       primary key (ballot, seat),
       foreign key (ballot, seat) references wholepanel.ballot_seat)`,
    `create table wholepanel.decision (
       recommendation text not null,
       round integer not null,
       outcome text not null check (outcome in ('accepted', 'returned')),
       because text not null check (length(because) between 1 and 2000),
       decided_at timestamptz not null,
       decided_by text not null,
       primary key (recommendation, round),
       foreign key (recommendation, round) references wholepanel.comment_window)`,
    `create table wholepanel.recommendation_publication (
       recommendation text primary key,
       version integer not null,
       round integer not null,
       published_at timestamptz not null,
       published_by text not null,
       foreign key (recommendation, version) references wholepanel.recommendation_version,
       foreign key (recommendation, round) references wholepanel.decision)`,
    ...Object.entries(WHO_READS).flatMap(([table, reads]) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert on wholepanel.${table} to wholepanel_engine`,
      ...(STANDS.includes(table) ? [] : [`grant update ${CHANGES[table]} on wholepanel.${table} to wholepanel_engine`]),
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
      `grant select on wholepanel.${table} to wholepanel_reader`,
      `create policy reader on wholepanel.${table} for select to wholepanel_reader using (${reads})`,
    ]),
  ],
}
