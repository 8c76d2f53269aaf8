import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLibrary } from '../../src/alignment/profile/library.ts'
import type { Act } from '../../src/convening/act.ts'
import * as initiatives from '../../src/convening/initiative/acts.ts'
import * as committees from '../../src/convening/initiative/committees.ts'
import { addStep, changeStep } from '../../src/convening/plan/acts.ts'
import * as recommendations from '../../src/convening/recommendation/acts.ts'
import * as votes from '../../src/convening/recommendation/votes.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { LIBRARY as MODELS } from '../../src/model/read-model.ts'
import type { Register } from '../../src/register/open.ts'
import { saveAccount } from '../../src/register/people/accounts.ts'
import { saveParticipant } from '../../src/register/people/participants.ts'

const LIBRARY = readLibrary([MODELS])
const REFUSED = { code: 'conflict-procedure' }
const someone = (
  person: string,
  role: Viewer['role'],
  organization_id: string | null,
  administers = false,
): Viewer => ({
  ...{ person, name: person, role, purpose: 'convening', organization_id, practice_ids: [], administers },
})
const amara = someone('amara', 'convener', 'tide', true)
const ines = someone('ines', 'convener', 'tide')
const priya = someone('priya', 'payer', 'summit')
const dana = someone('dana', 'practice', 'elm')
const carla = someone('carla', 'purchaser', 'patients')
const eve = someone('eve', 'payer', 'summit')
const operator = someone('operator', 'operator', null)

const RULES: Omit<committees.CommitteeGiven, 'title'> = {
  ...{ charge: 'Says how', room: 'all-sides', decides_by: 'vote', quorum_share: '0.5', passes_share: '0.5' },
  ...{ most_side_share: '0.5', least_consumer_seats: 1 },
}

