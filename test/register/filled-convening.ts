import { sql } from 'kysely'
import type { Register } from '../../src/register/open.ts'
import { NOW } from './suite.ts'

const BY = `'${NOW}', 'lee'`

/** An initiative with all that hangs on it, up to a recommendation that was commented, voted on and published: a row of each at least. */
export async function fillConvening(register: Register): Promise<void> {
  const statements = [
    `insert into initiative values ('tide', 'Tide', 'One way to pay', 'private-convener', 'by-laws', null, null, '2025-01-01', null, ${BY})`,
    `insert into initiative_charter values ('tide', 1, 'We agree.', '2025-01-01', ${BY})`,
    `insert into initiative_participant values ('tide', 'summit', 'payer', '{commercial}', '2025-01-01', null, ${BY}),
       ('tide', 'elm', 'provider', '{}', '2025-01-01', null, ${BY})`,
    `insert into shared_goal (initiative, title, measured_by, baseline, target, better, by_date, recorded_at, recorded_by)
       values ('tide', 'Control', 'measure:blood-pressure', null, '0.70', 'higher', '2026-12-31', ${BY})`,
    `insert into memorandum values ('tide', 1, 'Text', 'ab', '2025-01-01', ${BY})`,
    `insert into memorandum_signature values ('tide', 1, 'summit', 'ab', 'ana', 'Ana', '${NOW}')`,
    `insert into cost_share values ('tide', 2025, 'lives', '100000.00', ${BY})`,
    `insert into cost_share_weight values ('tide', 2025, 'summit', '1200', ${BY}), ('tide', 2025, 'elm', '300', ${BY})`,
    ...['summit', 'keystone'].map(
      (payer) => `
      insert into legal_waiver (initiative, payer, organization_id, law, citation, document, claimed_on, recorded_at, recorded_by)
        values ('tide', '${payer}', 'elm', 'anti-kickback', '42 CFR 1001.952(ee)', 'a drawer', '2025-01-01', ${BY})`,
    ),
    `insert into committee values ('payment', 'tide', 'Payment', 'Says how', 'all-sides', 'vote', 0.5, 0.5, 0.5, 0, null, ${BY})`,
    `insert into seat (committee, side, votes, recorded_at, recorded_by) values ('payment', 'payer', true, ${BY})`,
    `insert into seat_term (seat, account, participant, chair, start_date, end_date, recorded_at, recorded_by)
       select seat, 'ana', 'summit', true, '2025-01-01', '2026-12-31', ${BY} from seat`,
    `insert into conflict (committee, account, interest, declared_at) values ('payment', 'ana', 'A brother', '${NOW}')`,
    `insert into participant_alias values ('summit', 'The blue one', ${BY})`,
    `insert into meeting (committee, title, starts_at, place, state, recorded_at, recorded_by)
       values ('payment', 'First', '${NOW}', 'Tidewell', 'planned', ${BY})`,
    ...['payer:summit', 'convener'].flatMap((party) =>
      ['passed', 'held', 'released', 'withdrawn'].map(
        (state) => `
      insert into meeting_text (meeting, kind, title, body, sha256, state, party, opened_at, written_at, written_by)
        select meeting, 'note', 'A note', 'Text', 'ab', '${state}', '${party}', '${NOW}', ${BY} from meeting`,
      ),
    ),
    `insert into held_text (meeting, meeting_text, what, kinds, sha256, party, at, by)
       select meeting, meeting_text, 'held', '{own-amount}', 'ab', party, ${BY} from meeting_text where state = 'held'`,
    // One of each writer that nobody asks about, and one of each that somebody asks about, in the open and in confidence.
    ...['payer:summit', 'convener', 'public'].flatMap((party) =>
      [false, true].flatMap((confidential) =>
        [false, true].flatMap((asked) => [
          `insert into refusal select 'refusal-' || md5('${party} ${confidential} ${asked}'), 'POST /api/one', '/api/one',
             '[{"field": "title", "words": "Summit pays", "findings": []}]', ${confidential}, '${party}', ${BY}`,
          ...(asked
            ? [
                `insert into refusal_answer (refusal, what, party, at, by)
                   select refusal, 'asked', party, ${BY} from refusal where refusal = 'refusal-' || md5('${party} ${confidential} ${asked}')`,
              ]
            : []),
        ]),
      ),
    ),
    `insert into recommendation values ('one', 'tide', 'payment', 'One', 'model', 'demo/common-model', 'published', 1, 1,
       null, null, '${NOW}', ${BY})`,
    `insert into recommendation_version values ('one', 1, 'Text', '[]', ${BY})`,
    `insert into comment_window values ('one', 1, 1, '2025-02-01', '2025-03-01')`,
    ...['waiting', 'shown', 'hidden'].map(
      (moderation) => `
      insert into public_comment (recommendation, round, name, body, received_at, moderation, because)
        values ('one', 1, 'Ann', 'Good', '${NOW}', '${moderation}', ${moderation === 'hidden' ? "'rude'" : 'null'})`,
    ),
    `insert into comment_answer (comment, body, answered_at, answered_by)
       select comment, 'Thank you', ${BY} from public_comment where moderation = 'shown'`,
    `insert into ballot (recommendation, round, version, method, quorum_share, passes_share, opened_at, opened_by, closes_at)
       values ('one', 1, 1, 'vote', 0.5, 0.5, ${BY}, timestamptz '${NOW}' + interval '7 days')`,
    `insert into ballot_seat select ballot, seat, 'payer', 'ana' from ballot, seat`,
    `insert into recusal select 'one', 1, seat, 'A brother', '${NOW}', 'ana' from seat`,
    `insert into vote select ballot, seat, 'yes', null, '${NOW}', 'ana' from ballot_seat`,
    `insert into decision values ('one', 1, 'accepted', 'It passed', ${BY})`,
    `insert into recommendation_publication values ('one', 1, 1, ${BY})`,
    `insert into adoption_call values ('one', 2026, '2025-11-30', '2027-03-31', ${BY})`,
    ...['summit', 'keystone'].map(
      (payer) => `
      insert into adoption (recommendation, year, payer, element, stage, degree, because, stated_at, stated_by)
        values ('one', 2026, '${payer}', 'cadence', 'intent', 'partial', 'Next year', ${BY})`,
    ),
    // One of which the public hears once the day is over, with a year that is over and one that is not.
    `insert into initiative values ('hush', 'Hush', 'One way to pay', 'private-convener', 'by-laws', null, null, '2019-01-01', null, ${BY})`,
    `insert into initiative_charter values ('hush', 1, 'We agree.', '2019-01-01', ${BY}, 'at-once'),
       ('hush', 2, 'We agree.', '2019-01-01', ${BY}, 'after-the-year')`,
    `insert into committee values ('hushed', 'hush', 'Payment', 'Says how', 'all-sides', 'vote', 0.5, 0.5, 0.5, 0, null, ${BY})`,
    `insert into recommendation values ('two', 'hush', 'hushed', 'Two', 'model', 'demo/common-model', 'published', 1, 1,
       null, null, '${NOW}', ${BY})`,
    `insert into recommendation_version values ('two', 1, 'Text', '[]', ${BY})`,
    `insert into comment_window values ('two', 1, 1, '2019-02-01', '2019-03-01')`,
    `insert into decision values ('two', 1, 'accepted', 'It passed', ${BY})`,
    `insert into recommendation_publication values ('two', 1, 1, ${BY})`,
    ...[
      ['2020', '2021-03-31'],
      ['2998', '2999-03-31'],
    ].flatMap(([year, actual_by]) => [
      `insert into adoption_call values ('two', ${year}, '2019-11-30', '${actual_by}', ${BY})`,
      `insert into adoption (recommendation, year, payer, element, stage, degree, because, stated_at, stated_by)
        values ('two', ${year}, 'summit', 'cadence', 'intent', 'partial', 'Next year', ${BY})`,
    ]),
    `insert into plan_step (initiative, title, owner, due_date, recorded_at, recorded_by)
       values ('tide', 'Ask employers', 'Ana', '2026-06-30', ${BY})`,
  ]
  await register.engine(async (tx) => {
    await sql`set local search_path = wholepanel`.execute(tx)
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}
