/** One sentence and two pictures: how many people, through which payers, who is new and who left. */
import { useQuery } from '@tanstack/react-query'
import type { Practice } from '../api/practice/practices.ts'
import { type PanelAsked, periodsQuery } from '../api/queries.ts'
import { Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { count } from '../design/words/format.ts'
import { plural, words } from '../design/words/words.ts'
import { PayerBars } from './payer-bars.tsx'

type Props = { practice: Practice; asked: PanelAsked; change: (said: PanelAsked) => void }

export function PanelHeadline({ practice, asked, change }: Props) {
  const payers = practice.payers.length
  const baseline = useQuery(periodsQuery).data?.baseline
  return (
    <section className="headline" aria-label="The panel at a glance">
      <div className="headline-sum">
        <p className="headline-number">
          <strong>{practice.people === null ? <Withheld /> : count(practice.people)}</strong>
          <span>
            {plural(practice.people ?? 2, 'person', 'people')} over {count(payers)} {plural(payers, 'payer')}
          </span>
        </p>
        <ul className="headline-changes">
          <Change n={practice.changes.new} what="new" since={baseline} asked={asked} change={change} />
          <Change n={practice.changes.continuing} what="continuing" since={baseline} asked={asked} change={change} />
          <Change n={practice.changes.dropped} what="dropped" since={baseline} asked={asked} change={change} />
        </ul>
        <p className="headline-reasons">
          {practice.reasons.map((one, place) => (
            <span key={one.reason}>
              {place > 0 && ' · '}
              {words(one.reason)}: <b>{one.people === null ? 'withheld' : count(one.people)}</b>
            </span>
          ))}
        </p>
        <WithheldNote held={[practice.withheld]} />
      </div>
      <PayerBars payers={practice.payers} chosen={asked.payer} choose={(payer) => change({ payer })} />
    </section>
  )
}

type ChangeProps = {
  n: number | null
  what: 'new' | 'continuing' | 'dropped'
  since: string | null | undefined
  asked: PanelAsked
  change: (said: PanelAsked) => void
}

const SINCE = { new: 'new since', continuing: 'also in', dropped: 'left after' }

function Change({ n, what, since, asked, change }: ChangeProps) {
  const on = asked.change === what
  const sign = what === 'new' ? '+' : what === 'dropped' ? '−' : ''
  return (
    <li>
      <button
        type="button"
        className={`change change-${what}`}
        aria-pressed={on}
        onClick={() => change({ change: on ? undefined : what })}
      >
        <b>{n === null ? '–' : `${sign}${count(n)}`}</b> {SINCE[what]} {since ?? 'last year'}
      </button>
    </li>
  )
}
