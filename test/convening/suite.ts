import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLibrary } from '../../src/alignment/profile/library.ts'
import type { Act } from '../../src/convening/act.ts'
import * as initiatives from '../../src/convening/initiative/acts.ts'
import * as committees from '../../src/convening/initiative/committees.ts'
import * as recommendations from '../../src/convening/recommendation/acts.ts'
import * as votes from '../../src/convening/recommendation/votes.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { LIBRARY as MODELS } from '../../src/model/read-model.ts'
import { filledOn } from '../../src/register/convening/initiatives.ts'
import type { Register } from '../../src/register/open.ts'
import { saveAccount } from '../../src/register/people/accounts.ts'
import { saveParticipant } from '../../src/register/people/participants.ts'

const LIBRARY = readLibrary([MODELS])
const BEGUN = '2026-01-05T09:00:00.000Z'
const REFUSED = { code: 'conflict-procedure' }

const someone = (person: string, role: Viewer['role'], organization_id: string | null): Viewer => ({
  ...{ person, name: `Name of ${person}`, role, purpose: 'convening', organization_id, practice_ids: [] },
})
const CONVENER = { ...someone('amara', 'convener', 'tide'), administers: true }
const PEOPLE = [
  CONVENER,
  someone('priya', 'payer', 'summit'),
  someone('tom', 'payer', 'keystone'),
  someone('dana', 'practice', 'elm'),
  someone('owen', 'provider-organization', 'cedar'),
  someone('carla', 'public', null),
]
const person = (name: string): Viewer => PEOPLE.find((one) => one.person === name) as Viewer

