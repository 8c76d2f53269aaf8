import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { following, onDay, type Process, STATES, type Step } from '../../src/convening/recommendation/process.ts'
import { type Choice, tally } from '../../src/convening/recommendation/tally.ts'

const DAY = '2026-03-02'
const START: Process = { state: 'draft', round: 0, closes_on: null, waiting: 0, unanswered: 0, by_member: false }

const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** Any act, some days after the one before it; what a comment leaves behind is counted as the register counts it. */
const act = fc.record({
  days: fc.integer({ min: 0, max: 20 }),
  /** Whether it is not this act but the one that leads on: few random walks come far. */
  onward: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
  step: fc.oneof(
    fc
      .constantFrom<Step['act']>(
        'write',
        'propose',
        'take-back',
        'comment',
        'moderate',
        'answer',
        'recuse',
        'open-vote',
        'cast',
      )
      .map((one) => ({ act: one }) as Step),
    fc.constantFrom<Step['act']>('publish', 'supersede', 'withdraw').map((one) => ({ act: one }) as Step),
    fc.boolean().map((passed): Step => ({ act: 'close-vote', passed })),
    fc.boolean().map((accepted): Step => ({ act: 'decide', accepted })),
    fc
      .integer({ min: 7, max: 30 })
      .map((length): Step => ({ act: 'open-comment', opens_on: '', closes_on: String(length) })),
  ),
})

type Trail = { step: Step; before: Process; after: Process; day: string }

const ONWARD: Readonly<Record<Process['state'], readonly Step[]>> = {
  draft: [{ act: 'open-comment', opens_on: '', closes_on: '10' }, { act: 'propose' }],
  proposed: [{ act: 'open-comment', opens_on: '', closes_on: '10' }],
  'in-comment': [{ act: 'comment' }, { act: 'moderate' }, { act: 'answer' }],
  answering: [{ act: 'moderate' }, { act: 'answer' }, { act: 'open-vote' }],
  'in-vote': [{ act: 'close-vote', passed: true }],
  voted: [{ act: 'decide', accepted: true }],
  accepted: [{ act: 'publish' }],
  published: [{ act: 'supersede' }],
  superseded: [{ act: 'write' }],
  withdrawn: [{ act: 'write' }],
}

/** Walks a sequence of acts, leaving out those that are refused, and tells what was done. */
function walk(acts: readonly { days: number; onward: boolean; step: Step }[], start = START): Trail[] {
  const trail: Trail[] = []
  let [process, day] = [start, DAY]
  for (const { days, onward, step: drawn } of acts) {
    day = dayAfter(day, days)
    const ways = ONWARD[onDay(process, day).state]
    const step = onward ? (ways[days % ways.length] as Step) : drawn
    const dated: Step =
      step.act === 'open-comment' ? { ...step, opens_on: day, closes_on: dayAfter(day, Number(step.closes_on)) } : step
    try {
      const next = counted(following(process, dated, day), dated)
      trail.push({ step: dated, before: process, after: next, day })
      process = next
    } catch (error) {
      expect(error).toMatchObject({ code: 'conflict-procedure' })
    }
  }
  return trail
}

function counted(process: Process, { act: name }: Step): Process {
  if (name === 'comment') return { ...process, waiting: process.waiting + 1 }
  if (name === 'moderate' && process.waiting > 0)
    return { ...process, waiting: process.waiting - 1, unanswered: process.unanswered + 1 }
  if (name === 'answer' && process.unanswered > 0) return { ...process, unanswered: process.unanswered - 1 }
  return process
}

