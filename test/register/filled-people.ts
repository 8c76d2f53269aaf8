import { sql } from 'kysely'
import type { Register } from '../../src/register/open.ts'
import { NOW } from './suite.ts'

/** People of every kind of participant, all that stands about them, and what disclosure keeps: a row of each at least. */
export async function fillPeople(register: Register): Promise<void> {
  const statements = [
    `insert into participant values ('summit', 'Summit', 'payer', '${NOW}'), ('elm', 'Elm', 'provider-organization', '${NOW}'),
       ('guide', 'Guide', 'coach', '${NOW}'), ('tide', 'Tide', 'convener', '${NOW}'), ('office', 'Office', 'state', '${NOW}')`,
    ...['ana', 'rosa', 'kim', 'lee', 'sam', 'ops'].map(
      (account) => `insert into account (account, name, email, created_at, created_by)
        values ('${account}', 'Name of ${account}', '${account}@example.org', '${NOW}', 'operator')`,
    ),
    ...(
      [
        ['ana', 'payer', 'payment', 'summit'],
        ['rosa', 'practice', 'treatment', 'elm'],
        ['kim', 'coach', 'convening', 'guide'],
        ['lee', 'convener', 'convening', 'tide'],
        ['sam', 'state', 'oversight', 'office'],
        ['ops', 'operator', 'oversight', null],
      ] as const
    ).map(
      ([account, role, purpose, participant]) => `
        insert into access_grant (account, role, purpose, participant, practice_ids, start_date, granted_at, granted_by)
        values ('${account}', '${role}', '${purpose}', ${participant ? `'${participant}'` : 'null'}, '{elm-1}', '2025-01-01', '${NOW}', 'ops')`,
    ),
    `insert into coaching (participant, organization_id, practice_id, start_date, consented_at, consented_by)
       values ('guide', 'elm', 'elm-1', '2025-01-01', '${NOW}', 'rosa')`,
    `insert into api_client (client_id, client_name, role, purpose, participant, scopes, jwks, registered_at, registered_by)
       values ('ehr', 'Record', 'practice', 'treatment', 'elm', '{system/Group.rs}', '{"keys":[]}', '${NOW}', 'rosa')`,
    `insert into break_glass (account, access_grant, reason, practice_id, organization_id, started_at, ends_at)
       select 'rosa', access_grant, 'brought in unconscious', 'oak-1', 'oak', '${NOW}', timestamptz '${NOW}' + interval '1 hour'
       from access_grant where account = 'rosa'`,
    `insert into credential (account, kind, secret, label, created_at) values ('rosa', 'password', 'hash', '-', '${NOW}')`,
    `insert into identity_link values ('https://id.example', 'subject', 'rosa', '${NOW}')`,
    `insert into invitation (token_hash, account, invited_by, invited_at, expires_at)
       values ('h', 'rosa', 'ops', '${NOW}', timestamptz '${NOW}' + interval '7 days')`,
    `insert into session (session_hash, account, access_grant, method, started_at, seen_at, ends_at)
       select 's', account, access_grant, 'password', '${NOW}', '${NOW}', '${NOW}' from access_grant where account = 'rosa'`,
    `insert into api_token values ('t', 'ehr', '{system/Group.rs}', '${NOW}', '${NOW}', null)`,
    `insert into used_once values ('assertion', 'v', '${NOW}')`,
    `insert into withheld_cell values (11, 'people 2025 elm summit', 'strictest', '2025-a')`,
    `insert into shown_figure (kind, subject, period, run_id, as_of, policy, shown, behind)
       values ('practice-cost', 'elm', '2025', '2025-a', '${NOW}', 'strictest', '{}', '{}')`,
    `insert into standard_price values ('2025', 'office', 12.34, '2025-a')`,
    `insert into publication (period, run_id, policy, figures, published_at, published_by)
       values ('2025', '2025-a', 'strictest', '[]', '${NOW}', 'lee')`,
    `insert into attestation_code values ('elm-street', 'elm-1', 'elm', 'Waiting room', '${NOW}', 'rosa', null, null),
       ('all-of-us', null, null, 'Campaign', '${NOW}', 'lee', null, null)`,
    ...['elm', 'oak'].map(
      (organization) => `
        insert into attestation_statement (statement, receipt_hash, attestation_code, method, received_at, received_by, practice_id,
          organization_id, first_name, last_name, birth_date, stated_by, consent_words, attested_on)
        values ('a-${organization}', '${organization}', 'all-of-us', 'portal', '${NOW}', 'patient', '${organization}-1',
          '${organization}', 'Ann', 'Lee', '1970-01-01', 'self', 'en 1', '2026-01-01')`,
    ),
    `insert into message (message_id, account, kind, day, made_at, next_at, last_problem)
       values ('0f8fad5b-d9cb-469f-a165-70867728950e', 'ana', 'notice', '2026-01-05', '${NOW}', '${NOW}', 'no answer')`,
    `insert into notification (account, kind, about, link, mail, message, made_at)
       select 'ana', 'ballot-open', 'ballot:1', '/ballots/1', 'at-once', message, '${NOW}' from message`,
    `insert into notification_choice values ('ana', 'ballot-open', 'never')`,
    `insert into webhook (webhook, participant, address, secret, made_at, made_by)
       values ('webhook-0a1b2c3d', 'summit', 'https://summit.example/hook', 'sealed', '${NOW}', 'ana')`,
    `insert into webhook_delivery (delivery, webhook, kind, about, link, made_at, next_at)
       values ('msg_${'0a'.repeat(16)}', 'webhook-0a1b2c3d', 'ballot-open', 'ballot:1', '/ballots/1', '${NOW}', '${NOW}')`,
    `insert into reminder values ('delivery-late', 'delivery:summit.claims', '2026-01-05', '${NOW}')`,
    ...['all', 'payer', 'provider-organization', 'coach', 'purchaser', 'state', 'convener'].map(
      (audience) => `
        insert into calendar_date (title, about, day, audience, recorded_at, recorded_by)
        values ('For ${audience}', '', '2026-03-01', '${audience}', '${NOW}', 'lee')`,
    ),
    `insert into calendar_feed (account, access_grant, token_hash, made_at)
       select account, access_grant, 'c', '${NOW}' from access_grant where account = 'ana'`,
    `insert into calendar_feed_entry (calendar_feed, uid, said, starts, modified_at)
       select calendar_feed, 'date-1', 'h', '2026-03-01', '${NOW}' from calendar_feed`,
  ]
  await register.engine(async (tx) => {
    await sql`set local search_path = wholepanel`.execute(tx)
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}
