import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const known = `coalesce(${PARTY}, '') not in ('', 'public')`
/** Whoever wrote it and the convener; what the convener wrote itself also the operator, who can let it go. */
const isOwn = `party = ${PARTY} or ${PARTY} = 'convener' or (party = 'convener' and ${PARTY} = 'operator')`

const reads = (table: string, who: string): string[] => [
  `drop policy reader on wholepanel.${table}`,
  `create policy reader on wholepanel.${table} for select to wholepanel_reader using (${who})`,
]

/** A meeting's minutes are closed; a document's file is kept back where it says who said what. */
export const minutes: Migration = {
  version: 20,
  name: 'minutes',
  statements: [
    'alter table wholepanel.meeting add column closed_at timestamptz, add column closed_by text',
    `alter table wholepanel.meeting
       add check ((closed_at is null) = (closed_by is null)),
       add check (closed_at is null or state = 'held')`,
    `alter table wholepanel.meeting_text
       add column opened_at timestamptz,
       add column kept_back text[] not null default '{}',
       add column file_open boolean not null default false`,
    `update wholepanel.meeting_text set opened_at = written_at where state in ('passed', 'released')`,
    `alter table wholepanel.meeting_text add check (opened_at is not null or state not in ('passed', 'released'))`,
    'alter table wholepanel.held_text drop constraint held_text_what_check',
    `alter table wholepanel.held_text
       add check (what in ('held', 'refused', 'broken', 'kept-back', 'mended', 'released', 'file-opened', 'withdrawn')),
       add check (what <> 'file-opened' or because is not null)`,
    ...reads('meeting_text', `(${known} and state in ('passed', 'released')) or ${isOwn}`),
    ...reads('held_text', isOwn),
  ],
}
