/** From list to list of one rule: who stayed, came, left or moved, over all practices. */
import { useQuery } from '@tanstack/react-query'
import type { ChurnFlow } from '../api/attribution/attribution.ts'
import { churnQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { Withheld } from '../design/answers/withheld.tsx'
import { Table } from '../design/tables/table.tsx'
import { count } from '../design/words/format.ts'
import { plural } from '../design/words/words.ts'

export function Changes({ rule, title }: { rule: string; title: string }) {
  const role = useQuery(sessionQuery).data?.viewer?.role
  if (role === undefined || role === 'payer') return null
  return (
    <section aria-labelledby="changes-heading" className="card">
      <h2 id="changes-heading">From list to list</h2>
      <ChangesOf rule={rule} title={title} />
    </section>
  )
}

function ChangesOf({ rule, title }: { rule: string; title: string }) {
  const churn = useQuery(churnQuery(rule))
  return (
    <Answer query={churn} what="the changes">
      {(found) => {
        const lists = listsOf(found.flows)
        if (lists.length === 0)
          return <p className="quiet">{title} has one list in this run, or none that you may know of.</p>
        return (
          <>
            <p className="quiet">
              {title}: {lists.length} {plural(lists.length, 'change')} of list. Counts of few people are withheld.
            </p>
            <Table
              caption="Who stayed, came, left or moved"
              quietCaption
              columns={[
                { key: 'list', label: 'To the list', names: true, cell: (row) => row.list },
                ...FLOWS.map(([flow, label]) => ({
                  key: flow,
                  label,
                  numeric: true,
                  cell: (row: OfList) => {
                    const people = row.people.get(flow)
                    return people === undefined || people === null ? <Withheld /> : count(people)
                  },
                })),
              ]}
              rows={lists}
              rowKey={(row) => row.list}
            />
          </>
        )
      }}
    </Answer>
  )
}

const FLOWS: readonly [flow: string, label: string][] = [
  ['kept', 'Stayed'],
  ['new', 'New'],
  ['moved', 'From another practice'],
  ['dropped', 'Left'],
]

type OfList = { list: string; people: ReadonlyMap<string, number | null> }

/** Summed over reasons, of all practices where there is such a row, else of the viewer's own. */
function listsOf(flows: readonly ChurnFlow[]): OfList[] {
  const all = flows.some((one) => one.practice_id === 'all')
  const lists = new Map<string, Map<string, number | null>>()
  for (const one of flows.filter((row) => !all || row.practice_id === 'all')) {
    const people = lists.get(one.list) ?? new Map<string, number | null>()
    const before = people.get(one.flow)
    people.set(one.flow, before === null || one.people === null ? null : (before ?? 0) + one.people)
    lists.set(one.list, people)
  }
  return [...lists].map(([list, people]) => ({ list, people })).sort((x, y) => (x.list < y.list ? -1 : 1))
}
