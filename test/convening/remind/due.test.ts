import { describe, expect, test } from 'vitest'
import {
  closingComments,
  closingVotes,
  endingTerms,
  lateDeliveries,
  lateSteps,
  unsaidAdoptions,
} from '../../../src/convening/remind/due.ts'
import { beforeMark, lateMark, latest, type Reminder } from '../../../src/convening/remind/reminder.ts'

/** What is told, as kind, thing and the day from which on. */
const said = (all: readonly Reminder[]) => all.map(({ kind, about, mark }) => `${kind} ${about} from ${mark}`)

describe('when something is told', () => {
  test('of several days the last that has come counts, and none before the first', () => {
    expect(latest(['2026-03-01', '2026-02-01', '2026-04-01'], '2026-03-15')).toBe('2026-03-01')
    expect(latest(['2026-03-01'], '2026-02-28')).toBeNull()
  })

  test.each([
    ['2026-03-31', null],
    ['2026-04-01', '2026-04-01'],
    ['2026-04-07', '2026-04-01'],
    ['2026-04-08', '2026-04-08'],
    ['2026-04-30', '2026-04-08'],
    ['2026-05-01', '2026-05-01'],
    ['2026-05-31', '2026-05-31'],
    ['2028-01-01', '2027-12-22'],
  ])('what was due on March 31 is told late on %s as from %s', (day, mark) => {
    expect(lateMark('2026-03-31', day)).toBe(mark)
  })

  test('what is to come is told some days before, and no more once it is past', () => {
    const told = ['2026-03-16', '2026-03-17', '2026-03-30', '2026-03-31', '2026-04-01']
    expect(told.map((day) => beforeMark('2026-03-31', [14, 3], day))).toEqual([
      ...[null, '2026-03-17', '2026-03-28', '2026-03-28', null],
    ])
  })
})

test('of a feed that is late with several periods it is told once, to its sender and who convenes alone', () => {
  const late = (due_date: string, given: object = {}) => ({
    ...{ payer: 'summit', feed: 'claims', state: 'late' as const, due_date, mend_by: null, days_late: 3, ...given },
  })
  const found = lateDeliveries(
    [
      late('2026-01-15'),
      late('2026-02-15'),
      late('2026-02-20', { payer: 'keystone', state: 'due', days_late: null }),
      late('2026-01-20', { feed: 'roster', state: 'refused', mend_by: '2026-02-10' }),
      late('2026-02-20', { feed: 'costs', state: 'refused', mend_by: '2026-03-10', days_late: null }),
      late('2026-01-15', { feed: 'let-off', state: 'waived' }),
    ],
    '2026-02-18',
  )
  expect(said(found)).toEqual([
    'delivery-late delivery:summit.claims from 2026-02-16',
    'delivery-late delivery:summit.roster from 2026-02-18',
  ])
  expect(found[0]?.to).toEqual([{ participant: 'summit', role: 'payer' }, { role: 'convener' }])
})

test('the end of a term is told two months and two weeks before, unless it has begun since or somebody follows', () => {
  const term = (given: object = {}) => ({
    ...{ seat_term: 1, account: 'kay', start_date: '2026-01-01', end_date: '2026-12-31', followed: false, ...given },
  })
  const on = (day: string, given: object = {}) => said(endingTerms([term(given)], day))
  expect(on('2026-10-31')).toEqual([])
  expect(on('2026-11-01')).toEqual(['seat-ending term:1 from 2026-11-01'])
  expect(on('2026-12-20')).toEqual(['seat-ending term:1 from 2026-12-17'])
  expect(on('2026-12-20', { followed: true })).toEqual([])
  expect(on('2026-12-10', { start_date: '2026-12-01' })).toEqual([])
  expect(endingTerms([term()], '2026-12-20')[0]?.to).toEqual([{ account: 'kay' }, { role: 'convener' }])
})

test('a step past its day is told to who sees to it where one person is called so, and to who convenes always', () => {
  const step = { plan_step: 7, due_date: '2026-03-31', participant: null, account: null }
  expect(said(lateSteps([step], '2026-03-31'))).toEqual([])
  expect(lateSteps([step], '2026-04-02')).toMatchObject([{ kind: 'step-late', to: [{ role: 'convener' }] }])
  expect(lateSteps([{ ...step, participant: 'summit' }], '2026-04-02')[0]?.to).toEqual([
    { participant: 'summit' },
    { role: 'convener' },
  ])
  expect(lateSteps([{ ...step, account: 'kay' }], '2026-04-02')[0]?.to).toEqual([
    { account: 'kay' },
    { role: 'convener' },
  ])
})

test('a payer is asked again before its day and after it, as long as it can still say it', () => {
  const call = { recommendation: 'r', year: 2026, payer: 'summit', intent_by: '2025-11-30', actual_by: '2027-01-10' }
  const on = (day: string) =>
    said(
      unsaidAdoptions(
        (['intent', 'actual'] as const).map((stage) => ({ ...call, stage })),
        day,
      ),
    )
  expect(on('2025-11-01')).toEqual([])
  expect(on('2025-11-20')).toEqual(['adoption-due adoption:r.2026.summit.intent from 2025-11-16'])
  expect(on('2025-12-02')).toEqual(['adoption-late adoption:r.2026.summit.intent from 2025-12-01'])
  // The year has begun: what one means to do is said no more, and what was done not yet.
  expect(on('2026-06-01')).toEqual([])
  expect(on('2026-12-30')).toEqual([])
  expect(on('2027-01-02')).toEqual(['adoption-due adoption:r.2026.summit.actual from 2027-01-01'])
  expect(on('2027-01-08')).toEqual(['adoption-due adoption:r.2026.summit.actual from 2027-01-07'])
  expect(on('2027-01-12')).toEqual(['adoption-late adoption:r.2026.summit.actual from 2027-01-11'])
})

test('before comments end everybody who takes part is told, of a period longer than that', () => {
  const window = {
    recommendation: 'r',
    opens_on: '2026-03-01',
    closes_on: '2026-03-31',
    participants: ['summit', 'elm'],
  }
  const on = (day: string, given: object = {}) => closingComments([{ ...window, ...given }], day)
  expect(on('2026-03-27')).toEqual([])
  expect(on('2026-03-28')).toMatchObject([
    { kind: 'comment-closing', mark: '2026-03-28', to: [{ participant: 'summit' }, { participant: 'elm' }] },
  ])
  expect(on('2026-04-01')).toEqual([])
  expect(on('2026-03-29', { opens_on: '2026-03-28' })).toEqual([])
})

test('who has not voted is told the day before the end, and after it who convenes', () => {
  const ballot = {
    ...{ ballot: 3, recommendation: 'r', opened_at: '2026-04-01T09:00:00Z', closes_at: '2026-04-10T18:00:00Z' },
    silent: ['kay'],
  }
  const on = (day: string, given: object = {}) => closingVotes([{ ...ballot, ...given }], day)
  expect(on('2026-04-08')).toEqual([])
  expect(on('2026-04-09')).toMatchObject([{ kind: 'ballot-closing', to: [{ account: 'kay' }] }])
  expect(on('2026-04-10', { silent: [] })).toMatchObject([{ to: [] }])
  expect(on('2026-04-10', { opened_at: '2026-04-09T09:00:00Z' })).toEqual([])
  expect(on('2026-04-11')).toMatchObject([{ kind: 'ballot-ended', to: [{ role: 'convener' }] }])
})
