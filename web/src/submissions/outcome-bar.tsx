/** Received, and what became of it. The sum is checked here too, and said. */
import type { Outcomes } from '../api/received/submissions.ts'
import { count } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { OUTCOMES } from './outcomes.ts'

export function OutcomeBar({ outcomes }: { outcomes: Outcomes }) {
  const received = outcomes.received ?? 0
  const sum = OUTCOMES.reduce((total, { outcome }) => total + (outcomes[outcome] ?? 0), 0)
  return (
    <div className="outcomes">
      <div className="outcome-bar" aria-hidden="true">
        {OUTCOMES.map(({ outcome, color }) => (
          <span key={outcome} style={{ flexGrow: outcomes[outcome] ?? 0, background: color }} />
        ))}
      </div>
      <dl>
        <div className="outcome-received">
          <dt>Received</dt>
          <dd>{count(outcomes.received)}</dd>
        </div>
        {OUTCOMES.map(({ outcome, color, means }) => (
          <div key={outcome} className={outcomes[outcome] ? undefined : 'outcome-none'}>
            <dt>
              <span className="payer-dot" style={{ background: color }} aria-hidden="true" />
              {words(outcome)}
            </dt>
            <dd>{count(outcomes[outcome])}</dd>
            <dd className="quiet">{means}</dd>
          </div>
        ))}
      </dl>
      <p className={sum === received ? 'quiet' : 'missing-note'}>
        {sum === received
          ? `The six outcomes add up to the ${count(received)} records received.`
          : `The outcomes add up to ${count(sum)}, not to the ${count(received)} received.`}
      </p>
    </div>
  )
}
