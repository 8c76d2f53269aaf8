/** From one list to the next in a picture that is also the filter: who was there, stayed, left, came, is there now. */
import type { Roster, RosterState } from '../../api/attribution/rosters.ts'
import { PressBar, PressRow } from '../../design/figures/press-row.tsx'
import { count } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { becauseInWords } from '../words.ts'

type Props = {
  found: Roster
  /** Whether the viewer may know what changed of those who stayed. */
  tellsChanges: boolean
  chosen: string | undefined
  choose: (state: RosterState) => void
}

const WAYS: readonly [state: RosterState, label: string, sign: string][] = [
  ['unchanged', 'stayed as they were', ''],
  ['changed', 'stayed, with a change', ''],
  ['dropped', 'left', '−'],
  ['new', 'came', '+'],
]

export function ChangeFlow({ found, tellsChanges, chosen, choose }: Props) {
  const { counts } = found
  const stayed = counts.unchanged + counts.changed
  const ways = WAYS.filter(([state]) => tellsChanges || state !== 'changed')
  const most = Math.max(1, ...Object.values(counts))
  return (
    <section aria-labelledby="flow-heading" className="card change-flow">
      <h2 id="flow-heading">
        {count(counts.new)} came, {count(counts.dropped)} left
      </h2>
      <div className="flow">
        <End list={found.previous_list ?? 'no list before'} people={stayed + counts.dropped} />
        <ul className="press-rows" aria-label="Ways from one list to the next; each shows its people only">
          {ways.map(([state, label, sign]) => (
            <PressRow key={state} pressed={chosen === state} press={() => choose(state)}>
              <span className="press-count">
                {counts[state] > 0 ? sign : ''}
                {count(counts[state])}
              </span>
              <span>{!tellsChanges && state === 'unchanged' ? 'stayed' : label}</span>
              <PressBar share={counts[state] / most} look={`flow-${state}`} />
            </PressRow>
          ))}
        </ul>
        <End list={found.list ?? ''} people={stayed + counts.new} />
      </div>
      <Reasons found={found} />
      {found.not_on_panel > 0 && (
        <p className="quiet">
          The rule also places {count(found.not_on_panel)} {plural(found.not_on_panel, 'person', 'people')} here who{' '}
          {plural(found.not_on_panel, 'was', 'were')} never on your panel: you see how many, and no names.
        </p>
      )}
    </section>
  )
}

const End = ({ list, people }: { list: string; people: number }) => (
  <p className="flow-end">
    <span className="quiet">List {list}</span>
    <b>{count(people)}</b>
    <span className="quiet">{plural(people, 'person', 'people')}</span>
  </p>
)

const SHOWN: readonly [state: RosterState, label: string][] = [
  ['dropped', 'Why people left'],
  ['new', 'Why people came'],
  ['changed', 'What changed'],
]

function Reasons({ found }: { found: Roster }) {
  if (found.reasons.length === 0) return null
  return (
    <div className="flow-reasons">
      {SHOWN.map(([state, label]) => {
        const reasons = found.reasons.filter((one) => one.state === state)
        if (reasons.length === 0) return null
        return (
          <div key={state}>
            <h3>{label}</h3>
            <ul>
              {reasons.map((one) => (
                <li key={one.because}>
                  <b>{count(one.people)}</b> {becauseInWords(state, one.because)}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}
