import { expect, test } from 'vitest'
import { readBurden } from '../../src/alignment/burden/coefficients.ts'
import { readCounts } from '../../src/alignment/burden/counts.ts'
import { type Practice, sideOf } from '../../src/alignment/burden/side.ts'
import { readWeights } from '../../src/alignment/pathway/weights.ts'
import { type BoardGiven, boardOf } from '../../src/alignment/print/board.ts'
import { boardPdf } from '../../src/alignment/print/board-pdf.ts'
import type { Profile } from '../../src/alignment/profile/profile.ts'
import { readPdf } from '../pdf-text.ts'
import { elements, profile } from './profiles.ts'

const counts = readCounts(elements)
const burden = readBurden(counts)
const weights = readWeights(elements, counts)

const AGREED = profile('common', { portal: 'shared', list_cadence: 'monthly', claims_cadence: 'monthly' })
const amber = profile('amber', { portal: 'shared', list_cadence: 'quarterly' })
const birch = profile('birch', { portal: 'payer', list_cadence: 'monthly', claims_cadence: 'weekly' })
const cedar = profile('cedar', {})

function given(payers: readonly Profile[], more: Partial<BoardGiven> = {}): BoardGiven {
  const practices: Practice[] = [
    { practice: 'elm', payers: payers.map(({ payer }) => payer), physicians: 4 },
    { practice: 'oak', payers: [payers[0]?.payer ?? ''], physicians: 2 },
  ]
  return {
    ...{ elements, counts, burden, weights, practices, title: 'Valley', day: '2026-01-01', profiles: payers },
    sides: payers.map((one) => sideOf(one)),
    reference: sideOf(AGREED),
    ...{ because: null, says: [], sources: ['Their manuals'] },
    ...more,
  }
}

test('one page has degrees with counts, first steps, burden before and after, and what is not stated', async () => {
  const read = readPdf(await boardPdf(boardOf(given([amber, birch, cedar]))))
  expect(read).toMatchObject({ pages: 1, title: 'Alignment: Valley', language: 'en-US', tagged: true })
  expect(read.text).toContain('3 payers compared with common, on 2026-01-01; 2 practices.')
  expect(read.text).toContain('Data sharingexact1/0/0divergent0/1/1not stated')
  expect(read.text).toContain('Not stated, of 58 elements565558')
  expect(read.text).toContain('birch lets practices sign in at one place for all payers')
  expect(read.text).toContain('amber sends its list of patients each month instead of each quarter')
  expect(read.text).toContain('No other sequence of changes gains more.')
  expect(read.text).toMatch(/beforeafter.*Places to sign in32.*Cadences/)
  expect(read.text).toContain('cedar states nothing: no change of it can be named.')
  expect(read.text).toContain('Counts are at least so many')
  expect(read.text).toContain('Their manuals')
})

test('what the steps change is what counting practice by practice gives', () => {
  const { burden: rows } = boardOf(given([amber, birch]))
  expect(rows.find(({ what }) => what === 'Places to sign in')).toEqual({
    what: 'Places to sign in',
    before: '3',
    after: '2',
  })
  const alike = given([amber, birch])
  const many = boardOf({
    ...alike,
    practices: alike.practices.flatMap((one) => [1, 2, 3].map((i) => ({ ...one, practice: `${one.practice}${i}` }))),
  })
  expect(many.burden.find(({ what }) => what === 'Places to sign in')).toMatchObject({ before: '9', after: '6' })
})

test("what is a payer's own is not on the page, and does not decide what comes first", () => {
  const beside = {
    extent: [
      { payer: 'amber', share: '0.9' },
      { payer: 'birch', share: '0.1' },
    ],
    effect: [{ payer: 'amber', area: 'attribution', share: '0.7' }],
  }
  const [without, known] = [{}, beside].map((one) => boardOf(given([amber, birch], { beside: one })))
  expect(known?.steps).toEqual(without?.steps)
  expect(JSON.stringify(known)).not.toMatch(/90 %|70 %/)
  expect(known?.limits.join(' ')).toContain('each payer’s own')
})

test('with the reference withdrawn it says why, and what most payers do', async () => {
  const board = boardOf(
    given([amber, birch, profile('elder', { portal: 'shared' })], {
      reference: null,
      because: 'withdrawn from 2025-07-01 on',
    }),
  )
  const { text } = readPdf(await boardPdf(board))
  expect(text).toContain('without a reference: withdrawn from 2025-07-01 on')
  expect(text).toContain('No reference is in force: steps go to what most payers do.')
  expect(text).not.toContain('directional /')
})

test('nobody to move and nothing to gain is said, and nothing stands before and after', async () => {
  const { text } = readPdf(await boardPdf(boardOf(given([profile('amber', { portal: 'shared' })]))))
  expect(text).toContain('No change gains anything that is counted.')
  expect(text).not.toContain('beforeafter')
})

test.each([6, 7, 8, 9, 11, 13])('%i payers with long names and much to say still are one page', async (many) => {
  const payers = Array.from({ length: many }, (_, i) => ({
    ...profile(`payer-${String(i).padStart(2, '0')}`, {
      portal: 'payer',
      list_cadence: 'quarterly',
      claims_cadence: 'weekly',
    }),
    name: `A health plan with a name that is longer than any column, number ${i}`,
  }))
  const board = boardOf(
    given(payers, {
      says: Array.from(
        { length: 30 },
        (_, i) => `Something that cannot be said and takes a whole sentence, number ${i}.`,
      ),
      sources: Array.from({ length: 40 }, (_, i) => `A source with quite a long title of several words, number ${i}`),
    }),
  )
  const read = readPdf(await boardPdf(board))
  expect(read.pages).toBe(1)
  expect(read.text).toMatch(/and \d+ more|\d+ of them/)
  expect(read.text).toContain('Something that cannot be said and takes a whole sentence, number 0.')
  expect(board.steps).toHaveLength(3)
  expect(read.farthest + 40).toBeLessThan(read.width)
  expect(read.text.includes('2 more payers do not fit here')).toBe(many === 13)
})