/** Who drafts, who decides in the end, and what a step of the plan waits for. */
export function governingSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    let clock = '2026-01-05T09:00:00.000Z'
    const by = (who: Viewer): Act => ({ register, by: who, now: clock })
    const on = (day: string) => {
      clock = `${day}T09:00:00.000Z`
    }
    const seated = async (committee: string, chair: Viewer) => {
      for (const [who, side, participant] of [
        [amara, 'convener', 'tide'],
        [carla, 'consumer', 'patients'],
        [dana, 'provider', 'elm'],
        [priya, 'payer', 'summit'],
      ] as const) {
        const { seat } = await committees.addSeat(by(amara), committee, { side, votes: who !== amara })
        await committees.fillSeat(by(amara), committee, {
          ...{ seat, account: who.person, participant, chair: who === chair },
          ...{ start_date: '2026-01-05', end_date: '2027-12-31' },
        })
      }
    }
    const draftedBy = async (who: Viewer, title: string) =>
      (
        await recommendations.draft(
          by(who),
          {
            ...{ initiative: 'tide', committee: 'payment', title, changes_kind: 'reference', supersedes: null },
            ...{ changes_what: 'reference', body: 'Pay so.', changes: [] },
          },
          LIBRARY,
        )
      ).recommendation
    const written = { title: 'Anew', body: 'Pay otherwise.', changes: [] }
    const write = (who: Viewer, one: string) => recommendations.write(by(who), one, written, LIBRARY)
    const openUntil = (one: string, opens_on: string, closes_on: string) =>
      recommendations.openComment(by(amara), one, { opens_on, closes_on })
    /** Through comment and vote, so that it waits for its decision. */
    const passed = async (one: string, from: string, until: string, next: string) => {
      on(from)
      await openUntil(one, from, until)
      on(next)
      await votes.openVote(by(amara), one, { closes_at: `${next}T18:00:00.000Z`, method: 'vote' })
      for (const who of [priya, dana, carla]) await votes.cast(by(who), one, { choice: 'yes', reason: null })
      await votes.closeVote(by(amara), one)
    }
    const decide = (who: Viewer, one: string, accepted = true) =>
      recommendations.decide(by(who), one, { accepted, because: 'It passed.' })

    beforeAll(async () => {
      register = await open()
      for (const { person: account, name: called } of [amara, ines, priya, dana, carla, eve])
        await saveAccount(register, { account, name: called }, 'operator', clock)
      for (const [participant, kind] of [
        ['tide', 'convener'],
        ['summit', 'payer'],
        ['elm', 'provider-organization'],
        ['patients', 'purchaser'],
      ] as const)
        await saveParticipant(register, { participant, participant_name: participant, kind }, clock)
      await initiatives.foundInitiative(by(amara), {
        ...{ title: 'Tide', about: 'One way', footing: 'private-convener', authority: 'By-laws', supervisor: null },
        ...{ supervision: null, start_date: '2026-01-01' },
      })
      for (const [participant, side] of [
        ['tide', 'convener'],
        ['summit', 'payer'],
        ['elm', 'provider'],
        ['patients', 'consumer'],
      ] as const)
        await initiatives.takePart(by(amara), 'tide', {
          ...{ participant, side, lines_of_business: [], start_date: '2026-01-01', end_date: null },
        })
      await committees.makeCommittee(by(amara), 'tide', { title: 'Payment', ...RULES })
      await seated('payment', amara)
    })
    afterAll(() => register?.close())

    test('a member drafts and proposes; nobody else writes on it before, and who convenes puts it before the public after', async () => {
      const one = await draftedBy(dana, 'One contact at each payer')
      for (const who of [amara, priya]) await expect(write(who, one), who.person).rejects.toMatchObject(REFUSED)
      await expect(openUntil(one, '2026-01-05', '2026-01-20')).rejects.toMatchObject(REFUSED)
      await expect(recommendations.propose(by(priya), one)).rejects.toMatchObject(REFUSED)
      await write(dana, one)
      await recommendations.propose(by(dana), one)
      await expect(write(dana, one)).rejects.toMatchObject(REFUSED)
      await recommendations.takeBack(by(dana), one)
      await write(dana, one)
      await recommendations.propose(by(dana), one)
      await write(amara, one)
      await openUntil(one, '2026-01-05', '2026-01-20')
      await expect(recommendations.takeBack(by(dana), one)).rejects.toMatchObject(REFUSED)
    })

    test('who holds no seat of the committee drafts nothing for it, and who stepped back writes no more', async () => {
      await expect(draftedBy(eve, 'Hers')).rejects.toMatchObject(REFUSED)
      on('2026-02-01')
      const one = await draftedBy(priya, 'Sent back')
      await recommendations.propose(by(priya), one)
      await passed(one, '2026-02-01', '2026-02-08', '2026-02-09')
      await decide(amara, one, false)
      await write(priya, one)
      await passed(one, '2026-02-10', '2026-02-17', '2026-02-18')
      await decide(amara, one, false)
      on('2026-02-19')
      await openUntil(one, '2026-02-19', '2026-02-26')
      await votes.recuse(by(priya), one, 'Her payer alone is concerned')
      on('2026-02-27')
      await expect(write(priya, one)).rejects.toMatchObject(REFUSED)
      await recommendations.withdraw(by(amara), one, 'Nobody needs it')
    })

    test('a proposal and its being taken back at once are one after the other', async () => {
      const one = await draftedBy(dana, 'At once')
      const both = await Promise.allSettled([
        recommendations.propose(by(dana), one),
        recommendations.propose(by(dana), one),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })

    test('without a body that governs an administrator of the convener decides; with one its chair does, and nobody else', async () => {
      on('2026-03-01')
      const [first, second] = [await draftedBy(amara, 'First'), await draftedBy(amara, 'Second')]
      await passed(first, '2026-03-01', '2026-03-08', '2026-03-09')
      for (const who of [ines, carla]) await expect(decide(who, first), who.person).rejects.toThrow()
      await decide(amara, first)
      const { committee } = await committees.makeCommittee(by(amara), 'tide', {
        ...RULES,
        ...{ title: 'Board', governs: true },
      })
      await expect(
        committees.makeCommittee(by(amara), 'tide', { ...RULES, title: 'Second board', governs: true }),
      ).rejects.toMatchObject(REFUSED)
      await passed(second, '2026-03-10', '2026-03-17', '2026-03-18')
      // A board on which nobody sits has no chair.
      await expect(decide(carla, second)).rejects.toMatchObject(REFUSED)
      await seated(committee, carla)
      for (const who of [amara, ines, dana, operator])
        await expect(decide(who, second), who.person).rejects.toMatchObject({
          ...REFUSED,
          detail: { want: 'the chair of “Board”' },
        })
      await decide(carla, second)
    })

    test('a step waits for one of its plan that is open, and serves an agreed step that is', async () => {
      const given = {
        ...{ title: 'Ask employers', owner: 'summit', resources: null, due_date: '2026-06-30' },
        ...{ goal: null, alignment_action: null, recommendation: null },
      }
      const { plan_step } = await addStep(by(amara), 'tide', given)
      await addStep(by(amara), 'tide', { ...given, title: 'Write to them', waits_for: plan_step })
      for (const wrong of [{ waits_for: 9_999 }, { alignment_action: 9_999 }])
        await expect(addStep(by(amara), 'tide', { ...given, ...wrong })).rejects.toMatchObject({
          code: 'input-argument',
        })
      await changeStep(by(amara), plan_step, { done: true })
      await expect(addStep(by(amara), 'tide', { ...given, waits_for: plan_step })).rejects.toMatchObject({
        code: 'input-argument',
      })
    })
  })
}
