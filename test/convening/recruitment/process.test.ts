import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Candidate,
  type Checked,
  checked,
  criteriaInWords,
  criteriaShown,
  meeting,
  SHARES,
  SIZES,
} from '../../../src/convening/recruitment/criteria.ts'
import {
  ANSWERS,
  CONVENER_STEPS,
  HANDOVER_STEPS,
  type Handover,
  handoverAfter,
  handoverState,
  mayStep,
  after as next,
  STATES,
  type State,
  type Step,
} from '../../../src/convening/recruitment/process.ts'
import { readReadiness } from '../../../src/convening/recruitment/readiness.ts'
import { randomly } from '../../../src/rights/blurred.ts'

const step = fc.constantFrom<Step>(...CONVENER_STEPS, ...ANSWERS)
const walk = fc.array(step, { maxLength: 30 })

/** The states that a practice passes through; a step that is not allowed leaves it where it is. */
function passed(steps: readonly Step[]): State[] {
  const states: State[] = ['found']
  for (const one of steps) {
    const now = states.at(-1) ?? 'found'
    if (mayStep(now, one)) states.push(next(now, one))
  }
  return states
}

describe('a practice that is recruited', () => {
  test('is never handed over without having been invited and having said that it is interested, in this order', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const states = passed(steps)
        const over = states.indexOf('handed-over')
        if (over < 0) return
        expect(states[over - 1]).toBe('interested')
        expect(states.slice(0, over)).toContain('invited')
      }),
    )
  })

  test('that said no, or withdrew, is left alone', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const states = passed(steps)
        for (const [i, state] of states.entries())
          if (state === 'declined' || state === 'withdrawn') expect(i).toBe(states.length - 1)
      }),
    )
  })

  test('refuses every step that is not allowed, with words for it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), step, (state, one) => {
        if (mayStep(state, one)) expect(STATES).toContain(next(state, one))
        else expect(() => next(state, one)).toThrow(/the procedure does not allow this now/)
      }),
    )
  })

  test('can come from found to every state', () => {
    const reached = new Set<State>(['found'])
    for (let before = 0; before < reached.size; ) {
      before = reached.size
      for (const state of [...reached])
        for (const one of [...CONVENER_STEPS, ...ANSWERS]) if (mayStep(state, one)) reached.add(next(state, one))
    }
    expect([...reached].sort()).toEqual([...STATES].sort())
  })
})

describe('a practice that was handed over to a payer', () => {
  test('is taken up before it is signed, and what is signed or ended stays', () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HANDOVER_STEPS), { maxLength: 6 }), (steps) => {
        let found: Handover = { told_on: '2026-01-01', taken_up_on: null, signed_on: null, ended_on: null }
        for (const [i, one] of steps.entries()) {
          const before = handoverState(found)
          try {
            found = { ...found, ...handoverAfter(found, one, days[i] ?? '') }
          } catch {
            expect(handoverState(found)).toBe(before)
            continue
          }
          expect(['signed', 'ended']).not.toContain(before)
        }
        if (found.signed_on !== null) expect(found.signed_on >= (found.taken_up_on ?? '9')).toBe(true)
        expect(found.signed_on !== null && found.ended_on !== null).toBe(false)
      }),
    )
  })
})

const candidate = (given: Partial<Candidate>): Candidate => ({
  ...{ practice_id: 'elm', organization_id: 'elm-group', people: 500, participating: 300, contracted: 3 },
  ...given,
})
const CRITERIA = { least_share: '0.50', least_people: 250, most_people: 1000, least_payers: 3, ready: [] } as const

