import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const known = `coalesce(${PARTY}, '') not in ('', 'public')`
/** Of who reads, as the program has it; the database's own clock where it says nothing. */
const DAY = `coalesce(nullif(current_setting('wholepanel.day', true), '')::date, current_date)`
/** 48 bits that nobody can guess and JavaScript counts exactly. */
const DRAWN = `(('x' || left(replace(gen_random_uuid()::text, '-', ''), 12))::bit(48)::bigint + 1)`

const reads = (table: string, who: string): string[] => [
  `drop policy reader on wholepanel.${table}`,
  `create policy reader on wholepanel.${table} for select to wholepanel_reader using (${who})`,
]

/**
 * What is held is told by nothing else either: numbers of texts are drawn, so that no gap among them says that there is another.
 * What payers adopt is told to the public when the newest charter says so.
 */
export const untold: Migration = {
  version: 22,
  name: 'untold',
  statements: [
    ...['meeting_text', 'held_text'].flatMap((table) => [
      `alter table wholepanel.${table} alter column ${table} drop identity`,
      `alter table wholepanel.${table} alter column ${table} set default ${DRAWN}`,
      // In which order they came, where two have one time; it leaves the register in no answer.
      `alter table wholepanel.${table} add column came bigint generated always as identity`,
    ]),
    // Of what the convener did with the text of another, the operator hears nothing.
    ...reads(
      'held_text',
      `party = ${PARTY} or ${PARTY} = 'convener' or (party = 'convener' and ${PARTY} = 'operator' and (meeting_text is null
         or exists (select from wholepanel.meeting_text t where t.meeting_text = held_text.meeting_text and t.party = 'convener')))`,
    ),
    ...reads(
      'adoption_call',
      `${known} or actual_by < ${DAY} or coalesce((
         select c.adoption_public from wholepanel.initiative_charter c
         join wholepanel.recommendation r on r.initiative = c.initiative
         where r.recommendation = adoption_call.recommendation
         order by c.version desc limit 1), 'at-once') = 'at-once'`,
    ),
    ...reads(
      'adoption',
      `exists (select from wholepanel.adoption_call c
         where c.recommendation = adoption.recommendation and c.year = adoption.year)`,
    ),
  ],
}
