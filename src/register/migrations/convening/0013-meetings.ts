import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const known = `coalesce(${PARTY}, '') not in ('', 'public')`
/** Who wrote it, as the register knows parties, and the convener, who keeps the room's silence. */
const isOwn = `party = ${PARTY} or ${PARTY} = 'convener'`

const WHO_READS: Readonly<Record<string, string>> = {
  participant_alias: known,
  meeting: known,
  meeting_text: `(${known} and state in ('passed', 'released')) or ${isOwn}`,
  held_text: isOwn,
}
/** What was held and why, and who let it go, stays as it was. */
const STANDS = ['held_text', 'participant_alias']

const RECORDED = 'recorded_at timestamptz not null, recorded_by text not null'

/** Meetings of committees, what is said and handed out there, and what was held of it before others could read it. */
export const meetings: Migration = {
  version: 13,
  name: 'meetings',
  statements: [
    `create table wholepanel.participant_alias (
       participant text not null references wholepanel.participant,
       alias text not null check (length(alias) between 2 and 80),
       ${RECORDED},
       primary key (participant, alias))`,
    `create table wholepanel.meeting (
       meeting bigint generated always as identity primary key,
       committee text not null references wholepanel.committee,
       title text not null,
       starts_at timestamptz not null,
       place text not null,
       state text not null check (state in ('planned', 'held', 'cancelled')),
       because text,
       antitrust_read_by text,
       ${RECORDED},
       check ((state = 'cancelled') = (because is not null)),
       check (state <> 'held' or antitrust_read_by is not null))`,
    // A text that is refused or comes broken leaves nothing but its record in held_text.
    `create table wholepanel.meeting_text (
       meeting_text bigint generated always as identity primary key,
       meeting bigint not null references wholepanel.meeting,
       kind text not null check (kind in ('agenda', 'note', 'document')),
       title text not null,
       body text not null,
       file_name text,
       content text,
       sha256 text not null,
       state text not null check (state in ('passed', 'held', 'released', 'withdrawn')),
       unreadable text,
       party text not null,
       written_at timestamptz not null,
       written_by text not null,
       check ((kind = 'document') = (file_name is not null)),
       check ((kind = 'document') = (content is not null)))`,
    `create table wholepanel.held_text (
       held_text bigint generated always as identity primary key,
       meeting bigint not null references wholepanel.meeting,
       meeting_text bigint references wholepanel.meeting_text,
       what text not null check (what in ('held', 'refused', 'broken', 'mended', 'released', 'withdrawn')),
       kinds text[] not null,
       sha256 text not null,
       because text,
       party text not null,
       at timestamptz not null,
       by text not null,
       check (what <> 'released' or because is not null))`,
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
