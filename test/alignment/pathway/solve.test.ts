import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAllowed, relax } from '../../../src/alignment/pathway/bound.ts'
import { greedy } from '../../../src/alignment/pathway/greedy.ts'
import { type Cell, type Plan, type Problem, planValue } from '../../../src/alignment/pathway/problem.ts'
import { solve } from '../../../src/alignment/pathway/search.ts'

/** Every plan that keeps to the limits. */
function bruteForce(problem: Problem): number {
  let best = Number.NEGATIVE_INFINITY
  const plan = problem.moves.map(() => 0)
  const visit = (m: number): void => {
    if (m === plan.length) {
      if (isAllowed(problem, plan)) best = Math.max(best, planValue(problem, plan))
      return
    }
    for (let year = 0; year <= problem.years; year++) {
      plan[m] = year
      visit(m + 1)
    }
    plan[m] = 0
  }
  visit(0)
  return best
}

/** Any problem of the form, also such in which a move makes a payer use more. */
const problems = fc
  .record({
    payers: fc.integer({ min: 1, max: 3 }),
    years: fc.integer({ min: 1, max: 2 }),
    limit: fc.integer({ min: 1, max: 2 }),
    moves: fc.array(
      fc.record({ payer: fc.nat(2), effort: fc.integer({ min: 1, max: 4 }), own: fc.integer({ min: -3, max: 3 }) }),
      {
        maxLength: 6,
      },
    ),
    cells: fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 9 }),
        seeds: fc.array(fc.nat(255), { minLength: 3, maxLength: 3 }),
      }),
      {
        maxLength: 6,
      },
    ),
  })
  .map(({ payers, years, limit, moves, cells }): Problem => {
    const own = moves.map((move) => ({ ...move, payer: move.payer % payers }))
    const made = cells.map(({ weight, seeds }): Cell => {
      const users = Array.from({ length: payers }, (_, payer) => {
        const seed = seeds[payer] ?? 0
        const mine = own
          .flatMap((move, m) => (move.payer === payer ? [m] : []))
          .filter((_, i) => (seed >> (i % 3)) % 2 === 1)
        const used = mine.slice(0, 3)
        const uses = Array.from(
          { length: 1 << used.length },
          (_, pattern) => ((seed * 31 + pattern * 17 + (seed >> 3)) >> (pattern % 5)) % 2 === 1,
        )
        return { payer, moves: used, uses }
      })
      return { weight, users: users.filter(({ uses }) => uses.some(Boolean)) }
    })
    return { moves: own, cells: made.filter(({ users }) => users.length > 0), limit, years, groups: [] }
  })

test('the search finds what trying every plan finds, and says that nothing gains more', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const solved = solve(problem)
      expect(solved).toMatchObject({ value: bruteForce(problem), exact: true })
      expect(planValue(problem, solved.plan)).toBe(solved.value)
      expect(isAllowed(problem, solved.plan)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a greedy plan keeps to the limits and no plan exceeds the bound', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const [plan, best] = [greedy(problem), bruteForce(problem)]
      expect(isAllowed(problem, plan)).toBe(true)
      expect(planValue(problem, plan)).toBeLessThanOrEqual(best)
      expect(relax(problem).bound).toBeGreaterThanOrEqual(best)
      const short = solve(problem, 0)
      expect(short.bound).toBeGreaterThanOrEqual(best)
      expect(short.value).toBeLessThanOrEqual(best)
    }),
    { numRuns: 300 },
  )
})

/** Practices that a format reaches through some payers; each payer has one move that leaves it. */
const leaving = (users: number[][], payers: number, years: number, limit = 1): Problem => ({
  moves: Array.from({ length: payers }, (_, payer) => ({ payer, effort: 1, own: 0 })),
  cells: users.map((some) => ({ weight: 10, users: some.map((m) => ({ payer: m, moves: [m], uses: [true, false] })) })),
  limit,
  years,
  groups: [],
})

describe('gains of several moves', () => {
  test('a thing falls away when the last payer leaves it and not before', () => {
    const two = leaving([[0, 1]], 2, 1)
    expect(
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ].map((plan: Plan) => planValue(two, plan)),
    ).toEqual([0, 0, 10])
    expect(solve(two)).toMatchObject({ plan: [1, 1], value: 10, exact: true })
  })

  test('a move that gains nothing is not asked for', () => {
    const stuck = leaving([[0, 1]], 2, 1)
    const fixed = {
      ...stuck,
      cells: [
        {
          weight: 10,
          users: [
            { payer: 0, moves: [0], uses: [true, false] },
            { payer: 1, moves: [], uses: [true] },
          ],
        },
      ],
    }
    expect(solve(fixed)).toMatchObject({ plan: [0, 0], value: 0, exact: true })
  })

  test('the limit of a year puts what gains more first', () => {
    const one: Problem = {
      ...leaving([[0], [1]], 2, 2),
      moves: [0, 0].map((payer) => ({ payer, effort: 1, own: 0 })),
      cells: [3, 8].map((weight, m) => ({ weight, users: [{ payer: 0, moves: [m], uses: [true, false] }] })),
    }
    expect(solve(one)).toMatchObject({ plan: [2, 1], value: 19, exact: true })
  })

  test('without moves there is no plan, and that is exact', () => {
    expect(solve(leaving([], 0, 3))).toEqual({ plan: [], value: 0, bound: 0, exact: true })
  })
})

test('ten payers and fifty elements: the plan is within an eighth of the bound', () => {
  const random = lcg(7)
  const moves = Array.from({ length: 300 }, (_, m) => ({ payer: m % 10, effort: 1 + (m % 4), own: 0 }))
  const cells = Array.from({ length: 1000 }, (): Cell => {
    const element = Math.floor(random() * 30)
    const some = Array.from({ length: 10 }, (_, payer) => payer).filter(() => random() < 0.25)
    return {
      weight: 1 + Math.floor(random() * 9),
      users: some.map((payer) => ({ payer, moves: [element * 10 + payer], uses: [true, false] })),
    }
  }).filter(({ users }) => users.length > 0)
  const solved = solve({ moves, cells, limit: 2, years: 3, groups: [] })
  expect(solved.value).toBeGreaterThan(0)
  expect(solved.bound).toBeGreaterThanOrEqual(solved.value)
  expect(1 - solved.value / solved.bound).toBeLessThan(0.125)
})

function lcg(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

test('ten moves over three years are solved exactly', () => {
  for (let seed = 1; seed <= 3; seed++) {
    const random = lcg(seed)
    const moves = Array.from({ length: 10 }, (_, m) => ({ payer: m % 5, effort: 1, own: 0 }))
    const cells = Array.from({ length: 30 }, (): Cell => {
      const some = moves.flatMap((_, m) => (random() < 0.3 ? [m] : []))
      const users = some.map((m) => ({
        payer: m % 5,
        moves: [m],
        uses: random() < 0.8 ? [true, false] : [false, true],
      }))
      return { weight: 1 + Math.floor(random() * 99), users }
    }).filter(({ users }) => users.length > 0)
    expect(solve({ moves, cells, limit: 1, years: 3, groups: [] }).exact).toBe(true)
  }
})
