import { beforeAll, describe, expect, test } from 'vitest'
import { eventHead } from '../../src/register/events.ts'
import { listReleases, recordRelease } from '../../src/register/log/releases.ts'
import { verifyLog } from '../../src/register/log/verify-log.ts'
import type { Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { endAccessGrant, saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { saveAccount, setAccountStatus } from '../../src/register/people/accounts.ts'
import { insertBreakGlass } from '../../src/register/people/break-glass.ts'
import { saveParticipant } from '../../src/register/people/participants.ts'
import { endSession, type Session, sessionIn, startSession } from '../../src/register/people/sessions.ts'
import { tokenHash } from '../../src/register/people/token.ts'
import { recordAgreement } from '../../src/register/rights/agreements.ts'
import { standingOf } from '../../src/register/standing.ts'
import { recordSubmission, restateOutcomes } from '../../src/register/submissions.ts'
import { delivery } from './suite.ts'

const NOW = '2027-03-05T10:00:00.000Z'
const TODAY = '2027-03-05'
const EVENT = {
  act: 'read-panel',
  about: 'practice:elm',
  detail: { zone: 'é', outcome: 'done', a: 1, route: 'GET /x' },
}

/** A read is written down if all is as it was found, or not at all; on every store. */
export function confirmedSentences(open: () => Register): void {
  describe('a read that is written down if all is as it was found', () => {
    let n = 0
    const started = async (): Promise<Session> => {
      n += 1
      const account = `conf-${n}`
      await saveAccount(open(), { account, name: 'Conf "é" \\ n', email: `${account}@example.org` }, 'operator', NOW)
      const given = { account, role: 'practice', purpose: 'treatment', participant: 'conf', start_date: '2027-01-01' }
      const { access_grant } = await saveAccessGrant(open(), { ...given, practice_ids: ['elm'] }, 'operator', NOW)
      const key = await startSession(open(), { account, access_grant, method: 'demonstration' }, NOW)
      const found = await open().engine((tx) => sessionIn(tx, tokenHash(key), NOW))
      if (!found) throw new Error('no session')
      return found
    }
    const read = async (session: Session, standing_found: string, released_at = NOW) => {
      const given = {
        ...{ viewer: session.account, role: 'practice', organization_id: 'conf', purpose: 'treatment', policy: 'p' },
        ...{ path: '/x?q=%22', withheld: ['a.b: "c" \\ é (1)', 'd'], released_at },
      }
      const people = ['panel', 'panel', 'other', 'none'].map((dataset) => ({
        dataset,
        person_ids: dataset === 'none' ? [] : ['p2', 'p1', 'p2'],
      }))
      const asFound = {
        session_hash: session.session_hash,
        today: TODAY,
        session_found: `${session.as_found}`,
        standing_found,
      }
      return recordRelease(open(), given, EVENT, people, { holds: null, asFound })
    }
    const written = async () => [(await listReleases(open(), 1_000_000)).length, await eventHead(open())]
    beforeAll(async () => {
      await saveParticipant(
        open(),
        { participant: 'conf', participant_name: 'Conf', kind: 'provider-organization' },
        NOW,
      )
      await registerPayer(open(), { payer: 'conf-payer' }, NOW)
    })

    test('has hashes that a check finds right, whatever its texts hold, and its people once', async () => {
      const session = await started()
      const { as_found } = await standingOf(open())
      const before = await verifyLog(open())
      for (const at of [NOW, '2027-03-05T10:00:00Z', '2027-03-05T10:00:00.120Z', '2027-03-05T12:00:00+02:00'])
        expect(await read(session, as_found, at)).toBe(true)
      const after = await verifyLog(open())
      expect([after.number - before.number, after.releases - before.releases]).toEqual([4, 4])
      const [newest] = await listReleases(open(), 1)
      expect(newest).toMatchObject({ released_at: '2027-03-05T10:00:00Z', withheld: ['a.b: "c" \\ é (1)', 'd'] })
      const people = await open().engine((tx) =>
        tx
          .selectFrom('release_people')
          .innerJoin('people_set', 'people_set.people_set', 'release_people.people_set')
          .select(['dataset', 'person_ids'])
          .where('release_id', '=', newest?.release_id ?? 0)
          .orderBy('dataset')
          .execute(),
      )
      expect(people).toEqual(['other', 'panel'].map((dataset) => ({ dataset, person_ids: ['p1', 'p2'] })))
    })

    test('is not written, in no part, after anything of the session or of what stands became other', async () => {
      const agreement = {
        ...{ payer: 'conf-payer', title: 'Data use', purposes: ['operations'], start_date: '2027-01-01' },
        ...{ on_end: 'destroy' as const, document: 'cabinet 4' },
      }
      const changes: ((session: Session) => Promise<unknown>)[] = [
        ({ session_hash }) => endSession(open(), session_hash, 'revoked', NOW),
        ({ access_grant }) => open().engine((tx) => endAccessGrant(tx, access_grant, 'operator', NOW)),
        ({ account }) => open().engine((tx) => setAccountStatus(tx, account, 'suspended', 'operator', NOW)),
        ({ account, access_grant }) =>
          open().engine((tx) =>
            insertBreakGlass(tx, {
              ...{ account, access_grant, reason: 'unconscious', practice_id: 'oak', organization_id: 'conf' },
              started_at: NOW,
            }),
          ),
        () => recordAgreement(open(), agreement, NOW),
        () => recordSubmission(open(), delivery('conf-1', 'conf-payer')),
      ]
      for (const change of changes) {
        const session = await started()
        const { as_found } = await standingOf(open())
        expect(await read(session, as_found)).toBe(true)
        await change(session)
        const before = await written()
        expect(await read(session, as_found)).toBe(false)
        expect(await written()).toEqual(before)
      }
    })

    test('says nothing of a grant that hangs on more than itself', async () => {
      const session = await started()
      const { access_grant: delegated_from } = session
      const given = { account: 'conf-1', role: 'practice', purpose: 'treatment', participant: 'conf' }
      const { access_grant } = await saveAccessGrant(
        open(),
        { ...given, practice_ids: ['elm'], start_date: '2027-01-01', delegated_from },
        'operator',
        NOW,
      )
      const key = await startSession(open(), { account: 'conf-1', access_grant, method: 'demonstration' }, NOW)
      expect(await open().engine((tx) => sessionIn(tx, tokenHash(key), NOW))).toMatchObject({ as_found: null })
    })
  })

  test('what was delivered is other when a delivery is stated again, or its sender is', async () => {
    const other = async (change: () => Promise<unknown>) => {
      const { delivered } = await standingOf(open())
      await change()
      return (await standingOf(open())).delivered !== delivered
    }
    const one = delivery('conf-2', 'conf-payer')
    expect(await other(() => recordSubmission(open(), one))).toBe(true)
    expect(await other(() => recordSubmission(open(), one))).toBe(true)
    const restated = one.files.map((file) => ({ ...file, submission_id: 'conf-2' }))
    expect(await other(() => restateOutcomes(open(), restated))).toBe(false)
    expect(
      await other(() =>
        restateOutcomes(
          open(),
          restated.map((file) => ({ ...file, superseded: file.superseded + 1, accepted: file.accepted - 1 })),
        ),
      ),
    ).toBe(true)
    expect(await other(() => registerPayer(open(), { payer: 'conf-payer', payer_name: 'Conf' }, NOW))).toBe(true)
    expect(await other(async () => undefined)).toBe(false)
  })
}
