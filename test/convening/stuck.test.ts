import { describe, expect, test } from 'vitest'
import { held, type Leaning } from '../../src/convening/plan/stuck.ts'

const NOTHING: Leaning = { state: 'open', action: null, recommendation: null, before: null }
const of = (leaning: Partial<Leaning>) => held({ ...NOTHING, ...leaning })
const earlier = (state: 'open' | 'late' | 'done' | 'dropped') => ({ title: 'Ask', state, due_date: '2026-03-01' })
const text = (state: string) => ({ title: 'One calendar', state })

describe('a step of the plan', () => {
  test.each([
    ['nothing stands in its way', {}, null, null, null],
    ['its day has passed', { state: 'late' as const }, 'day-passed', 'its day has passed', null],
    [
      'it waits for a step that is to come',
      { before: earlier('open') },
      null,
      null,
      'it waits for “Ask”, due 2026-03-01',
    ],
    ['what it waits for is done', { before: earlier('done') }, null, null, null],
    [
      'what it waits for is late',
      { before: earlier('late') },
      'step-late',
      'it waits for “Ask”, whose day has passed',
      null,
    ],
    [
      'what it waits for was given up',
      { before: earlier('dropped') },
      'step-given-up',
      'it waits for “Ask”, which was given up',
      null,
    ],
    [
      'it waits for a vote',
      { recommendation: text('in-vote') },
      null,
      null,
      'the recommendation “One calendar” has yet to be voted on',
    ],
    [
      'it is late, and waits for a vote',
      { state: 'late' as const, recommendation: text('in-vote') },
      'day-passed',
      'its day has passed; the recommendation “One calendar” has yet to be voted on',
      null,
    ],
    [
      'what it serves was withdrawn',
      { state: 'late' as const, recommendation: text('withdrawn') },
      'recommendation-withdrawn',
      'the recommendation “One calendar” was withdrawn',
      null,
    ],
    ['what it serves is published', { recommendation: text('published') }, null, null, null],
    [
      'the agreed step that it serves was given up',
      { action: 'ended' },
      'action-given-up',
      'the agreed step that it serves was given up',
      null,
    ],
  ])('says so where %s', (_words, leaning, stuck_rule, stuck, waits) =>
    expect(of(leaning)).toEqual({ stuck, stuck_rule, waits }),
  )

  test('that is over is stuck by nothing', () => {
    for (const state of ['done', 'dropped'] as const)
      expect(of({ state, action: 'ended', before: earlier('dropped'), recommendation: text('withdrawn') })).toEqual({
        ...{ stuck: null, stuck_rule: null, waits: null },
      })
  })
})