describe('the way of a recommendation', () => {
  const property = (holds: (trail: Trail[]) => void) =>
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.boolean(), (acts, by_member) =>
        holds(walk(acts, { ...START, by_member })),
      ),
      { numRuns: 2_000 },
    )

  test('no vote opens while a comment waits to be looked at, or for its answer', () => {
    let opened = 0
    property((trail) => {
      for (const { step, before } of trail.filter((one) => one.step.act === 'open-vote')) {
        opened += 1
        expect([step.act, before.waiting, before.unanswered]).toEqual(['open-vote', 0, 0])
      }
    })
    expect(opened).toBeGreaterThan(100)
  })

  test('a draft of a member goes before the public only once its member proposed it; of who convenes at once', () => {
    const first = { 'of a member': 0, 'of who convenes': 0 }
    property((trail) => {
      const at = trail.findIndex((one) => one.step.act === 'open-comment')
      if (at < 0) return
      const before = trail[at]?.before
      first[before?.by_member ? 'of a member' : 'of who convenes'] += 1
      if (before?.by_member)
        expect(trail.slice(0, at).findLast((one) => /propose|take/.test(one.step.act))?.step.act).toBe('propose')
    })
    expect(first['of a member']).toBeGreaterThan(100)
    expect(first['of who convenes']).toBeGreaterThan(100)
  })

  test('what is published went, in its last round, through comment, vote and decision, in this order', () => {
    let published = 0
    property((trail) => {
      const at = trail.findIndex((one) => one.step.act === 'publish')
      if (at < 0) return
      published += 1
      const acts = trail.slice(0, at).map((one) => one.step)
      const comment = acts.findLastIndex((one) => one.act === 'open-comment')
      const since = acts.slice(comment + 1)
      const vote = since.findLastIndex((one) => one.act === 'open-vote')
      const passed = since.findLastIndex((one) => one.act === 'close-vote' && one.passed)
      const accepted = since.findLastIndex((one) => one.act === 'decide' && one.accepted)
      expect(comment).toBeGreaterThanOrEqual(0)
      expect(0 <= vote && vote < passed && passed < accepted).toBe(true)
    })
    expect(published).toBeGreaterThan(20)
  })

  test('after publication nothing is written, commented, voted on or decided; it is withdrawn or superseded alone', () => {
    property((trail) => {
      const at = trail.findIndex((one) => one.step.act === 'publish')
      if (at < 0) return
      for (const { step } of trail.slice(at + 1)) expect(['withdraw', 'supersede']).toContain(step.act)
    })
  })

  test('nothing follows what was withdrawn or superseded', () => {
    property((trail) => {
      const at = trail.findIndex((one) => ['withdrawn', 'superseded'].includes(one.after.state))
      if (at >= 0) expect(trail.length).toBe(at + 1)
    })
  })

  test('a comment is taken on its last day and refused on the next', () => {
    const open = following(START, { act: 'open-comment', opens_on: DAY, closes_on: '2026-03-16' }, DAY)
    expect(following(open, { act: 'comment' }, '2026-03-16').state).toBe('in-comment')
    expect(() => following(open, { act: 'comment' }, '2026-03-17')).toThrow(/does not allow/)
    expect(onDay(open, '2026-03-17').state).toBe('answering')
  })

  test('comments are taken for a week at the least, from a day that has not passed, and time given is not taken back', () => {
    const opening = (opens_on: string, closes_on: string) => () =>
      following(START, { act: 'open-comment', opens_on, closes_on }, DAY)
    expect(opening(DAY, '2026-03-07')).toThrow()
    expect(opening('2026-03-01', '2026-03-20')).toThrow()
    const open = opening(DAY, '2026-03-08')()
    expect(() => following(open, { act: 'extend-comment', closes_on: '2026-03-08' }, DAY)).toThrow()
    expect(following(open, { act: 'extend-comment', closes_on: '2026-03-20' }, DAY).closes_on).toBe('2026-03-20')
  })

  test('every state is reached', () => {
    const reached = new Set<string>(['draft'])
    property((trail) => {
      for (const { after: process, day } of trail)
        reached.add(onDay(process, day).state).add(onDay(process, dayAfter(day, 60)).state)
    })
    expect([...reached].sort()).toEqual([...STATES].sort())
  })
})

