import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Effect, readEffect } from '../../src/disclosure/reads/alignment/effect/effect.ts'
import { type Extent, readExtent } from '../../src/disclosure/reads/alignment/reach/extent.ts'
import { type Market, readMarket } from '../../src/disclosure/reads/alignment/reach/market.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { stateAnswers } from '../../src/register/alignment/profile-answers.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { readShelf } from '../../src/run/region-alignment.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'
import type { Rows } from './tables.ts'

const NOW = '2025-01-01T00:00:00Z'
const PAYERS = ['amber', 'birch', 'cedar']
/** Of members that a payer's own rows count, and of dollars: no two alike, so that one in an answer says whose it is. */
const OWN = { amber: 4117, birch: 4229, cedar: 4337 } as const
const USD = { amber: '7117.11', birch: '7229.22', cedar: '7337.33' } as const
type Payer = keyof typeof OWN
const RULE: Record<Payer, string> = { amber: 'attested-then-plurality', birch: 'mssp', cedar: 'plurality' }

const rows = (): Rows => {
  const pairs = (Object.keys(OWN) as Payer[]).flatMap((payer) => [
    ...(Object.keys(OWN) as Payer[])
      .filter((one) => one !== payer)
      .map((other) => ({ payer, other, rule: RULE[other] })),
    { payer, other: 'reference', rule: 'attested-then-plurality' },
  ])
  const effect = pairs.flatMap(({ payer, other, rule: other_rule }) =>
    ['all', 'own'].map((members) => {
      const people = members === 'own' ? OWN[payer] : 12683
      return {
        ...{ period: '2025', payer, rule: RULE[payer], other, other_rule, members, state: 'compared', people },
        ...{ same_practice: people - 1203, same_none: 200, moved: 500, only_payer: 301, only_other: 202 },
        ...{ agree_share: '0.900000000', kappa: '0.812345678' },
        ...{ total_usd: members === 'own' ? USD[payer] : '99999.99', moved_usd: '1234.56' },
      }
    }),
  )
  return {
    ...ROWS,
    effect_attribution: effect,
    effect_attribution_practice: effect.map(({ period, payer, rule, other, other_rule, members }) => ({
      ...{ period, payer, rule, other, other_rule, members, practice_id: 'elm', place: 1 },
      ...{ by_payer: 40, by_other: 50, by_both: 30, differ: 30 },
    })),
    effect_rank: [
      { period: '2025', payer: 'amber', other: 'birch', state: 'compared', practices: 4, least_people: 7 },
    ].map((one) => ({
      ...one,
      spearman: '0.712345678',
      kendall: '0.612345678',
      same_fifth: 3,
      next_fifth: 1,
      farther: 0,
    })),
    effect_rank_practice: (Object.keys(OWN) as Payer[]).map((payer) => ({
      ...{
        period: '2025',
        payer,
        practice_id: 'elm',
        practices: 4,
        place: 3,
        place_all: 2,
        fifth: 4,
        fifth_all: 2,
        fifths_up: 2,
      },
    })),
    extent: ['all', 'commercial'].map((line_of_business) => ({
      ...{
        period: '2025',
        area: 'attribution',
        line_of_business,
        payers: 3,
        aligned_payers: 2,
        open_payers: 1,
        lives: 1203,
      },
      ...{ aligned_lives: 807, member_months: '14003.0000', aligned_share: '0.671234567', open_share: '0.112345678' },
      ...{ spend_share: '0.698765432', practices: 2, practices_reached: 1, type: 'across-payers' },
    })),
    extent_practice: ['elm', 'oak'].map((practice_id) => ({
      ...{
        period: '2025',
        practice_id,
        area: 'attribution',
        payers: 2,
        aligned_payers: 1,
        open_payers: 1,
        aligned_lines: 1,
      },
      ...{
        member_months: '200.0000',
        panel_share: '0.412345678',
        spend_share: '0.598765432',
        open_panel_share: '0.100000000',
      },
      ...{ open_spend_share: '0.2', type: 'alone', critical_mass: 'not-reached', rule: 'r' },
    })),
    market_share: (Object.keys(OWN) as Payer[]).map((payer, i) => ({
      ...{
        period: '2025',
        place: 'all',
        line_of_business: 'all',
        payer,
        lives: OWN[payer],
        by_size: i + 1,
        practices: 2,
      },
      ...{ member_months: String(OWN[payer] * 12), share: (OWN[payer] / 12683).toFixed(9) },
    })),
    market: [
      {
        ...{ period: '2025', place: 'all', line_of_business: 'all', payers: 3, lives: 12683, member_months: '152196' },
        ...{
          hhi: '3334.5678',
          concentration: 'high',
          largest_share: '0.341954585',
          movers: 2,
          practices: 2,
          shared_practices: 1,
        },
        rule: 'r',
      },
    ],
  }
}

