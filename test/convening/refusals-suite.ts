import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '../../src/convening/act.ts'
import { declareConflict } from '../../src/convening/initiative/committees.ts'
import * as meetings from '../../src/convening/meetings/acts.ts'
import { requireSilenceIn } from '../../src/convening/silence/in-room.ts'
import { answerRefusal, askSteward } from '../../src/convening/silence/refused/answering.ts'
import { keepingRefusals } from '../../src/convening/silence/refused/keeping.ts'
import { MOST_TRIES } from '../../src/convening/silence/refused/sent-again.ts'
import { WholepanelError } from '../../src/error.ts'
import { OPERATOR, type Viewer } from '../../src/governance/viewer.ts'
import type { Register } from '../../src/register/open.ts'
import { insertAccessGrant } from '../../src/register/people/access-grants.ts'
import { insertAccount } from '../../src/register/people/accounts.ts'
import { NOW, seat, withPeople } from './people.ts'

const RENT = 'My clinic rents its rooms from Keystone Health for $1,900 a month.'
const DENIED = { code: 'access-denied' }
const NOT_NOW = { code: 'conflict-procedure' }
const REFUSED = { code: 'input-own-amount' }
const viewer = (person: string, role: Viewer['role'], organization_id: string): Viewer => ({
  ...{ person, name: person, role, purpose: 'convening', organization_id, practice_ids: [] },
})
const ANN = viewer('ann', 'convener', 'tide')
const ALF = viewer('alf', 'convener', 'tide')
const PAM = viewer('pam', 'payer', 'summit')
const SOL = viewer('sol', 'payer', 'summit')
const CONFLICT = {
  ...{ route: 'POST /api/committees/:committee/conflicts', address: '/api/committees/models/conflicts' },
}
const PLAN = { route: 'POST /api/committees/:committee/meetings', address: '/api/committees/models/meetings' }

