import { beforeAll, describe, expect, test } from 'vitest'
import { costsIn } from '../attack/amounts.ts'
import { learnedByOverseer, learnedByPair, learnedByPayer, learnedByPractice, PAIRS } from '../attack/attack.ts'
import { cellsIn } from '../attack/cells.ts'
import { LEAKS, planted } from '../attack/leaks.ts'
import { PAYERS, PRACTICES } from '../attack/world.ts'
import { liveThrough, type Year } from '../attack/year.ts'

let year: Year
beforeAll(async () => {
  year = await liveThrough()
}, 1_800_000)

describe('after a year with a run a month', () => {
  test('there was something to attack: counts, costs and rates were shown', () => {
    const shown = (who: string, name: RegExp) =>
      (year.got[who] ?? []).flatMap((got) =>
        [...cellsIn(got)].filter(([key, value]) => name.test(key) && value !== null),
      )
    expect(shown('convener', /^people /).length).toBeGreaterThan(20)
    expect(shown('amber', /^rate .* all$/).length).toBeGreaterThan(10)
    const costs = PRACTICES.map((who) => (year.got[who] ?? []).flatMap((got) => costsIn(got, who)).length)
    expect(Math.min(...costs)).toBeGreaterThan(5)
    expect(shown('convener', /^about /).filter(([, value]) => Number(value) > 0).length).toBeGreaterThan(10)
    const rows = (who: string, noun: string) =>
      (year.got[who] ?? []).flat().flatMap(({ url, status, body }) => {
        const isOf = status === 200 && url.endsWith(`/${noun}?limit=all`)
        return isOf ? (JSON.parse(body) as { rows: unknown[] }).rows : []
      })
    for (const noun of ['roster', 'reconciliation'])
      for (const who of ['elm', 'amber']) expect(rows(who, noun).length, `${noun} of ${who}`).toBeGreaterThan(20)
  })
  test.each(['convener', 'state', 'purchaser', 'public'])(
    'the %s determines no withheld count and reads no secret',
    (who) => {
      expect(learnedByOverseer(who, year)).toEqual([])
    },
  )
  test.each(PAYERS)('%s alone learns nothing of another payer', (who) => {
    expect(learnedByPayer(who, year)).toEqual([])
  })
  test.each(PAIRS)('%s and %s together determine no count of a third', (a, b) => {
    expect(learnedByPair([a, b], year)).toEqual([])
  })
  test.each(PRACTICES)('the practice %s bounds no price of another organization within the policy’s percent', (who) => {
    expect(learnedByPractice(who, year)).toEqual([])
  })
})

describe('a leak that is planted is found', () => {
  test.each(LEAKS)('in $path', (leak) => {
    const { year: leaking, answers } = planted(year, leak)
    expect(answers).toBeGreaterThan(0)
    expect(leak.attack(leaking)).not.toEqual([])
  })
})
