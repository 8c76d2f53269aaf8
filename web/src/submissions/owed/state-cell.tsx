/** One period of one feed, in a sign and words. */
import type { ExpectedDelivery } from '../../api/received/feeds.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { briefly, SIGN } from './states.ts'

export function StateCell({ of }: { of: ExpectedDelivery }) {
  const { sign, tone } = SIGN[of.state]
  return (
    <span className={`state badge-${tone}`} title={sentence(of.says)}>
      <span className="state-sign" aria-hidden="true">
        {sign}
      </span>
      {briefly(of)}
    </span>
  )
}
