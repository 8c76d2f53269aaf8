import { beforeAll, describe, expect, test } from 'vitest'
import { viewerFrom } from '../../src/governance/viewer.ts'
import type { Register } from '../../src/register/open.ts'
import {
  type AccessGrantGiven,
  endAccessGrant,
  grantsInForce,
  listAccessGrants,
  saveAccessGrant,
} from '../../src/register/people/access-grants.ts'
import {
  accountByEmail,
  accountOf,
  demonstrationPeople,
  saveAccount,
  setAccountStatus,
} from '../../src/register/people/accounts.ts'
import { endCoaching, insertCoaching } from '../../src/register/people/coaching.ts'
import { listParticipants, saveParticipant } from '../../src/register/people/participants.ts'

const NOW = '2026-01-05T10:00:00Z'
const TODAY = '2026-01-05'

/** Who may sign in and as whom, for the suite that every store passes; `summit` is a registered payer. */
export function peopleSentences(open: () => Register): void {
  const grant = (account: string, given: Partial<AccessGrantGiven> = {}) =>
    saveAccessGrant(
      open(),
      {
        account,
        role: 'practice',
        purpose: 'treatment',
        participant: 'elm-group',
        practice_ids: ['elm', 'oak'],
        start_date: '2026-01-01',
        ...given,
      },
      'operator',
      NOW,
    )
  const inForce = async (account: string, today = TODAY) =>
    (await grantsInForce(open(), account, today)).map((one) => one.access_grant)

  describe('people', () => {
    beforeAll(async () => {
      const register = open()
      await saveParticipant(
        register,
        { participant: 'elm-group', participant_name: 'Elm', kind: 'provider-organization' },
        NOW,
      )
      await saveParticipant(register, { participant: 'summit', participant_name: 'Summit', kind: 'payer' }, NOW)
      await saveParticipant(register, { participant: 'shore', participant_name: 'Shore Coaching', kind: 'coach' }, NOW)
      for (const account of ['ann', 'bea', 'cyd', 'dot', 'eve'])
        await saveAccount(register, { account, name: account, email: `${account}@example.org` }, 'operator', NOW)
    })

    test('a participant keeps its kind, gets its new name, and never takes the key of a payer', async () => {
      const elm = { participant: 'elm-group', participant_name: 'Elm Group', kind: 'provider-organization' } as const
      expect(await saveParticipant(open(), elm, NOW)).toEqual({ ...elm, registered_at: NOW })
      for (const wrong of [
        { ...elm, kind: 'coach' as const },
        { ...elm, participant: 'keystone' },
        { ...elm, participant: 'payer:keystone' },
      ])
        await expect(saveParticipant(open(), wrong, NOW)).rejects.toMatchObject({ code: 'input-argument' })
      expect((await listParticipants(open(), { role: 'public', organization_id: null })).length).toBe(0)
      expect((await listParticipants(open(), { role: 'payer', organization_id: 'summit' })).length).toBe(3)
    })

    test('an account is found by its key and, whatever the capitals, by its address; nobody gets either again', async () => {
      expect(await accountOf(open(), 'ann')).toMatchObject({ name: 'ann', status: 'active', failures: 0 })
      expect((await accountByEmail(open(), 'ANN@Example.org'))?.account).toBe('ann')
      expect(await accountOf(open(), 'nobody')).toBeUndefined()
      for (const again of [
        { account: 'ann', name: 'Another' },
        { account: 'another', name: 'Another', email: 'Ann@example.org' },
      ])
        await expect(saveAccount(open(), again, 'operator', NOW)).rejects.toMatchObject({ code: 'conflict-account' })
      for (const wrong of [
        { account: 'Ann Marie', name: 'Ann' },
        { account: 'ann-2', name: ' ' },
        { account: 'ann-2', name: 'Ann', email: 'no address' },
      ])
        await expect(saveAccount(open(), wrong, 'operator', NOW)).rejects.toMatchObject({ code: 'input-argument' })
    })

    test('a grant holds from its first day through its last, and not one day more', async () => {
      const { access_grant } = await grant('ann', { start_date: '2026-01-05', end_date: '2026-01-06' })
      expect(await inForce('ann', '2026-01-04')).toEqual([])
      expect(await inForce('ann', '2026-01-05')).toEqual([access_grant])
      expect(await inForce('ann', '2026-01-06')).toEqual([access_grant])
      expect(await inForce('ann', '2026-01-07')).toEqual([])
      await expect(grant('ann', { end_date: '2025-12-31' })).rejects.toMatchObject({ code: 'input-argument' })
    })

    test('an account looks with the role, the participant and the practices of its grant', async () => {
      const [held] = await grantsInForce(open(), 'ann', TODAY)
      const account = await accountOf(open(), 'ann')
      if (!held || !account) throw new Error('no grant in force')
      expect(viewerFrom(account, held)).toEqual({
        person: 'ann',
        name: 'ann',
        role: 'practice',
        purpose: 'treatment',
        organization_id: 'elm-group',
        practice_ids: ['elm', 'oak'],
        access_grant: held.access_grant,
        administers: false,
      })
    })

    test('what is lent ends with its source, ended or suspended, and is never wider than it', async () => {
      const source = await grant('bea', { practice_ids: ['elm'] })
      const lent = await grant('cyd', { delegated_from: source.access_grant, practice_ids: ['elm', 'oak'] })
      expect(await grantsInForce(open(), 'cyd', TODAY)).toEqual([{ ...lent, practice_ids: ['elm'] }])
      await open().engine((tx) => setAccountStatus(tx, 'bea', 'suspended', 'operator', NOW))
      expect([await inForce('bea'), await inForce('cyd')]).toEqual([[], []])
      await open().engine((tx) => setAccountStatus(tx, 'bea', 'active', 'operator', NOW))
      expect(await inForce('cyd')).toEqual([lent.access_grant])
      expect(await open().engine((tx) => endAccessGrant(tx, source.access_grant, 'operator', NOW))).toBe(true)
      expect(await open().engine((tx) => endAccessGrant(tx, source.access_grant, 'operator', NOW))).toBe(false)
      expect(await inForce('cyd')).toEqual([])
    })

    test('a coach has the practices whose organization lets the coach in, and only while it does', async () => {
      const coach = { role: 'coach', purpose: 'convening', participant: 'shore' }
      const held = await grant('dot', coach)
      expect(await grantsInForce(open(), 'dot', TODAY)).toEqual([{ ...held, practice_ids: [] }])
      const given = { participant: 'shore', practice_id: 'oak', organization_id: 'elm-group', start_date: TODAY }
      const { coaching } = await open().engine((tx) => insertCoaching(tx, given, 'ann', NOW))
      expect((await grantsInForce(open(), 'dot', TODAY))[0]?.practice_ids).toEqual(['oak'])
      expect((await grantsInForce(open(), 'dot', '2026-01-04'))[0]?.practice_ids).toEqual([])
      expect(await open().engine((tx) => endCoaching(tx, coaching, 'ann', NOW))).toBe(true)
      expect((await grantsInForce(open(), 'dot', TODAY))[0]?.practice_ids).toEqual([])
    })

    test('who is suspended loses every session; who has ended stays so', async () => {
      const { access_grant } = await grant('eve')
      await open().engine((tx) =>
        tx
          .insertInto('session')
          .values({
            session_hash: 'of-eve',
            account: 'eve',
            access_grant,
            method: 'password',
            started_at: NOW,
            seen_at: NOW,
            ends_at: '2026-01-05T20:00:00Z',
            ended_at: null,
            ended_because: null,
          })
          .execute(),
      )
      await open().engine((tx) => setAccountStatus(tx, 'eve', 'suspended', 'operator', NOW))
      const [session] = await open().engine((tx) =>
        tx.selectFrom('session').selectAll().where('account', '=', 'eve').execute(),
      )
      expect(session).toMatchObject({ ended_at: NOW, ended_because: 'revoked' })
      await open().engine((tx) => setAccountStatus(tx, 'eve', 'ended', 'operator', NOW))
      await expect(open().engine((tx) => setAccountStatus(tx, 'eve', 'active', 'operator', NOW))).rejects.toMatchObject(
        {
          code: 'input-argument',
        },
      )
    })

    test('a party sees its own people and nobody else’s', async () => {
      const summit = await grant('ann', { role: 'payer', purpose: 'payment', participant: 'summit', practice_ids: [] })
      const seen = await listAccessGrants(open(), { role: 'payer', organization_id: 'summit' })
      expect(seen.map((one) => one.access_grant)).toEqual([summit.access_grant])
      const names = await open().as({ role: 'payer', organization_id: 'summit' }, (tx) =>
        tx.selectFrom('account').select('account').execute(),
      )
      expect(names).toEqual([{ account: 'ann' }])
      expect(await listAccessGrants(open(), { role: 'payer', organization_id: 'keystone' })).toEqual([])
    })

    test('the people of the demonstration come in the order of their grants', async () => {
      const about = 'Runs the practice'
      for (const account of ['rosa', 'ada']) {
        await saveAccount(open(), { account, name: account, about }, 'operator', NOW)
        await grant(account)
      }
      const card = { role: 'practice', organization_name: 'Elm Group', about }
      expect(await demonstrationPeople(open())).toEqual([
        { person: 'rosa', name: 'rosa', ...card },
        { person: 'ada', name: 'ada', ...card },
      ])
    })
  })
}