let register: Register
let reading: Reading
beforeAll(async () => {
  register = await openPglite()
  for (const payer of PAYERS) await registerPayer(register, { payer }, NOW)
  await saveArrangements(register, [
    { ...CONTRACT, arrangement: 'amber-elm', payer: 'amber', model: 'demo/common-model', track: 'hybrid' },
    { ...CONTRACT, arrangement: 'birch-pine', payer: 'birch', organization_id: 'pine-group' },
  ])
  const answer = JSON.stringify({ value: 'plurality', source: 'questionnaire' })
  await stateAnswers(
    register,
    [{ payer: 'cedar', element: 'attribution_rule', from_date: '2025-01-01', answer, stated_by: 'c' }],
    { role: 'operator', organization_id: null },
    NOW,
  )
  reading = {
    ...(await smallRegion(rows())),
    payers: PAYERS.map((payer) => ({ payer, payer_name: payer, line_of_business: null })),
  }
})
afterAll(() => register.close())

const FOLDERS = [LIBRARY]
const SHELF = readShelf(FOLDERS)
const CONTRACT = {
  ...{ organization_id: 'elm-group', model: 'cms/mssp', track: 'basic-a', start_date: '2025-01-01', end_date: null },
  ...{ amounts: {} },
}

const PURCHASER: Viewer = { ...VIEWERS.state, person: 'purchaser', role: 'purchaser' }
const COACH: Viewer = { ...VIEWERS.convener, person: 'coach', role: 'coach', practice_ids: ['elm'] }

async function all(who: Viewer): Promise<{ effect: Effect; extent: Extent; market: Market; text: string }> {
  const door = () => ({ ...doorOf(who, { action: 'read-effect' }), withheld: reading.patterns.withheld })
  const effect = await readEffect(reading, door(), { register, folders: FOLDERS, shelf: SHELF, day: '2026-01-01' })
  const [extent, market] = [await readExtent(reading, door()), await readMarket(reading, door())]
  return { effect, extent, market, text: JSON.stringify([effect, extent, market]) }
}

test('who oversees reads every pair in rounded counts, and no dollars', async () => {
  const { effect, text } = await all(VIEWERS.convener)
  expect(effect.attribution.length).toBe(18)
  for (const row of effect.attribution) {
    expect(Number(row.people) % 10).toBe(0)
    expect(row.total_usd).toBeNull()
    expect(row.agree_share).toMatch(/^0\.\d\d$/)
    expect(row.kappa).toBe(row.members === 'all' ? '0.81' : null)
  }
  for (const secret of [...Object.values(OWN), ...Object.values(USD), 12683, '0.812345678'])
    expect(text).not.toContain(String(secret))
})

