import { beforeAll, expect, test } from 'vitest'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import { workingFor } from '../../src/disclosure/reads/terms.ts'
import type { Step, Term } from '../../src/explain/explained.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { doorOf, smallRegion, VIEWERS } from './small-region.ts'

/** Payers get the rate of the first measure at Elm Street, and that of the second not. */
const [SEEN, UNSEEN] = ['hba1c-control', 'follow-up-after-stay']

let reading: Reading
beforeAll(async () => {
  reading = await smallRegion()
})

const term = (name: string, value: string, more: Partial<Term> = {}): Term => ({
  ...{ name, label: name, value, unit: 'share', kind: 'result', source: null, explain_id: null },
  ...more,
})
const rate = (name: string, measure: string, value: string): Term =>
  term(`${name}/${measure}`, value, {
    explain_id: `payment_fact:2025:amber:elm:demo/common-model:${name}/${measure}`,
  })
const step = (component: string, value: string, says: string | null = null): Step => ({
  ...{ component, label: component, value, unit: 'share', formula: 'of something', says, source: null },
})

const WORKING = {
  says: null,
  steps: [
    step(`rate_scored/${SEEN}`, '0.67'),
    step(`points/${SEEN}`, '0.48'),
    step(`rate_scored/${UNSEEN}`, '0.41'),
    step(`points/${UNSEEN}`, '0.3', 'the floor is reached'),
    step('score', '0.39', '1 of 3 are not known and left out'),
  ],
  terms: [
    rate('rate', SEEN, '0.666666667'),
    rate('baseline_rate', SEEN, '0.5625'),
    rate('rate', UNSEEN, '0.412345678'),
    rate('baseline_rate', UNSEEN, '0.4'),
    term(`points/${UNSEEN}`, '0.3'),
    term(`target/${UNSEEN}`, '0.6', { kind: 'structure' }),
    term('score', '0.39'),
  ],
}

const shown = (who: Viewer, unusable_payers: readonly string[] = []) => {
  const { steps, terms } = workingFor(reading, doorOf(who, { unusable_payers }), WORKING)
  return {
    steps: Object.fromEntries(steps.map(({ component, value }) => [component, value])),
    says: Object.fromEntries(steps.map(({ component, says }) => [component, says])),
    terms: Object.fromEntries(terms.map(({ name, value }) => [name, value])),
    withheld: [...steps, ...terms].filter((one) => one.withheld).length,
  }
}

test('who treats sees every step and every term', () => {
  const { steps, terms, withheld } = shown(VIEWERS.elm)
  expect(steps).toEqual(Object.fromEntries(WORKING.steps.map(({ component, value }) => [component, value])))
  expect(terms).toEqual(Object.fromEntries(WORKING.terms.map(({ name, value }) => [name, value])))
  expect(withheld).toBe(0)
})

test('a payer sees rates in whole percent, and of a measure whose rate it does not get neither term nor step', () => {
  const { steps, says, terms, withheld } = shown(VIEWERS.amber)
  expect(terms).toEqual({
    ...{ [`rate/${SEEN}`]: '0.67', [`baseline_rate/${SEEN}`]: '0.56' },
    ...{ [`rate/${UNSEEN}`]: null, [`baseline_rate/${UNSEEN}`]: null, [`points/${UNSEEN}`]: null },
    ...{ [`target/${UNSEEN}`]: '0.6', score: '0.39' },
  })
  expect(steps).toEqual({
    ...{ [`rate_scored/${SEEN}`]: '0.67', [`points/${SEEN}`]: '0.48' },
    ...{ [`rate_scored/${UNSEEN}`]: null, [`points/${UNSEEN}`]: null, score: '0.39' },
  })
  expect(says[`points/${UNSEEN}`]).toBeNull()
  expect(withheld).toBe(5)
})

test('where an agreement does not cover payment, no measure’s rate, term or step is shown to anybody', () => {
  for (const who of [VIEWERS.elm, VIEWERS.amber]) {
    const { steps, terms } = shown(who, ['birch'])
    const open = { [`target/${UNSEEN}`]: '0.6', score: '0.39' }
    expect(Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== null))).toEqual(open)
    expect(Object.entries(steps).filter(([, value]) => value !== null)).toEqual([['score', '0.39']])
  }
})
