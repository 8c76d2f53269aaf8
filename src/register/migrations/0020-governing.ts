import type { Migration } from './index.ts'

/** Members of a committee draft, a committee governs, a charter says when adoption is public, and a step waits for another. */
export const governing: Migration = {
  version: 20,
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
  ],
}
