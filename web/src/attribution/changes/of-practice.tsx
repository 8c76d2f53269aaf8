/** One practice: the counts as a flow, how steady the panel is, then the people. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Rules } from '../../api/attribution/attribution.ts'
import type { Roster } from '../../api/attribution/rosters.ts'
import { churnQuery, PAGE_ROWS, rosterPath, rosterQuery, sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { count, day } from '../../design/words/format.ts'
import { Paging } from '../../panel/paging.tsx'
import { titleOf } from '../laboratory-page.tsx'
import { OfRule } from '../rule-steps.tsx'
import { KIND } from '../words.ts'
import { ChangeFlow } from './change-flow.tsx'
import { type ChangesAsked, ROUTE } from './changes-page.tsx'
import { RosterTable } from './roster-table.tsx'
import { Steadiness } from './steadiness.tsx'

export function OfPractice({ rules, practice_id }: { rules: Rules; practice_id: string }) {
  const { rule, list, state, offset, whole } = useSearch({ from: ROUTE })
  const roster = useQuery(rosterQuery(practice_id, { rule, list, state, offset }, whole === true))
  return (
    <Answer query={roster} what="the list">
      {(found) =>
        found.rule === null ? (
          <EmptyState heading="This rule makes no list in this run." />
        ) : (
          <div className={roster.isPlaceholderData ? 'stale' : undefined}>
            <Found rules={rules} found={found} ready={!roster.isPlaceholderData} />
          </div>
        )
      }
    </Answer>
  )
}

function Found({ rules, found, ready }: { rules: Rules; found: Roster; ready: boolean }) {
  const asked = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const role = useQuery(sessionQuery).data?.viewer?.role
  const rule = found.rule ?? ''
  const churn = useQuery({ ...churnQuery(rule), enabled: role !== 'payer' })
  const described = rules.described.find((one) => one.rule === rule)
  const total = asked.state
    ? (found.counts[asked.state as keyof Roster['counts']] ?? 0)
    : Object.values(found.counts).reduce((sum, one) => sum + one, 0)
  const change = (said: ChangesAsked) =>
    void navigate({
      search: (was: ChangesAsked) => ({ ...was, offset: undefined, ...said }),
      resetScroll: false,
    })
  return (
    <>
      <p className="changes-about">
        By “{titleOf(rules, rule)}”: list {found.list}, {KIND[found.kind ?? ''] ?? found.kind}, on care until{' '}
        {day(found.known_on)}
        {found.previous_list ? `, beside list ${found.previous_list}` : ''}.
      </p>
      {found.previous_list === null && (
        <p className="quiet">It is the rule’s first list in this run: everybody on it counts as new.</p>
      )}
      <ChangeFlow
        found={found}
        tellsChanges={role !== 'payer'}
        chosen={asked.state}
        choose={(state) => change({ state: state === asked.state ? undefined : state })}
      />
      {churn.data && <Steadiness churn={churn.data} practice_id={found.practice_id} kind={found.kind} />}
      <section aria-labelledby="people-heading" className="changes-people">
        <div className="section-head">
          <h2 id="people-heading">People</h2>
          <p className="downloads">
            <Print
              all={asked.whole === true || total <= PAGE_ROWS}
              ready={ready}
              show={() => change({ whole: true })}
            />
            <Downloads found={found} state={asked.state} />
          </p>
        </div>
        <RosterTable found={found} title={described?.title ?? rule} />
        {asked.whole ? (
          <p className="paging quiet">
            All {count(total)} people.{' '}
            <button type="button" className="plain" onClick={() => change({ whole: undefined })}>
              Show page by page
            </button>
          </p>
        ) : (
          <Paging
            total={total}
            offset={asked.offset ?? 0}
            size={PAGE_ROWS}
            go={(offset) => change({ offset: offset || undefined })}
          />
        )}
      </section>
      {described && <OfRule rule={described} />}
    </>
  )
}

function Downloads({ found, state }: { found: Roster; state: string | undefined }) {
  const path = rosterPath(found.practice_id, { rule: found.rule ?? undefined, list: found.list ?? undefined, state })
  const name = `${found.practice_id}-${found.list}`
  return (
    <>
      <a className="ds-c-button ds-c-button--small" href={`${path}&format=csv`} download={`${name}.csv`}>
        CSV<span className="ds-u-visibility--screen-reader"> of the people</span>
      </a>
      <a className="ds-c-button ds-c-button--small" href={`${path}&limit=all`} download={`${name}.json`}>
        JSON<span className="ds-u-visibility--screen-reader"> of the people</span>
      </a>
      <a className="ds-c-button ds-c-button--small" href={`${path}&format=fhir`} download={`${name}-group.json`}>
        FHIR Group<span className="ds-u-visibility--screen-reader"> of the people</span>
      </a>
    </>
  )
}

/** Paper has no second page to ask for: first everybody is shown, then it is printed. */
function Print({ all, ready, show }: { all: boolean; ready: boolean; show: () => void }) {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    if (!wanted || !all || !ready) return
    setWanted(false)
    window.print()
  }, [wanted, all, ready])
  const print = () => {
    if (!all) show()
    setWanted(true)
  }
  return (
    <button type="button" className="ds-c-button ds-c-button--small" onClick={print}>
      Print
    </button>
  )
}
