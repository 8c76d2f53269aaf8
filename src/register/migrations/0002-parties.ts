import type { Migration } from './index.ts'

/**
 * Who may see which row. Three database roles, none of which logs in:
 * `wholepanel_closed` is what a connection is until it says who asks, and may touch nothing;
 * `wholepanel_reader` sees what `wholepanel.party` may see; `wholepanel_engine` carries out ingests and runs.
 * Row-level security is forced, so a table's owner meets the same policies.
 */
const TABLES = [
  'payer',
  'organization',
  'practice',
  'demonstration_person',
  'arrangement',
  'arrangement_amount',
  'submission',
  'submission_file',
  'finding',
  'run',
  'release',
  'operator_token',
]

const PARTY = `current_setting('wholepanel.party', true)`
const isPayer = `('payer:' || payer) = ${PARTY}`
const isOrganization = `('organization:' || organization_id) = ${PARTY}`
const isOperator = `${PARTY} = 'operator'`

/** Everyone may read it: it names parties, not what they agreed. */
const open = (table: string) =>
  `create policy reader on wholepanel.${table} for select to wholepanel_reader using (true)`

const role = (name: string) => `
  do $$ begin
    create role ${name} nologin;
  exception when duplicate_object or unique_violation then null;
  end $$`

/** An administrator may have made the roles and granted them beforehand. */
const membership = (name: string) => `
  do $$ begin
    if not pg_has_role(current_user, '${name}', 'member') then grant ${name} to current_user; end if;
  end $$`

export const parties: Migration = {
  version: 2,
  name: 'parties',
  statements: [
    ...['wholepanel_closed', 'wholepanel_reader', 'wholepanel_engine'].flatMap((name) => [
      role(name),
      membership(name),
    ]),
    `grant usage on schema wholepanel to wholepanel_reader, wholepanel_engine`,
    ...TABLES.flatMap((table) => [
      `alter table wholepanel.${table} enable row level security`,
      `alter table wholepanel.${table} force row level security`,
      `grant select, insert, update, delete on wholepanel.${table} to wholepanel_engine`,
      `create policy engine on wholepanel.${table} to wholepanel_engine using (true) with check (true)`,
    ]),
    `grant select on wholepanel.payer, wholepanel.organization, wholepanel.practice, wholepanel.run,
       wholepanel.submission, wholepanel.submission_file, wholepanel.finding, wholepanel.release to wholepanel_reader`,
    `grant select, insert, update, delete on wholepanel.arrangement, wholepanel.arrangement_amount to wholepanel_reader`,
    ...['payer', 'organization', 'practice', 'run'].map(open),
    ...['arrangement', 'arrangement_amount'].flatMap((table) => [
      `create policy reader on wholepanel.${table} for select to wholepanel_reader
         using (${isPayer} or ${isOrganization} or ${isOperator})`,
      `create policy payer_adds on wholepanel.${table} for insert to wholepanel_reader with check (${isPayer})`,
      `create policy payer_changes on wholepanel.${table} for update to wholepanel_reader
         using (${isPayer}) with check (${isPayer})`,
      `create policy payer_removes on wholepanel.${table} for delete to wholepanel_reader using (${isPayer})`,
    ]),
    // The convener and the state see that a delivery came and how its records ended, not what was found in it.
    `create policy reader on wholepanel.submission for select to wholepanel_reader
       using (${isPayer} or ${PARTY} in ('convener', 'state', 'operator'))`,
    `create policy reader on wholepanel.submission_file for select to wholepanel_reader
       using (exists (select 1 from wholepanel.submission s where s.submission_id = submission_file.submission_id))`,
    `create policy reader on wholepanel.finding for select to wholepanel_reader
       using (exists (select 1 from wholepanel.submission s where s.submission_id = finding.submission_id
                      and (('payer:' || s.payer) = ${PARTY} or ${isOperator})))`,
    `create policy reader on wholepanel.release for select to wholepanel_reader using (${isOperator})`,
  ],
}