/** The rules of procedure, each asked of a register: nothing here rests on the pages or on who may ask. */
export function conveningSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    let clock = BEGUN
    const by = (who: Viewer | string): Act => ({
      register,
      by: typeof who === 'string' ? person(who) : who,
      now: clock,
    })
    const on = (day: string, time = '09:00:00') => {
      clock = `${day}T${time}.000Z`
    }
    const seatOf = new Map<string, number>()
    let number = 0
    /** A recommendation of its own for each test, as a draft. */
    const drafted = async () => {
      number += 1
      const { recommendation } = await recommendations.draft(
        by(CONVENER),
        {
          ...{ initiative: 'tide', committee: 'payment', title: `Way ${number}`, changes_kind: 'reference' },
          ...{ changes_what: 'reference', body: 'Pay so.', changes: [], supersedes: null },
        },
        LIBRARY,
      )
      return recommendation
    }
    const opened = async (from: string, until: string) => {
      on(from)
      const one = await drafted()
      await recommendations.openComment(by(CONVENER), one, { opens_on: from, closes_on: until })
      return one
    }
    const said = (one: string) =>
      recommendations.comment(by(CONVENER), one, { name: 'Ann Lee', affiliation: null, account: null, body: 'Why?' })
    const inVote = async (from: string, until: string, next: string) => {
      const one = await opened(from, until)
      on(next)
      await votes.openVote(by(CONVENER), one, { closes_at: `${next}T18:00:00.000Z`, method: 'vote' })
      return one
    }
    const stateOf = (one: string) =>
      register.engine(async (tx) => {
        const found = await tx
          .selectFrom('recommendation')
          .select('state')
          .where('recommendation', '=', one)
          .executeTakeFirstOrThrow()
        return found.state
      })
    const all = ['priya', 'tom', 'dana', 'owen', 'carla']
    const castAll = async (one: string, choice: 'yes' | 'no', who = all) => {
      for (const each of who) await votes.cast(by(each), one, { choice, reason: null })
    }

    beforeAll(async () => {
      register = await open()
      for (const { person: account, name: called } of PEOPLE)
        await saveAccount(register, { account, name: called }, 'operator', BEGUN)
      for (const [participant, kind] of [
        ['tide', 'convener'],
        ['summit', 'payer'],
        ['keystone', 'payer'],
        ['elm', 'provider-organization'],
        ['cedar', 'provider-organization'],
      ] as const)
        await saveParticipant(register, { participant, participant_name: participant, kind }, BEGUN)
      await initiatives.foundInitiative(by(CONVENER), {
        ...{ title: 'Tide', about: 'One way', footing: 'private-convener', authority: 'By-laws', supervisor: null },
        ...{ supervision: null, start_date: '2026-01-01' },
      })
      for (const [participant, side] of [
        ['tide', 'convener'],
        ['summit', 'payer'],
        ['keystone', 'payer'],
        ['elm', 'provider'],
        ['cedar', 'provider'],
      ] as const)
        await initiatives.takePart(by(CONVENER), 'tide', {
          ...{ participant, side, lines_of_business: [], start_date: '2026-01-01', end_date: null },
        })
      await committees.makeCommittee(by(CONVENER), 'tide', {
        ...{ title: 'Payment', charge: 'Says how', room: 'all-sides', decides_by: 'vote', quorum_share: '0.5' },
        ...{ passes_share: '0.5', most_side_share: '0.5', least_consumer_seats: 1 },
      })
      for (const [account, side, participant, chair] of [
        ['amara', 'convener', 'tide', true],
        ['priya', 'payer', 'summit', false],
        ['dana', 'provider', 'elm', false],
        ['carla', 'consumer', null, false],
        ['tom', 'payer', 'keystone', false],
        ['owen', 'provider', 'cedar', false],
      ] as const) {
        const { seat } = await committees.addSeat(by(CONVENER), 'payment', { side, votes: !chair })
        seatOf.set(account, seat)
        await committees.fillSeat(by(CONVENER), 'payment', {
          ...{ seat, account, participant, chair, start_date: '2026-01-05', end_date: '2027-12-31' },
        })
      }
    })
    afterAll(() => register?.close())

    test('a year of one recommendation: commented, answered, voted, accepted, published, and its successor', async () => {
      const one = await opened('2026-02-02', '2026-03-02')
      const { comment } = await said(one)
      on('2026-03-03')
      await recommendations.moderate(by(CONVENER), one, { comment, because: null })
      await recommendations.answer(by(CONVENER), one, { comment, body: 'Because.' })
      await votes.openVote(by(CONVENER), one, { closes_at: '2026-03-10T18:00:00.000Z', method: 'vote' })
      await castAll(one, 'yes')
      expect(await votes.closeVote(by(CONVENER), one)).toMatchObject({ outcome: 'passed', yes: 5, seats: 5 })
      await recommendations.decide(by(CONVENER), one, { accepted: true, because: 'It passed.' })
      await recommendations.publish(by(CONVENER), one)
      expect(await stateOf(one)).toBe('published')
      const { recommendation: next } = await recommendations.draft(
        by(CONVENER),
        {
          ...{ initiative: 'tide', committee: 'payment', title: 'The next', changes_kind: 'reference' },
          ...{ changes_what: 'reference', body: 'Pay otherwise.', changes: [], supersedes: one },
        },
        LIBRARY,
      )
      await recommendations.openComment(by(CONVENER), next, { opens_on: '2026-03-03', closes_on: '2026-03-10' })
      on('2026-03-11')
      await votes.openVote(by(CONVENER), next, { closes_at: '2026-03-11T18:00:00.000Z', method: 'consensus' })
      await castAll(next, 'yes', ['priya', 'dana', 'carla'])
      on('2026-03-11', '18:00:00')
      await votes.closeVote(by(CONVENER), next)
      await recommendations.decide(by(CONVENER), next, { accepted: true, because: 'Nobody objected.' })
      await recommendations.publish(by(CONVENER), next)
      expect([await stateOf(one), await stateOf(next)]).toEqual(['superseded', 'published'])
    })

    test('a vote opens only when every comment was looked at and answered', async () => {
      const one = await opened('2026-04-01', '2026-04-08')
      const first = await said(one)
      const second = await said(one)
      on('2026-04-09')
      const vote = () => votes.openVote(by(CONVENER), one, { closes_at: '2026-04-10T18:00:00.000Z', method: 'vote' })
      await expect(vote()).rejects.toMatchObject({ ...REFUSED, detail: { got: expect.stringMatching(/^2 comments/) } })
      await recommendations.moderate(by(CONVENER), one, { comment: first.comment, because: null })
      await recommendations.moderate(by(CONVENER), one, { comment: second.comment, because: 'An advertisement' })
      await expect(vote()).rejects.toMatchObject({
        ...REFUSED,
        detail: { got: expect.stringMatching(/without an answer/) },
      })
      await expect(
        recommendations.answer(by(CONVENER), one, { comment: second.comment, body: 'No.' }),
      ).rejects.toMatchObject(REFUSED)
      await recommendations.answer(by(CONVENER), one, { comment: first.comment, body: 'Because.' })
      await vote()
      expect(await stateOf(one)).toBe('in-vote')
    })

    test('a vote opens only after the time for comments is over, and no comment comes after it', async () => {
      const one = await opened('2026-04-01', '2026-04-08')
      on('2026-04-08', '23:59:59')
      await expect(
        votes.openVote(by(CONVENER), one, { closes_at: '2026-04-20T18:00:00.000Z', method: 'vote' }),
      ).rejects.toMatchObject(REFUSED)
      await said(one)
      on('2026-04-09', '00:00:00')
      await expect(said(one)).rejects.toMatchObject(REFUSED)
    })

    test('one seat has one vote, who has no seat none, and none is cast after the end', async () => {
      const one = await inVote('2026-05-01', '2026-05-08', '2026-05-09')
      await votes.cast(by('priya'), one, { choice: 'yes', reason: null })
      for (const choice of ['yes', 'no'] as const)
        await expect(votes.cast(by('priya'), one, { choice, reason: null })).rejects.toMatchObject(REFUSED)
      await expect(
        votes.cast(by(someone('stranger', 'payer', 'summit')), one, { choice: 'yes', reason: null }),
      ).rejects.toMatchObject(REFUSED)
      await expect(votes.cast(by(CONVENER), one, { choice: 'yes', reason: null })).rejects.toMatchObject(REFUSED)
      on('2026-05-09', '18:00:00')
      await expect(votes.cast(by('tom'), one, { choice: 'yes', reason: null })).rejects.toMatchObject(REFUSED)
      expect(await votes.closeVote(by(CONVENER), one)).toMatchObject({ outcome: 'no-quorum', yes: 1 })
      expect(await stateOf(one)).toBe('answering')
    })

    test('two votes of one seat at once are one', async () => {
      const one = await inVote('2026-05-01', '2026-05-08', '2026-05-09')
      const both = await Promise.allSettled(
        (['yes', 'no'] as const).map((choice) => votes.cast(by('priya'), one, { choice, reason: null })),
      )
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })

    test('a seat that stepped back does not vote, and what it said before counts for nothing', async () => {
      const one = await inVote('2026-05-01', '2026-05-08', '2026-05-09')
      await castAll(one, 'no', ['priya'])
      await castAll(one, 'yes', ['tom', 'dana'])
      await votes.recuse(by('priya'), one, 'Her payer is concerned alone')
      await votes.recuse(by('owen'), one, 'His brother')
      await expect(votes.cast(by('owen'), one, { choice: 'yes', reason: null })).rejects.toMatchObject(REFUSED)
      on('2026-05-09', '18:00:00')
      expect(await votes.closeVote(by(CONVENER), one)).toMatchObject({ outcome: 'passed', seats: 3, yes: 2, no: 0 })
    })

    test('a ballot that is open is not counted before its end while a seat may still vote', async () => {
      const one = await inVote('2026-05-01', '2026-05-08', '2026-05-09')
      await castAll(one, 'yes', ['priya'])
      await expect(votes.closeVote(by(CONVENER), one)).rejects.toMatchObject(REFUSED)
      expect(await stateOf(one)).toBe('in-vote')
    })

    test('what was voted on is what is published: it is not written anew meanwhile', async () => {
      const one = await inVote('2026-05-01', '2026-05-08', '2026-05-09')
      const other = { title: 'Other', body: 'Pay more.', changes: [] }
      await expect(recommendations.write(by(CONVENER), one, other, LIBRARY)).rejects.toMatchObject(REFUSED)
      await castAll(one, 'yes')
      await votes.closeVote(by(CONVENER), one)
      await expect(recommendations.write(by(CONVENER), one, other, LIBRARY)).rejects.toMatchObject(REFUSED)
      await expect(recommendations.publish(by(CONVENER), one)).rejects.toMatchObject(REFUSED)
      await recommendations.decide(by(CONVENER), one, { accepted: false, because: 'Say what it costs.' })
      await recommendations.write(by(CONVENER), one, other, LIBRARY)
      expect(await stateOf(one)).toBe('draft')
    })

    test('a clock set back is refused, and changes nothing', async () => {
      const one = await opened('2026-05-01', '2026-05-08')
      on('2026-05-05')
      await said(one)
      on('2026-05-04')
      await expect(said(one)).rejects.toMatchObject({ code: 'conflict-clock' })
      await expect(recommendations.withdraw(by(CONVENER), one, 'x')).rejects.toMatchObject({ code: 'conflict-clock' })
      expect(await stateOf(one)).toBe('in-comment')
    })

    test('a seat that would upset the balance is not filled, and payers sit together only where the convener chairs', async () => {
      on('2026-06-01')
      const { seat } = await committees.addSeat(by(CONVENER), 'payment', { side: 'payer', votes: true })
      await saveAccount(register, { account: 'grace', name: 'Grace' }, 'operator', BEGUN)
      const term = {
        seat,
        account: 'grace',
        participant: 'summit',
        chair: false,
        start_date: '2026-06-01',
        end_date: '2026-12-31',
      }
      await register.engine((tx) =>
        tx.updateTable('committee').set({ most_side_share: '0.4' }).where('committee', '=', 'payment').execute(),
      )
      await expect(committees.fillSeat(by(CONVENER), 'payment', term)).rejects.toMatchObject({
        ...REFUSED,
        detail: { got: expect.stringMatching(/payer side holds 3 of 6/) },
      })
      await expect(
        committees.fillSeat(by(CONVENER), 'payment', { ...term, participant: 'nobody' }),
      ).rejects.toMatchObject(REFUSED)
      await expect(committees.fillSeat(by(CONVENER), 'payment', { ...term, account: 'priya' })).rejects.toMatchObject(
        REFUSED,
      )
    })

    test('a committee that loses its consumer decides nothing until the seat is filled', async () => {
      const one = await inVote('2026-07-01', '2026-07-08', '2026-07-09')
      await castAll(one, 'yes', ['priya', 'tom', 'dana', 'owen'])
      const held = await register.engine((tx) => filledOn(tx, 'payment', '2026-07-09'))
      const sits = held.find(({ account }) => account === 'carla')
      const left = await committees.endTerm(by(CONVENER), 'payment', {
        ...{ seat_term: sits?.seat_term as number, because: 'She moved away' },
      })
      expect(left.faults.map(({ rule }) => rule)).toContain('consumer-seats')
      on('2026-07-09', '18:00:00')
      expect(await votes.closeVote(by(CONVENER), one)).toMatchObject({ outcome: 'void' })
      const vote = () => votes.openVote(by(CONVENER), one, { closes_at: '2026-07-20T18:00:00.000Z', method: 'vote' })
      await expect(vote()).rejects.toMatchObject(REFUSED)
      on('2026-07-10')
      await committees.fillSeat(by(CONVENER), 'payment', {
        ...{ seat: seatOf.get('carla') as number, account: 'carla', participant: null, chair: false },
        ...{ start_date: '2026-07-10', end_date: '2027-12-31' },
      })
      await vote()
      expect(await stateOf(one)).toBe('in-vote')
    })

    test('a memorandum is signed once a version, with its own text, by who takes part', async () => {
      const { version } = await initiatives.issueMemorandum(by(CONVENER), 'tide', 'We agree.')
      const body_hash = await register.engine(async (tx) => {
        const found = await tx
          .selectFrom('memorandum')
          .select('body_hash')
          .where('version', '=', version)
          .executeTakeFirstOrThrow()
        return found.body_hash
      })
      const sign = (who: Viewer | string, hash = body_hash) =>
        initiatives.signMemorandum(by(who), 'tide', { version, body_hash: hash })
      await expect(sign('priya', 'ab'.repeat(32))).rejects.toMatchObject(REFUSED)
      await expect(sign(someone('eve', 'payer', 'unheard-of'))).rejects.toMatchObject(REFUSED)
      await sign('priya')
      await expect(sign('priya')).rejects.toMatchObject(REFUSED)
      await initiatives.issueMemorandum(by(CONVENER), 'tide', 'We agree otherwise.')
      await expect(sign('tom')).rejects.toMatchObject(REFUSED)
    })

    test('not even the program’s own hand changes or removes what was said, voted or published', async () => {
      const tries = [
        `update wholepanel.recommendation_version set body = 'x'`,
        `update wholepanel.recommendation_publication set version = 1`,
        `update wholepanel.vote set choice = 'no'`,
        `update wholepanel.comment_answer set body = 'x'`,
        `update wholepanel.public_comment set body = 'x'`,
        `update wholepanel.ballot set version = 1`,
        `update wholepanel.decision set outcome = 'accepted'`,
        `update wholepanel.memorandum set body = 'x'`,
        `update wholepanel.memorandum_signature set signed_name = 'x'`,
        `update wholepanel.initiative_charter set body = 'x'`,
        ...[
          'recommendation',
          'recommendation_version',
          'recommendation_publication',
          'vote',
          'public_comment',
          'ballot_seat',
        ].map((table) => `delete from wholepanel.${table}`),
      ]
      for (const statement of tries)
        await expect(
          register.engine((tx) => sql.raw(statement).execute(tx)),
          statement,
        ).rejects.toMatchObject({ code: '42501' })
    })
  })
}
