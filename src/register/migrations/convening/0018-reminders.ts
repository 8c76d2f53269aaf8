import type { Migration } from '../index.ts'

/** Up to which day was told what a day brings by itself: the program's own hand's alone. */
export const reminders: Migration = {
  version: 18,
  name: 'reminders',
  statements: [
    `create table wholepanel.reminder (
       kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
       about text not null check (about ~ '^[a-z-]+:[A-Za-z0-9._-]{1,200}$'),
       mark date not null,
       told_at timestamptz not null,
       primary key (kind, about))`,
    `alter table wholepanel.reminder enable row level security`,
    `alter table wholepanel.reminder force row level security`,
    `grant select, insert, update (mark, told_at) on wholepanel.reminder to wholepanel_engine`,
    `create policy engine on wholepanel.reminder to wholepanel_engine using (true) with check (true)`,
  ],
}
