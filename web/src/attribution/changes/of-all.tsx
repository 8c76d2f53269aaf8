/** For who counts and sees nobody: who came, left and stayed at each practice, rounded. */
import { useQuery } from '@tanstack/react-query'
import type { Churn, Rules, Stability } from '../../api/attribution/attribution.ts'
import { churnQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Withheld } from '../../design/answers/withheld.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { count, percent } from '../../design/words/format.ts'
import { titleOf } from '../laboratory-page.tsx'
import { OfRule } from '../rule-steps.tsx'
import { medianInWords } from './steadiness.tsx'

type Props = { rules: Rules; rule: string; list: string | undefined }
type OfPractice = {
  practice_id: string
  name: string
  people: ReadonlyMap<string, number>
  steady: Stability | undefined
}

export function OfAll({ rules, rule, list }: Props) {
  const churn = useQuery(churnQuery(rule))
  const described = rules.described.find((one) => one.rule === rule)
  const lists = rules.rules.filter((one) => one.rule === rule && one.previous_list !== null)
  const shown =
    lists.find((one) => one.list === list) ?? lists.find((one) => one.compared_in === rules.period) ?? lists.at(-1)
  return (
    <>
      <Answer query={churn} what="the changes">
        {(found) =>
          shown === undefined ? (
            <EmptyState heading="This rule makes one list in this run: there is nothing to compare." />
          ) : (
            <ByPractice
              found={found}
              about={`By “${titleOf(rules, rule)}”: list ${shown.list} beside list ${shown.previous_list}.`}
              list={shown.list}
              kind={shown.kind}
            />
          )
        }
      </Answer>
      {described && <OfRule rule={described} />}
    </>
  )
}

function ByPractice({ found, about, list, kind }: { found: Churn; about: string; list: string; kind: string }) {
  const rows = practicesOf(found, list, kind)
  const all = rows.find((row) => row.practice_id === 'all')
  if (rows.length === 0) return <EmptyState heading="No count is large enough to be shown." />
  const path = `/api/attribution/churn?${new URLSearchParams({ rule: found.rule })}`
  return (
    <section aria-labelledby="practices-heading" className="card">
      <div className="section-head">
        <h2 id="practices-heading">By practice</h2>
        <p className="downloads">
          <Download path={path} about="who came and left" />
        </p>
      </div>
      <p>{about}</p>
      {all?.steady && all.steady.stayed !== null && (
        <p>
          Of about {count(all.steady.started)} people with a practice on the first list, about{' '}
          {count(all.steady.stayed)} have been with it on every list until {all.steady.list}.{' '}
          {medianInWords(all.steady)}
        </p>
      )}
      <p className="quiet">
        Counts are rounded to tens at random, and shares are of rounded counts. “Few” stands for under twenty people, or
        nobody, and is left out of sums; a practice with few in every column is not listed. Who moved within all
        practices came from one and went to another.
      </p>
      <Table
        caption="Who stayed, came and left, by practice"
        quietCaption
        columns={COLUMNS}
        rows={all ? [all, ...rows.filter((row) => row !== all)] : rows}
        rowKey={(row) => row.practice_id}
      />
    </section>
  )
}

const flow = (key: string, label: string): Column<OfPractice> => ({
  key,
  label,
  numeric: true,
  cell: ({ people }) => {
    const known = people.get(key)
    return known === undefined ? <span className="quiet">few</span> : count(known)
  },
})
const COLUMNS: readonly Column<OfPractice>[] = [
  { key: 'practice', label: 'Practice', names: true, cell: (row) => row.name },
  flow('kept', 'Stayed'),
  flow('new', 'New'),
  flow('moved-in', 'From another practice'),
  flow('moved-out', 'To another practice'),
  flow('dropped', 'Left every panel'),
  {
    key: 'steady',
    label: 'Still there since the first list',
    numeric: true,
    cell: ({ steady }) =>
      steady === undefined ? (
        <span className="quiet">few</span>
      ) : steady.stayed_share === null ? (
        <Withheld because={steady.withheld.find((one) => one.field === 'stayed_share')?.because} />
      ) : (
        percent(steady.stayed_share, 0)
      ),
  },
  {
    key: 'median',
    label: 'Months until half had left',
    numeric: true,
    cell: ({ steady }) =>
      steady === undefined ? '–' : steady.median_months === null ? 'more than half stay' : count(steady.median_months),
  },
]

/** Over all practices, who moved came from one and went to another. */
const WAYS: Record<string, readonly string[]> = { moved: ['moved-in', 'moved-out'] }

/** Reasons summed; a way of which every part is of few people is not there. */
function practicesOf(found: Churn, list: string, kind: string): OfPractice[] {
  const rows = new Map<string, OfPractice & { people: Map<string, number> }>()
  for (const one of found.flows.filter((row) => row.list === list && row.people !== null)) {
    const row = rows.get(one.practice_id) ?? {
      practice_id: one.practice_id,
      name: one.practice_id === 'all' ? 'All practices' : (one.practice_name ?? one.practice_id),
      people: new Map<string, number>(),
      steady: found.stability.findLast((of) => of.practice_id === one.practice_id && of.kind === kind),
    }
    for (const flow of WAYS[one.flow] ?? [one.flow])
      row.people.set(flow, (row.people.get(flow) ?? 0) + (one.people ?? 0))
    rows.set(one.practice_id, row)
  }
  return [...rows.values()]
}
