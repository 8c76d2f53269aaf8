import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS } from '../../src/convening/notify/kinds.ts'
import { type Notice, notifyIn } from '../../src/convening/notify/notify.ts'
import { choose, markRead } from '../../src/register/convening/notify/notifications.ts'
import type { Register } from '../../src/register/open.ts'
import { NOW, seat, withPeople } from './people.ts'

const vote = (to: Notice['to'], more: Partial<Notice> = {}): Notice => ({
  ...{ to, kind: 'ballot-open', about: 'ballot:12', link: '/ballots/12', at: NOW },
  ...more,
})

/** Whom it concerns and how each is told, asked of a register. */
export function notifySuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    const rows = () =>
      register.engine((tx) => tx.selectFrom('notification').selectAll().orderBy('notification').execute())
    const messages = () => register.engine((tx) => tx.selectFrom('message').selectAll().execute())
    const empty = () =>
      register.engine(async (tx) => {
        for (const table of ['notification', 'message', 'notification_choice'] as const)
          await tx.deleteFrom(table).execute()
      })
    const tell = (given: Notice) => register.engine((tx) => notifyIn(tx, given))
    beforeAll(async () => {
      register = await open()
      await withPeople(register)
    })
    afterAll(() => register.close())

    test('everybody who looks in a role today is told once, whoever did it is not, and who has left is not', async () => {
      await empty()
      await tell(vote([{ role: 'payer' }, { participant: 'summit' }], { by: 'kay' }))
      expect((await rows()).map((one) => one.account)).toEqual(['pam', 'sol'])
    })

    test('those who say who looks for a participant can be told alone', async () => {
      await empty()
      await tell(vote({ participant: 'summit', administrators: true }))
      expect((await rows()).map((one) => one.account)).toEqual(['pam'])
    })

    test('who sits on a committee that day is told, and an empty committee is nobody', async () => {
      await empty()
      await seat(register, 'kay')
      await tell(vote({ committee: 'models' }))
      await tell(vote({ committee: 'nobody' }))
      expect((await rows()).map((one) => one.account)).toEqual(['kay'])
      await empty()
      await tell(vote({ committee: 'models' }, { at: '2027-01-05T10:00:00.000Z' }))
      expect(await rows()).toEqual([])
    })

    test('what is unread is not told again, and what was read is', async () => {
      await empty()
      await tell(vote({ account: 'pam' }))
      await tell(vote({ account: 'pam' }))
      expect(await rows()).toHaveLength(1)
      await register.engine((tx) => markRead(tx, 'pam', 'all', NOW))
      await tell(vote({ account: 'pam' }))
      expect(await rows()).toHaveLength(2)
      expect(await messages()).toHaveLength(2)
    })

    test('an e-mail follows each person’s choice, and nobody without an address gets one', async () => {
      await empty()
      await register.engine((tx) => choose(tx, 'kay', 'ballot-open', 'daily'))
      await tell(vote({ role: 'payer' }))
      expect((await rows()).map(({ account, mail, message }) => [account, mail, message !== null])).toEqual([
        ['kay', 'daily', false],
        ['pam', 'at-once', true],
        ['sol', 'never', false],
      ])
      expect((await messages()).map(({ account, kind, state }) => [account, kind, state])).toEqual([
        ['pam', 'notice', 'waiting'],
      ])
    })

    test('an act that fails tells nobody', async () => {
      await empty()
      const act = register.engine(async (tx) => {
        await notifyIn(tx, vote({ role: 'payer' }))
        throw new Error('the act failed')
      })
      await expect(act).rejects.toThrow('the act failed')
      expect(await rows()).toEqual([])
      expect(await messages()).toEqual([])
    })

    test('an act in a party’s own transaction tells too, and stays the party’s', async () => {
      await empty()
      await register
        .as({ role: 'payer', organization_id: 'summit' }, async (tx) => {
          await notifyIn(tx, vote({ role: 'convener' }))
          await expect(tx.selectFrom('notification').selectAll().execute()).rejects.toMatchObject({ code: '42501' })
        })
        .catch(() => undefined)
      await register.as({ role: 'payer', organization_id: 'summit' }, (tx) => notifyIn(tx, vote({ role: 'convener' })))
      expect((await rows()).map((one) => one.account)).toEqual(['ann'])
    })

    test('an address that leads elsewhere is refused by the database', async () => {
      for (const link of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a b', '/a\nb'])
        await expect(tell(vote({ account: 'pam' }, { about: 'ballot:13', link })), link).rejects.toMatchObject({
          code: '23514',
        })
    })

    test('what is said of each kind is one plain sentence without a figure', () => {
      for (const { words } of Object.values(KINDS)) expect(words).toMatch(/^[A-Z][a-z ,]+\.$/)
    })
  })
}