describe('criteria', () => {
  test('are met at their bounds, and by no practice of which too little may be told', () => {
    const found = (given: Partial<Candidate>) => meeting(CRITERIA, [candidate(given)]).length
    expect([
      found({}),
      found({ people: 250, participating: 130 }),
      found({ people: 1000, participating: 500 }),
    ]).toEqual([1, 1, 1])
    for (const fails of [{ participating: 240 }, { people: 240 }, { people: 1010 }, { contracted: 2 }])
      expect(found(fails), JSON.stringify(fails)).toBe(0)
    for (const few of [{ people: null }, { participating: null }, { people: 0 }]) expect(found(few)).toBe(0)
  })

  test('tell a share and a size as the step that is reached, and no figure', () => {
    expect(meeting(CRITERIA, [candidate({})])).toEqual([
      { practice_id: 'elm', organization_id: 'elm-group', share_class: '0.60', size_class: '500' },
    ])
  })

  test('tell of a practice that does not meet them which it misses, on the steps of the ladder', () => {
    const [missed] = checked(CRITERIA, [candidate({ participating: 240, contracted: 2 })])
    expect(missed).toMatchObject({ share_class: '0.40', size_class: '500', unmet: ['share', 'payers'] })
    expect(criteriaShown(CRITERIA, missed as Checked).map(({ has, meets }) => [has, meets])).toEqual([
      ['40% to 50% of its panel', false],
      ['500 to 1,000 people', true],
      ['2', false],
    ])
  })

  test('tell nothing of where a practice stands that criteria on the lowest steps would not find', () => {
    const count = fc.option(fc.integer({ min: 0, max: 3_000 }), { freq: 10 })
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 5 }), (people, participating, contracted) => {
        const one = candidate({ people, participating, contracted })
        const lowest = {
          least_share: '0.25',
          least_people: 100,
          most_people: null,
          least_payers: 1,
          ready: [],
        } as const
        const [found] = meeting(lowest, [one])
        const [seen] = checked(CRITERIA, [one]) as [Checked]
        expect([seen.share_class, seen.size_class]).toEqual([found?.share_class ?? null, found?.size_class ?? null])
        const other = checked(CRITERIA, [candidate({ people: null, contracted })])
        if (!found) expect([seen]).toEqual(other)
      }),
    )
  })

  test('say themselves in words', () => {
    expect(criteriaInWords(CRITERIA)).toEqual([
      'At least 50% of the panel is covered by payers that take part.',
      'The panel has about 250 to 1,000 people.',
      'At least 3 of them have a contract with the practice’s organization.',
    ])
  })

  /**
   * The attacker convenes. It asks with every step of the ladder, with a payer and without, and knows every other count to the
   * person. What it gets hangs on counts that are rounded at random, and the draw on a secret.
   */
  test('asked in every way, with a payer and without, never tell how few members the payer has, nor whether any', () => {
    const asked = (others: number, payer: number, rest: number, secret: string) => {
      const round = (count: number) => randomly(count, 10, `${secret} ${count}`)
      const people = round(others + payer + rest)
      return JSON.stringify(
        [others, others + payer].map((some) =>
          SHARES.flatMap((least_share) =>
            SIZES.map((least_people) =>
              checked({ ...CRITERIA, least_share, least_people, most_people: null }, [
                candidate({ people, participating: round(some) }),
              ]),
            ),
          ),
        ),
      )
    }
    const secrets = Array.from({ length: 100 }, (_, i) => `secret ${i}`)
    for (const [others, rest] of [
      [245, 250],
      [300, 200],
      [372, 125],
    ] as const) {
      const counts = new Map<string, Set<number>>()
      for (let payer = 0; payer <= 10; payer += 1)
        for (const secret of secrets) {
          const seen = asked(others, payer, rest, secret)
          counts.set(seen, (counts.get(seen) ?? new Set()).add(payer))
        }
      for (const possible of counts.values()) expect([others, possible.size > 1]).toEqual([others, true])
    }
  })
})

test('the questions of readiness are read, each with its source', () => {
  const { questions } = readReadiness()
  expect(questions.length).toBeGreaterThan(3)
  for (const { source } of questions) expect(source).not.toBe('')
})
