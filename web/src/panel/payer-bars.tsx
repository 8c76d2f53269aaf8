/** One bar per payer, in people. A person covered by two payers stands in both, so the bars do not add up. */
import type { Practice } from '../api/practice/practices.ts'
import { PressBar, PressRow } from '../design/figures/press-row.tsx'
import { count } from '../design/words/format.ts'
import { usePayers } from '../design/words/payers.tsx'

type Props = { payers: Practice['payers']; chosen: string | undefined; choose: (payer: string | undefined) => void }

export function PayerBars({ payers, chosen, choose }: Props) {
  const look = usePayers()
  const most = Math.max(1, ...payers.map((one) => one.people ?? 0))
  const rows = [...payers].sort((a, b) => (b.people ?? 0) - (a.people ?? 0) || (a.payer < b.payer ? -1 : 1))
  return (
    <div className="payer-bars">
      <h2 className="small-head" id="payer-bars">
        People by payer
      </h2>
      <ul className="press-rows" aria-labelledby="payer-bars">
        {rows.map((one) => (
          <PressRow
            key={one.payer}
            pressed={chosen === one.payer}
            press={() => choose(chosen === one.payer ? undefined : one.payer)}
          >
            <span>{one.payer_name}</span>
            <PressBar share={(one.people ?? 0) / most} color={look.color(one.payer)} />
            <span className="press-count">
              {one.people === null ? 'withheld' : count(one.people)}
              <span className="ds-u-visibility--screen-reader"> people; show only these</span>
            </span>
          </PressRow>
        ))}
      </ul>
      <p className="quiet">A person with two payers stands in both bars.</p>
    </div>
  )
}
