import { expect, test } from 'vitest'
import {
  type InEffect,
  type OnPaper,
  paperAndEffect,
  readEffectBounds,
} from '../../src/alignment/effect/paper-and-effect.ts'

const BOUNDS = readEffectBounds()
const of = { payer: 'amber', other: 'birch' }
const NOTHING: InEffect = { attribution: [], measures: [], benchmark: [] }

const verdict = (area: string, degree: OnPaper['degree'], effect: Partial<InEffect>) =>
  paperAndEffect([{ ...of, area, degree }], { ...NOTHING, ...effect }, BOUNDS)[0]
const acts = (kappa: string | null, agree_share: string | null = null, state = 'compared') => ({
  attribution: [{ ...of, state, kappa, agree_share }],
})

test('what differs on paper may not matter, and what looks alike may not act alike', () => {
  expect(verdict('attribution', 'divergent', acts('0.950000000'))).toMatchObject({
    verdict: 'differ-and-do-not-matter',
    because: 'kappa is 0.950000000, at least 0.81',
  })
  expect(verdict('attribution', 'divergent', acts('0.300000000'))?.verdict).toBe('differ-and-matter')
  expect(verdict('attribution', 'directional', acts('0.300000000'))?.verdict).toBe('alike-and-do-not-act-alike')
  expect(verdict('attribution', 'exact', acts(null, '1.000000000', 'one-rule'))?.verdict).toBe('alike-and-act-alike')
  expect(verdict('attribution', 'exact', acts('0.81'))?.verdict).toBe('alike-and-act-alike')
})

test('where kappa is empty the share agreeing is asked', () => {
  expect(verdict('attribution', 'divergent', acts(null, '0.940000000'))).toMatchObject({
    verdict: 'differ-and-matter',
    figure: { name: 'agree_share', value: '0.940000000', bound: '0.95' },
  })
})

test('of several measures the one that agrees least counts, and one that only one of them uses does not', () => {
  const row = (concept: string, state: string, kappa: string | null) => ({
    ...of,
    concept,
    state,
    kappa,
    agree_share: null,
  })
  const measures = [row('a', 'compared', '0.9'), row('b', 'compared', '0.5'), row('c', 'used-by-one', null)]
  expect(verdict('measures', 'exact', { measures })).toMatchObject({
    verdict: 'alike-and-do-not-act-alike',
    figure: { value: '0.5' },
  })
  expect(verdict('measures', 'exact', { measures: measures.slice(2) })).toMatchObject({
    verdict: 'cannot-be-said',
    because: 'only one of them uses a measure of this',
  })
})

test('the order of costs is read from either side', () => {
  const benchmark = [{ payer: 'birch', other: 'amber', state: 'compared', spearman: '0.95' }]
  expect(verdict('benchmark', 'divergent', { benchmark })?.verdict).toBe('differ-and-do-not-matter')
})

test('what cannot be said says why: silent on paper, not compared, not measured', () => {
  expect(verdict('attribution', 'not-stated', acts('0.9'))).toMatchObject({
    verdict: 'cannot-be-said',
    because: 'it is not stated on paper',
  })
  expect(verdict('attribution', 'exact', {})).toMatchObject({
    verdict: 'cannot-be-said',
    because: 'they were not compared',
  })
  expect(verdict('attribution', 'exact', acts(null, null, 'not-run'))).toMatchObject({
    because: 'no run has one of the rules',
  })
  expect(verdict('data', 'exact', {})).toMatchObject({ because: 'nothing of this area is measured in effect' })
})
