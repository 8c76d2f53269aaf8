import { expect, test } from 'vitest'
import { listFeeds, recordFeed } from '../../src/register/feeds/feeds.ts'
import { listThresholds, recordThreshold, thresholds } from '../../src/register/feeds/thresholds.ts'
import { askWaiver, decideWaiver, listWaivers } from '../../src/register/feeds/waivers.ts'
import type { Register } from '../../src/register/open.ts'

const NOW = '2026-01-05T10:00:00Z'
const payer = (key: string) => ({ role: 'payer', organization_id: key })

/** What senders owe and what is let off, for the suite that every store passes; `summit` and `keystone` are registered. */
export function owedSentences(open: () => Register): void {
  test('a feed needs a known sender, a cadence and tables; recorded again it replaces what was said', async () => {
    const given = {
      payer: 'summit',
      feed: 'claims',
      about: 'Claims of the month',
      tables: ['medical_claim'],
      cadence: 'monthly' as const,
      first_period_end: '2025-01-31',
      due_days: 20,
      resubmit_days: 10,
    }
    await recordFeed(open(), { ...given, due_days: 5 }, NOW)
    const row = await recordFeed(open(), given, NOW)
    expect(row).toEqual({ ...given, last_period_end: null, recorded_at: NOW })
    expect(await listFeeds(open())).toEqual([row])
    expect(await listFeeds(open(), payer('keystone'))).toEqual([])
    for (const wrong of [{ payer: 'nobody' }, { tables: [] }, { due_days: -1 }, { first_period_end: 'soon' }])
      await expect(recordFeed(open(), { ...given, ...wrong }, NOW)).rejects.toMatchObject({
        code: 'input-argument',
      })
  })

  test('a payer asks for a waiver for itself and never decides; the convener decides once', async () => {
    const asked = {
      payer: 'summit',
      feed: 'claims',
      rule: null,
      reason: 'a new claims system',
      start_date: '2026-01-01',
      end_date: '2026-02-28',
      asked_by: 'ana',
    }
    const convener = { role: 'convener', organization_id: null }
    const yes = { decision: 'granted' as const, because: 'agreed', decided_by: 'rui' }
    await expect(askWaiver(open(), { ...asked, feed: null, rule: 'x' }, payer('keystone'), NOW)).rejects.toThrow()
    for (const role of ['convener', 'state', 'public'])
      await expect(
        askWaiver(open(), { ...asked, feed: null, rule: 'x' }, { role, organization_id: null }, NOW),
      ).rejects.toThrow()
    const { waiver } = await askWaiver(open(), asked, payer('summit'), NOW)
    for (const party of [payer('summit'), payer('keystone'), { role: 'state', organization_id: null }])
      await expect(decideWaiver(open(), waiver, yes, party, NOW)).rejects.toMatchObject({ code: 'access-denied' })
    const forge = { decision: 'granted', decided_at: NOW, decided_by: 'ana', because: 'mine' }
    await expect(
      open().as(payer('summit'), (tx) =>
        tx
          .insertInto('waiver')
          .values({ ...asked, ...forge, asked_at: NOW })
          .execute(),
      ),
    ).rejects.toThrow()
    await expect(
      open().as(convener, (tx) => tx.updateTable('waiver').set({ end_date: '2099-12-31' }).execute()),
    ).rejects.toThrow()
    expect(await decideWaiver(open(), waiver, yes, convener, NOW)).toMatchObject({
      waiver,
      ...yes,
      decided_at: NOW,
    })
    await expect(decideWaiver(open(), waiver, yes, convener, NOW)).rejects.toMatchObject({ code: 'access-denied' })
    expect(await listWaivers(open(), payer('keystone'))).toEqual([])
    expect(await listWaivers(open(), payer('summit'))).toMatchObject([{ waiver, decision: 'granted' }])
  })

  test('of thresholds for a rule a granted waiver comes first, then the payer’s own, then the newest', async () => {
    const all = {
      payer: null,
      rule: 'code',
      most_share: '0.05',
      start_date: '2025-01-01',
      end_date: null,
      source: 'a',
    }
    await recordThreshold(open(), { ...all, threshold: 'all' })
    await recordThreshold(open(), { ...all, threshold: 'newer', most_share: '0.04', start_date: '2026-01-01' })
    await recordThreshold(open(), {
      ...all,
      threshold: 'own',
      payer: 'summit',
      most_share: '0.2',
      end_date: '2026-06-30',
    })
    const on = async (of: string, day: string) => (await thresholds(open(), of, day)).map((one) => one.most_share)
    expect(await on('keystone', '2024-12-31')).toEqual([])
    expect(await on('keystone', '2025-06-01')).toEqual(['0.05'])
    expect(await on('keystone', '2026-06-01')).toEqual(['0.04'])
    expect(await on('summit', '2026-06-30')).toEqual(['0.2'])
    expect(await on('summit', '2026-07-01')).toEqual(['0.04'])
    const asked = {
      feed: null,
      rule: 'code',
      reason: 'r',
      start_date: '2026-07-01',
      end_date: '2026-07-31',
      asked_by: 'a',
    }
    const { waiver } = await askWaiver(open(), { payer: 'summit', ...asked }, payer('summit'), NOW)
    expect(await on('summit', '2026-07-15')).toEqual(['0.04'])
    const operator = { role: 'operator', organization_id: null }
    await decideWaiver(open(), waiver, { decision: 'granted', because: 'b', decided_by: 'o' }, operator, NOW)
    expect(await on('summit', '2026-07-15')).toEqual(['1'])
    expect(await on('summit', '2026-08-01')).toEqual(['0.04'])
    expect(await on('keystone', '2026-07-15')).toEqual(['0.04'])
    expect((await listThresholds(open(), payer('keystone'))).map((one) => one.threshold)).toEqual(['all', 'newer'])
  })
}