test.each(['amber', 'birch', 'cedar'] as const)(
  '%s reads its own members whole, and of another payer nothing',
  async (payer) => {
    const who = { ...VIEWERS.amber, person: payer, organization_id: payer }
    const { effect, market, text } = await all(who)
    expect(new Set(effect.attribution.map((row) => `${row.payer} ${row.members}`))).toEqual(new Set([`${payer} own`]))
    expect(effect.attribution[0]).toMatchObject({ people: OWN[payer], total_usd: USD[payer], withheld: [] })
    const others = effect.attribution.map((row) => row.other)
    expect(others).toEqual(payer === 'cedar' ? ['reference'] : ['reference', 'cedar'])
    expect(market.shares.map((row) => [row.payer, row.lives, row.member_months, row.share])).toEqual([
      [payer, OWN[payer], OWN[payer] * 12, null],
    ])
    expect(market.markets[0]).toMatchObject({
      concentration: null,
      hhi: null,
      largest_share: null,
      movers: null,
      lives: null,
    })
    expect(effect.places).toMatchObject([{ place: 3, place_all: null, fifth: 4, fifth_all: null, fifths_up: null }])
    for (const other of PAYERS.filter((one): one is Payer => one !== payer)) {
      expect(text).not.toContain(String(OWN[other]))
      expect(text).not.toContain(USD[other])
      if (other !== 'cedar') expect(text).not.toContain(`"other":"${other}"`)
    }
  },
)

test('a practice reads its own people by rules that its contracts or the payers themselves say', async () => {
  const { effect, extent } = await all(VIEWERS.elm)
  expect(effect.attribution).toEqual([])
  expect(effect.practices.every((row) => row.practice_id === 'elm' && row.differ === 30)).toBe(true)
  const pairs = new Set(effect.practices.map((row) => `${row.payer} ${row.other}`))
  expect([...pairs].some((one) => one.includes('birch'))).toBe(false)
  expect(pairs).toContain('cedar reference')
  expect(extent.extent).toEqual([])
  expect(extent.practices.map((row) => row.practice_id)).toEqual(['elm'])
  expect(extent.practices[0]).toMatchObject({
    payers: 2,
    panel_share: '0.412345678',
    spend_share: null,
    critical_mass: 'not-reached',
  })
  const oak = await all(VIEWERS.oak)
  expect(oak.effect.practices).toEqual([])
  expect(oak.extent.practices.map((row) => row.practice_id)).toEqual(['oak'])
})

test('a practice where one payer has few is told to nobody who counts, and each cell says why', async () => {
  for (const who of [VIEWERS.convener, COACH]) {
    const { extent } = await all(who)
    for (const row of extent.practices) {
      expect(row).toMatchObject({ payers: null, panel_share: null, type: null, critical_mass: null, spend_share: null })
      expect(row.withheld.map(({ field }) => field)).toContain('aligned_payers')
    }
  }
  expect((await all(COACH)).extent.practices.map((row) => row.practice_id)).toEqual(['elm'])
})

test('orders of few practices are not told, nor the smallest panel', async () => {
  expect((await all(VIEWERS.convener)).effect.ranks[0]).toMatchObject({
    spearman: null,
    least_people: null,
    practices: 4,
  })
  expect((await all(VIEWERS.operator)).effect.ranks[0]).toMatchObject({ spearman: '0.712345678', least_people: 7 })
})

test('a purchaser reads shares over all lines, of enough payers, and no counts', async () => {
  const { effect, extent, market } = await all(PURCHASER)
  expect(effect.attribution.length + effect.practices.length + effect.measures.length + effect.ranks.length).toBe(0)
  expect(extent.extent.map((row) => [row.line_of_business, row.lives])).toEqual([['all', null]])
  expect(extent.practices).toEqual([])
  for (const row of market.shares) expect([row.lives, row.share]).toEqual([null, null])
})

test('the operator reads all of it', async () => {
  const { effect, extent, market } = await all(VIEWERS.operator)
  const held = [...effect.attribution, ...effect.practices, ...effect.measures, ...effect.ranks, ...effect.places]
  for (const row of [...held, ...extent.extent, ...extent.practices, ...market.shares, ...market.markets])
    expect(row.withheld).toEqual([])
})

test('a verdict rests on what was released', async () => {
  const { effect } = await all(VIEWERS.amber)
  for (const row of effect.paper.filter(({ area }) => area !== 'attribution'))
    expect(row.verdict).toBe('cannot-be-said')
  const { payment } = effect
  expect(new Set(payment.map((row) => row.payer))).toEqual(new Set(['amber']))
  expect((await all(VIEWERS.elm)).effect.payment.every((row) => row.payer === 'amber')).toBe(true)
})
