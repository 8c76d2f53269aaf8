import type { Migration } from '../index.ts'

/** Who sees to a step of the plan is one of the participants; what was written down as a name before stays as it is. */
export const owners: Migration = {
  version: 23,
  name: 'owners',
  statements: [
    'alter table wholepanel.plan_step alter column owner drop not null',
    'alter table wholepanel.plan_step add column participant text references wholepanel.participant',
    'alter table wholepanel.plan_step add check ((owner is null) <> (participant is null))',
    'grant update (participant) on wholepanel.plan_step to wholepanel_engine',
  ],
}
