import { type Kysely, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { appendEvent, appendEventIn, type EventGiven, eventHead } from '../../src/register/events.ts'
import { BEFORE_THE_FIRST, eventHash } from '../../src/register/log/event-chain.ts'
import type { Register } from '../../src/register/open.ts'
import type { Party } from '../../src/register/party.ts'
import type { Schema } from '../../src/register/schema.ts'

const act = (given: Partial<EventGiven> = {}): EventGiven => ({
  at: '2026-01-05T10:00:00Z',
  actor: 'dana',
  role: 'practice',
  participant: 'elm-group',
  purpose: 'treatment',
  act: 'ask-waiver',
  about: 'waiver:1',
  detail: { route: 'POST /api/waivers', outcome: 'done' },
  ...given,
})

type Owner = <Result>(work: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>

/** The log on every store. */
export function eventSentences(open: () => Register, asOwner: Owner): void {
  describe('the log', () => {
    const all = () => open().engine((tx) => tx.selectFrom('event').selectAll().orderBy('number').execute())
    beforeAll(() => appendEvent(open(), act()))

    test('numbers its events and chains each to the one before', async () => {
      const before = await eventHead(open())
      const added = await appendEvent(open(), act({ detail: { b: 2, a: 'x', none: null, yes: true } }))
      expect(added).toMatchObject({ number: before.number + 1, at: '2026-01-05T10:00:00.000Z' })
      expect(added.previous_hash).toBe(before.hash)
      expect(await eventHead(open())).toEqual({ number: added.number, hash: added.hash })
      expect((await all()).at(-1)).toEqual(added)
      expect((await all())[0]?.previous_hash).toBe(BEFORE_THE_FIRST.hash)
    })

    test('of fifty who write at once is one chain without gap or fork', async () => {
      const first = (await eventHead(open())).number + 1
      const added = await Promise.all(
        Array.from({ length: 50 }, (_, i) => appendEvent(open(), act({ detail: { writer: i } }))),
      )
      expect(new Set(added.map((one) => one.number)).size).toBe(50)
      const rows = await all()
      expect(rows.map((one) => one.number)).toEqual(rows.map((_, i) => i + 1))
      for (const [i, row] of rows.entries()) {
        expect(row.previous_hash).toBe(i === 0 ? BEFORE_THE_FIRST.hash : rows[i - 1]?.hash)
        expect(row.hash).toBe(eventHash(row))
      }
      expect(rows.length).toBe(first + 49)
    })

    test('keeps its numbers without a gap when an act is undone with its event', async () => {
      const before = await eventHead(open())
      const undone = open().engine(async (tx) => {
        await appendEventIn(tx, act())
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      expect(await eventHead(open())).toEqual(before)
      expect((await appendEvent(open(), act())).number).toBe(before.number + 1)
    })

    test.each([
      ['changed', `update wholepanel.event set actor = 'nobody' where number = 1`],
      ['removed', `delete from wholepanel.event where number = 1`],
      ['emptied', `truncate wholepanel.event`],
    ])('is not %s: not by a reader, not by the engine, not by its owner', async (_how, statement) => {
      const before = await all()
      const tried = sql.raw(statement)
      const operator: Party = { role: 'operator', organization_id: null }
      await expect(open().as(operator, (tx) => tried.execute(tx))).rejects.toMatchObject({ code: '42501' })
      await expect(open().engine((tx) => tried.execute(tx))).rejects.toMatchObject({ code: '42501' })
      await expect(asOwner((db) => tried.execute(db))).rejects.toMatchObject({ code: '42501' })
      expect(await all()).toEqual(before)
    })

    test('takes no event that does not continue it', async () => {
      const head = await eventHead(open())
      const put = (number: number, previous_hash: string) =>
        open().engine((tx) => {
          const text = { ...act(), at: '2026-01-05T10:00:00.000Z', number, previous_hash }
          const row = { ...text, hash: eventHash(text), detail: JSON.stringify(text.detail) }
          return tx.insertInto('event').values(row).execute()
        })
      await expect(put(head.number + 2, head.hash)).rejects.toMatchObject({ code: '23514' })
      await expect(put(head.number + 1, BEFORE_THE_FIRST.hash)).rejects.toMatchObject({ code: '23514' })
      await expect(put(head.number, head.hash)).rejects.toMatchObject({ code: '23514' })
      await expect(open().as({ role: 'operator', organization_id: null }, (tx) => appendEventIn(tx, act())))
        .rejects // a reader adds nothing
        .toMatchObject({ code: '42501' })
    })

    test('holds short text that every program reads alike, and no number that is not whole', async () => {
      const odd = await appendEvent(
        open(),
        act({ actor: 'a\u0000\n\ud800', about: 'é😀'.repeat(200), detail: { share: 0.5, mean: 'x"\\\u2028' } }),
      )
      expect(odd.actor).toBe('a\ufffd\ufffd\ufffd')
      expect(Array.from(odd.about)).toHaveLength(200)
      expect(odd.detail).toEqual({ share: '0.5', mean: 'x"\\\u2028' })
      expect((await all()).at(-1)).toEqual(odd)
      await expect(appendEvent(open(), act({ detail: { 'Not snake': 1 } }))).rejects.toThrow('snake_case')
      await expect(appendEvent(open(), act({ act: 'Dana Whitfield' }))).rejects.toMatchObject({ code: '23514' })
    })

    test('is read by each party as far as its own people acted', async () => {
      const of = (role: string, participant: string | null, purpose = 'payment') =>
        appendEvent(open(), act({ actor: `${role}-of-${participant}`, role, participant, purpose }))
      await of('payer', 'elm-group')
      await of('payer', 'summit')
      await of('convener', 'council', 'convening')
      await of('state', 'state')
      await of('purchaser', 'town')
      await of('coach', 'guide', 'convening')
      await of('operator', null, 'oversight')
      await appendEvent(open(), act({ actor: 'unknown', role: null, participant: null, purpose: null }))
      const seen = async (role: string, organization_id: string | null) => {
        const rows = await open().as({ role, organization_id }, (tx) => tx.selectFrom('event').selectAll().execute())
        return [...new Set(rows.map((one) => `${one.role} ${one.participant}`))].sort()
      }
      expect(await seen('payer', 'summit')).toEqual(['payer summit'])
      expect(await seen('payer', 'elm-group')).toEqual(['payer elm-group'])
      expect(await seen('practice', 'elm-group')).toEqual(['practice elm-group'])
      expect(await seen('purchaser', 'town')).toEqual(['purchaser town'])
      expect(await seen('coach', 'guide')).toEqual(['coach guide'])
      expect(await seen('convener', null)).toEqual(['convener council'])
      expect(await seen('state', null)).toEqual(['state state'])
      for (const stranger of ['public', 'engine', '', 'operator ']) expect(await seen(stranger, 'summit')).toEqual([])
      expect(await seen('operator', null)).toHaveLength(9)
    })
  })
}
