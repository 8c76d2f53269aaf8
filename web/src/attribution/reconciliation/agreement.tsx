/** Which of the three lists name the practice, for how many people: one bar for each way in which they overlap. */
import type { Reconciliation } from '../../api/attribution/rosters.ts'
import { PressBar, PressRow } from '../../design/figures/press-row.tsx'
import { count } from '../../design/words/format.ts'

const LISTS: readonly [list: string, label: string][] = [
  ['plan', 'Payer'],
  ['practice', 'Own'],
  ['claims', 'Claims'],
]
const WORDS: Record<string, string> = {
  'plan+practice+claims': 'All three name the practice',
  'plan+practice': 'A payer’s list and its own, not claims',
  'plan+claims': 'A payer’s list and claims, not its own',
  'practice+claims': 'Its own list and claims, no payer’s',
  plan: 'A payer’s list alone',
  practice: 'Its own list alone',
  claims: 'Claims alone',
  none: 'None that counts',
}

type Props = {
  agreement: Reconciliation['agreement']
  /** Whether the practice sent a list. */
  own: boolean
  chosen: string | undefined
  choose: (named_by: string) => void
}

export function Agreement({ agreement, own, chosen, choose }: Props) {
  const people = new Map(agreement.map((one) => [one.named_by, one.people]))
  const most = Math.max(1, ...people.values())
  const total = [...people.values()].reduce((sum, one) => sum + one, 0)
  const rows = Object.keys(WORDS).filter((one) => people.has(one))
  const of = (list: string) =>
    agreement.filter((one) => one.named_by.split('+').includes(list)).reduce((sum, one) => sum + one.people, 0)
  return (
    <section aria-labelledby="agreement-heading" className="card">
      <h2 id="agreement-heading">
        {own
          ? `${count(people.get('plan+practice+claims') ?? 0)} of ${count(total)} people are on all three lists`
          : `${count(people.get('plan+claims') ?? 0)} of ${count(total)} people are on a payer’s list and in claims`}
      </h2>
      <p>
        Payers’ lists name the practice for {count(of('plan'))},{' '}
        {own ? `its own list for ${count(of('practice'))}, ` : ''}
        claims for {count(of('claims'))}.
      </p>
      <div className="overlap">
        <p className="overlap-head" aria-hidden="true">
          {LISTS.map(([list, label]) => (
            <span key={list}>{label}</span>
          ))}
        </p>
        <ul className="press-rows" aria-label="People by the lists that name the practice; each shows its people only">
          {rows.map((named_by) => (
            <PressRow key={named_by} pressed={chosen === named_by} press={() => choose(named_by)}>
              {LISTS.map(([list]) => (
                <span
                  key={list}
                  className={named_by.split('+').includes(list) ? 'overlap-in' : 'overlap-out'}
                  aria-hidden="true"
                />
              ))}
              <span className="overlap-words">{WORDS[named_by]}</span>
              <PressBar share={(people.get(named_by) ?? 0) / most} />
              <span className="press-count">{count(people.get(named_by))}</span>
            </PressRow>
          ))}
        </ul>
      </div>
    </section>
  )
}
