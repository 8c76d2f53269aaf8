import { expect, test } from 'vitest'
import { sql } from '../../../src/lake/sql.ts'
import { covered, line, spent } from './spent.ts'

const crowd = Array.from({ length: 99 }, (_, i) => `q${i} elm-health`)

test('people above the point, below zero, with an amount nobody believes or a tenth of a practice are told, and count as sent', async () => {
  const people = ['above', 'below', 'absurd', 'tenth'].map((p) => `${p} elm-health`)
  const engine = await spent({
    months: [...people, ...crowd].flatMap((who) => covered(`${who} 2025-01`)),
    lines: [
      ...crowd.map((who) => line(`${who} 2025-01-02 100`)),
      line('above elm-health 2025-01-02 6000'),
      line('above elm-health 2025-01-02 500', { claim_type: 'pharmacy' }),
      line('below elm-health 2025-01-02 -20'),
      line('absurd elm-health 2025-01-02 20000000'),
      line('absurd elm-health 2025-01-03 -20000000'),
      line('tenth elm-health 2025-01-02 100'),
    ],
    panel: {
      tenth: 'elm',
      ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`q${i}`, 'elm'])),
      q9: 'oak',
      below: 'oak',
    },
  })
  const rows = await engine.rows(sql`
    select person_id, reason, practice_id, practice_share, spend_usd, excess_usd, category, category_usd, lines_below_zero as below,
      lines_above_bound as above, rule
    from cost_outlier where person_id in ('above', 'below', 'absurd', 'q9', 'q1') order by person_id`)
  expect(
    rows.map((row) =>
      Object.values(row)
        .map((value) => value ?? '-')
        .join(' '),
    ),
  ).toEqual([
    'above above-truncation-point none - 6500.00 6400.00 professional-specialty 6000.00 0 0 cost/total-cost-of-care/truncation_percentile',
    'absurd line-above-bound none - 0.00 0.00 - - 1 1 cost/service-categories/largest_line_usd',
    'below spend-below-zero oak -0.250000000 -20.00 0.00 - - 1 0 cost/total-cost-of-care/least_person_spend_usd',
    'q1 share-of-practice elm 0.111111111 100.00 0.00 professional-specialty 100.00 0 0 cost/total-cost-of-care/outlier_practice_share',
    'q9 share-of-practice oak 1.250000000 100.00 0.00 professional-specialty 100.00 0 0 cost/total-cost-of-care/outlier_practice_share',
  ])
  engine.close()
})

test('where most people of a line took more back than they spent, the point is zero and not below it', async () => {
  const engine = await spent({
    months: crowd.flatMap((who) => covered(`${who} 2025-01`)),
    lines: crowd.map((who) => line(`${who} 2025-01-02 -5`)),
  })
  expect(await engine.rows(sql`select cap_usd from truncation_point`)).toEqual([{ cap_usd: '0.00' }])
  expect(await engine.rows(sql`select distinct truncated_usd from person_cost`)).toEqual([{ truncated_usd: '-5.00' }])
  engine.close()
})