describe('a ballot', () => {
  const SIDES = ['payer', 'provider', 'consumer']
  const seats = fc
    .integer({ min: 1, max: 15 })
    .map((many) => Array.from({ length: many }, (_, seat) => ({ seat, side: SIDES[seat % 3] as string })))
  const ballot = seats.chain((all) =>
    fc.record({
      seats: fc.constant(all),
      votes: fc
        .subarray(all)
        .chain((some) =>
          fc.tuple(
            ...some.map(({ seat }) =>
              fc.constantFrom<Choice>('yes', 'no', 'abstain').map((choice) => ({ seat, choice })),
            ),
          ),
        ),
      out: fc.subarray(all.map(({ seat }) => seat)).map((some) => new Set(some)),
      method: fc.constantFrom('consensus' as const, 'vote' as const),
      quorum_share: fc.constantFrom('0.5', '0.6667', '1'),
      passes_share: fc.constantFrom('0.5', '0.6667', '0.75'),
    }),
  )

  test('counts no seat that stepped back: it is as if the seat and its vote were not there', () => {
    fc.assert(
      fc.property(ballot, (given) => {
        const without = {
          ...given,
          seats: given.seats.filter(({ seat }) => !given.out.has(seat)),
          votes: given.votes.filter(({ seat }) => !given.out.has(seat)),
          out: new Set<number>(),
        }
        expect(tally(given)).toEqual(tally(without))
      }),
      { numRuns: 1_000 },
    )
  })

  test('is the same in whatever order votes came, and sides add up to the whole', () => {
    fc.assert(
      fc.property(ballot, (given) => {
        const counted = tally(given)
        expect(tally({ ...given, votes: given.votes.toReversed(), seats: given.seats.toReversed() })).toEqual(counted)
        for (const name of ['seats', 'yes', 'no', 'abstain', 'silent'] as const)
          expect(counted.by_side.reduce((sum, one) => sum + one[name], 0)).toBe(counted[name])
        expect(counted.yes + counted.no + counted.abstain + counted.silent).toBe(counted.seats)
      }),
      { numRuns: 1_000 },
    )
  })

  test('that passed does not fail with one more yes in the place of a no', () => {
    fc.assert(
      fc.property(ballot, (given) => {
        const no = given.votes.find(({ seat, choice }) => choice === 'no' && !given.out.has(seat))
        if (!no || tally(given).outcome !== 'passed') return
        const changed = given.votes.map((one) => (one === no ? { ...one, choice: 'yes' as const } : one))
        expect(tally({ ...given, votes: changed }).outcome).toBe('passed')
      }),
    )
  })

  const of = (
    yes: number,
    no: number,
    abstain: number,
    silent: number,
    passes_share = '0.5',
    method: 'vote' | 'consensus' = 'vote',
  ) => {
    const choices: (Choice | null)[] = [
      ...Array<Choice>(yes).fill('yes'),
      ...Array<Choice>(no).fill('no'),
      ...Array<Choice>(abstain).fill('abstain'),
      ...Array<null>(silent).fill(null),
    ]
    return tally({
      ...{ method, quorum_share: '0.5', passes_share, out: new Set<number>() },
      seats: choices.map((_, seat) => ({ seat, side: 'payer' })),
      votes: choices.flatMap((choice, seat) => (choice === null ? [] : [{ seat, choice }])),
    }).outcome
  }

  test.each([
    ['a tie does not pass', of(3, 3, 0, 0), 'failed'],
    ['one more than half passes', of(4, 3, 0, 0), 'passed'],
    ['those who abstain make a quorum and no majority', of(1, 0, 3, 4), 'passed'],
    ['fewer than half of the seats are no quorum', of(3, 0, 0, 4), 'no-quorum'],
    ['nobody said yes', of(0, 0, 4, 0), 'failed'],
    ['two thirds are reached where they are met', of(2, 1, 0, 0, '0.6666'), 'passed'],
    ['two thirds are not reached by a hair less', of(3, 2, 0, 0, '0.6667'), 'failed'],
    ['one no ends consensus', of(9, 1, 0, 0, '0.5', 'consensus'), 'failed'],
    ['consensus needs a yes', of(0, 0, 5, 0, '0.5', 'consensus'), 'failed'],
    ['standing aside is no objection', of(4, 0, 5, 0, '0.5', 'consensus'), 'passed'],
  ])('%s', (_words, outcome, wanted) => expect(outcome).toBe(wanted))
})
