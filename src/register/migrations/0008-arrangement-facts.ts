import type { Migration } from './index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
const isPayer = `('payer:' || payer) = ${PARTY}`
const isOrganization = `('organization:' || organization_id) = ${PARTY}`

/**
 * What a contract gives of a period beside its amounts: its payer writes it, its two parties read it. And figures of the
 * payers' business cases among those that were shown.
 */
export const arrangementFacts: Migration = {
  version: 8,
  name: 'arrangement-facts',
  statements: [
    `create table wholepanel.arrangement_fact (
       arrangement text not null,
       payer text not null,
       organization_id text not null,
       fact text not null,
       period text not null,
       value text not null,
       source text not null,
       primary key (arrangement, fact, period),
       foreign key (arrangement, payer, organization_id)
         references wholepanel.arrangement (arrangement, payer, organization_id) on delete cascade)`,
    `alter table wholepanel.arrangement_fact enable row level security`,
    `alter table wholepanel.arrangement_fact force row level security`,
    `grant select, insert, update, delete on wholepanel.arrangement_fact to wholepanel_engine, wholepanel_reader`,
    `create policy engine on wholepanel.arrangement_fact to wholepanel_engine using (true) with check (true)`,
    `create policy reader on wholepanel.arrangement_fact for select to wholepanel_reader
       using (${isPayer} or ${isOrganization} or ${PARTY} = 'operator')`,
    `create policy payer_adds on wholepanel.arrangement_fact for insert to wholepanel_reader with check (${isPayer})`,
    `create policy payer_changes on wholepanel.arrangement_fact for update to wholepanel_reader
       using (${isPayer}) with check (${isPayer})`,
    `create policy payer_removes on wholepanel.arrangement_fact for delete to wholepanel_reader using (${isPayer})`,
    `alter table wholepanel.shown_figure drop constraint shown_figure_kind_check`,
    `alter table wholepanel.shown_figure add constraint shown_figure_kind_check check (kind in
       ('practice-cost', 'overseer-cost', 'region-cost', 'payer-rate', 'support-beside', 'support-gone'))`,
  ],
}