/** Words of forms that the check refuses, asked of a register. */
export function refusalsSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    let clock = Date.parse(NOW)
    const by = (who: Viewer, form: Act['form'] = CONFLICT): Act => ({
      ...{ register, by: who, now: new Date(clock).toISOString(), form },
    })
    const sending = (act: Act, work: () => Promise<unknown>) => keepingRefusals(act.register, work)
    const declare = (who: Viewer, interest: string, form = CONFLICT) =>
      sending(by(who, form), () => declareConflict(by(who, form), 'models', interest))
    const planned = (who: Viewer, title: string, place = 'Tidewell') =>
      sending(by(who, PLAN), () => meetings.planMeeting(by(who, PLAN), 'models', { title, starts_at: NOW, place }))
    const keyOf = async (refused: Promise<unknown>): Promise<string> => {
      const error: unknown = await refused.catch((one: unknown) => one)
      if (!(error instanceof WholepanelError) || error.code !== REFUSED.code) throw new Error('the words passed')
      return error.detail.refusal ?? 'none'
    }
    const answered = (who: Viewer, refusal: string, released = true, because = 'Rent is no payment for care') =>
      answerRefusal(by(who), refusal, { released, because })
    const steps = (refusal: string) =>
      register.engine(async (tx) => {
        const found = await tx.selectFrom('refusal_answer').select('what').where('refusal', '=', refusal).execute()
        return found.map(({ what }) => what).sort()
      })
    const told = (kind: string) =>
      register.engine((tx) =>
        tx.selectFrom('notification').select(['account', 'link']).where('kind', '=', kind).orderBy('account').execute(),
      )

    beforeAll(async () => {
      register = await open()
      await withPeople(register)
      await seat(register, 'pam')
      await register.engine(async (tx) => {
        await insertAccount(tx, { account: 'alf', name: 'alf', email: null }, 'operator', NOW)
        const grant = { account: 'alf', role: 'convener', purpose: 'convening', participant: 'tide' } as const
        await insertAccessGrant(tx, { ...grant, start_date: '2026-01-01' }, 'operator', NOW)
      })
    })
    afterAll(() => register?.close())

    test('a refusal is kept with who sent what where, and what was found, and of the act nothing', async () => {
      const refusal = await keyOf(
        planned(ANN, 'Summit Health pays 137 percent of Medicare', 'Our withhold is 5 percent'),
      )
      expect(refusal).toMatch(/^refusal-[0-9a-f]{32}$/)
      const kept = await register.engine((tx) =>
        tx.selectFrom('refusal').selectAll().where('refusal', '=', refusal).executeTakeFirstOrThrow(),
      )
      expect(kept).toMatchObject({ ...PLAN, by: 'ann', party: 'convener', confidential: false })
      expect(kept.texts.map(({ field, findings }) => [field, findings[0]?.kind])).toEqual([
        ['title', 'named-amount'],
        ['place', 'own-amount'],
      ])
      expect(await register.engine((tx) => tx.selectFrom('meeting').selectAll().execute())).toEqual([])
    })

    test('who was refused asks once, whoever may answer is told, and nobody who is no author asks', async () => {
      const refusal = await keyOf(declare(PAM, RENT))
      await expect(askSteward(by(SOL), refusal)).rejects.toMatchObject(DENIED)
      await expect(askSteward(by(PAM), 'refusal-nothing')).rejects.toMatchObject(DENIED)
      await askSteward(by(PAM), refusal)
      await askSteward(by(PAM), refusal)
      expect(await steps(refusal)).toEqual(['asked'])
      expect(await told('words-asked')).toEqual(
        ['alf', 'ann'].map((account) => ({ account, link: '/convening/meetings' })),
      )
    })

    test('what is released passes once, for its author, in that field of that form, word for word', async () => {
      const refusal = await keyOf(declare(PAM, RENT))
      await answered(ANN, refusal)
      expect(await told('words-released')).toEqual([{ account: 'pam', link: '/convening/initiative/tide' }])
      await expect(declare(PAM, `${RENT} So`)).rejects.toMatchObject(REFUSED)
      await expect(declare(PAM, RENT, PLAN)).rejects.toMatchObject(REFUSED)
      await seatToo('sol')
      await expect(declare(SOL, RENT)).rejects.toMatchObject(REFUSED)
      await expect(planned(PAM, RENT)).rejects.toMatchObject(REFUSED)
      await declare(PAM, RENT)
      expect(await steps(refusal)).toEqual(['passed', 'released'])
      await expect(declare(PAM, RENT)).rejects.toMatchObject(REFUSED)
    })

    test('of two that send it at once one passes', async () => {
      clock += 3_700_000
      await answered(ANN, await keyOf(declare(PAM, RENT)))
      const both = await Promise.allSettled([declare(PAM, RENT), declare(PAM, RENT)])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })

    test('what is released stays released where the act fails for something else', async () => {
      const refusal = await keyOf(planned(ANN, RENT))
      await answered(ALF, refusal)
      const failing = sending(by(ANN, PLAN), async () => {
        await register.engine(async (tx) => {
          await requireSilenceIn(tx, by(ANN, PLAN), { title: RENT })
          throw new Error('something else')
        })
      })
      await expect(failing).rejects.toThrow('something else')
      expect(await steps(refusal)).toEqual(['released'])
      await planned(ANN, RENT)
      expect(await steps(refusal)).toEqual(['passed', 'released'])
    })

    test('one field of a form that is released lets no other pass', async () => {
      const both = () => planned(ANN, RENT, 'Our withhold is 5 percent')
      const first = await keyOf(planned(ANN, RENT))
      await answered(ALF, first)
      const second = await keyOf(both())
      expect(await steps(first)).toEqual(['released'])
      await answered(ALF, second)
      await both()
      expect([await steps(first), await steps(second)]).toEqual([
        ['passed', 'released'],
        ['passed', 'released'],
      ])
    })

    test('of two stewards who answer at once one does, and what is upheld stays refused', async () => {
      clock += 3_700_000
      const refusal = await keyOf(declare(PAM, RENT))
      const both = await Promise.allSettled([answered(ANN, refusal, false), answered(ALF, refusal, false)])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await steps(refusal)).toEqual(['upheld'])
      expect(await told('words-upheld')).toEqual([{ account: 'pam', link: '/convening/meetings' }])
      await expect(answered(ALF, refusal)).rejects.toMatchObject(NOT_NOW)
      await expect(declare(PAM, RENT)).rejects.toMatchObject(REFUSED)
    })

    test('nobody answers for themselves, and the operator for the convener alone', async () => {
      const own = await keyOf(planned(ANN, RENT))
      await expect(answered(ANN, own)).rejects.toMatchObject(NOT_NOW)
      await answered(OPERATOR, own)
      const ofPam = await keyOf(declare(PAM, RENT))
      for (const who of [OPERATOR, PAM, SOL]) await expect(answered(who, ofPam)).rejects.toMatchObject(DENIED)
      await expect(answered(ANN, 'refusal-nothing')).rejects.toMatchObject(DENIED)
      await expect(answered(ANN, ofPam, true, 'Summit Health pays $4')).rejects.toMatchObject(REFUSED)
    })

    test('how one votes is the voter’s alone until the voter asks', async () => {
      clock += 3_700_000
      const form = {
        ...{ route: 'POST /api/recommendations/:recommendation/vote', address: '/api/recommendations/x/vote' },
      }
      const refusal = await keyOf(declare(PAM, RENT, form))
      await expect(answered(ANN, refusal)).rejects.toMatchObject(DENIED)
      await askSteward(by(PAM), refusal)
      await answered(ANN, refusal)
      expect(await steps(refusal)).toEqual(['asked', 'released'])
    })

    test('who is refused too often sends no words until an hour is over, and each try is kept', async () => {
      clock += 3_700_000
      const tries = () =>
        register.engine(
          async (tx) => (await tx.selectFrom('refusal').select('at').where('by', '=', 'pam').execute()).length,
        )
      const before = await tries()
      for (let number = 0; number < MOST_TRIES; number += 1)
        await expect(declare(PAM, `Summit Health pays $${number}`)).rejects.toMatchObject(REFUSED)
      expect((await tries()) - before).toBe(MOST_TRIES)
      const busy = { code: 'access-too-many-reads', detail: { wait: 3600 } }
      await expect(declare(PAM, 'Summit Health pays $4')).rejects.toMatchObject(busy)
      await expect(declare(PAM, 'A brother')).rejects.toMatchObject(busy)
      clock += 3_600_000
      await declare(PAM, 'A brother')
    })

    test('a convener that is a payer itself is asked nothing and answers nothing', async () => {
      clock += 3_700_000
      const earlier = await keyOf(declare(PAM, RENT))
      await register.engine((tx) =>
        tx
          .insertInto('initiative_participant')
          .values({
            ...{
              initiative: 'tide',
              participant: 'tide',
              side: 'payer',
              lines_of_business: [],
              start_date: '2026-01-01',
            },
            ...{ end_date: null, recorded_at: NOW, recorded_by: 'operator' },
          })
          .execute(),
      )
      expect(await keyOf(declare(PAM, RENT))).toBe('none')
      await expect(askSteward(by(PAM), earlier)).rejects.toMatchObject(NOT_NOW)
      await expect(answered(ANN, earlier)).rejects.toMatchObject(DENIED)
    })

    const seatToo = (account: string) =>
      register.engine(async (tx) => {
        const { seat } = await tx.selectFrom('seat').select('seat').executeTakeFirstOrThrow()
        const term = {
          seat,
          account,
          participant: null,
          chair: false,
          start_date: '2026-01-01',
          end_date: '2026-12-31',
        }
        const recorded = { recorded_at: NOW, recorded_by: 'ann' }
        await tx
          .insertInto('seat_term')
          .values({ ...term, ended_on: null, because: null, ...recorded })
          .execute()
      })
  })
}
