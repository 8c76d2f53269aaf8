import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`

/**
 * Members of a committee draft, a committee governs, a charter says when adoption is public, a step waits for another, and
 * recruitment keeps which of its criteria each practice met.
 */
export const governing: Migration = {
  version: 19,
  name: 'governing',
  statements: [
    `alter table wholepanel.recommendation add column by_member boolean not null default false`,
    `alter table wholepanel.recommendation drop constraint recommendation_state_check`,
    `alter table wholepanel.recommendation add constraint recommendation_state_check check (state in
       ('draft', 'proposed', 'in-comment', 'answering', 'in-vote', 'voted', 'accepted', 'published', 'superseded', 'withdrawn'))`,
    `alter table wholepanel.committee add column governs boolean not null default false`,
    // One at a time.
    `create unique index on wholepanel.committee (initiative) where governs and ended_on is null`,
    `alter table wholepanel.initiative_charter add column adoption_public text not null default 'at-once'
       check (adoption_public in ('at-once', 'after-the-year'))`,
    `alter table wholepanel.plan_step add column waits_for bigint references wholepanel.plan_step`,
    `alter table wholepanel.plan_step add constraint plan_step_waits_for_another check (waits_for < plan_step)`,
    `create table wholepanel.recruitment_check (
       recruitment text not null,
       version integer not null,
       practice_id text not null,
       organization_id text not null,
       share_class text,
       size_class text,
       contracted integer not null,
       unmet text[] not null check (unmet <@ array['share', 'people', 'payers']),
       primary key (recruitment, version, practice_id),
       check ((share_class is null) = (size_class is null)),
       foreign key (recruitment, version) references wholepanel.recruitment_criteria)`,
    `alter table wholepanel.recruitment_check enable row level security`,
    `alter table wholepanel.recruitment_check force row level security`,
    `grant select, insert on wholepanel.recruitment_check to wholepanel_engine`,
    `create policy engine on wholepanel.recruitment_check to wholepanel_engine using (true) with check (true)`,
    `grant select on wholepanel.recruitment_check to wholepanel_reader`,
    `create policy reader on wholepanel.recruitment_check for select to wholepanel_reader
       using (${PARTY} in ('convener', 'operator'))`,
  ],
}
