/** Every rule of the run: how often it makes lists, and how many people have a practice by its newest. */
import type { RuleList, Rules } from '../api/attribution/attribution.ts'
import { Withheld } from '../design/answers/withheld.tsx'
import { Download } from '../design/tables/download.tsx'
import { Table } from '../design/tables/table.tsx'
import { count, day } from '../design/words/format.ts'
import { titleOf } from './laboratory-page.tsx'
import { KIND } from './words.ts'

type Row = { rule: string; title: string; lists: number; newest: RuleList }

export function RuleLists({ found }: { found: Rules }) {
  const byRule = new Map<string, RuleList[]>()
  for (const list of found.rules) byRule.set(list.rule, [...(byRule.get(list.rule) ?? []), list])
  const rows = [...byRule].flatMap(([rule, lists]): Row[] => {
    const newest = lists.find((one) => one.compared_in === found.period) ?? lists.at(-1)
    return newest ? [{ rule, title: titleOf(found, rule), lists: lists.length, newest }] : []
  })
  const counted = rows.some(({ newest }) => newest.people !== null || newest.attributed !== null)
  const number = (key: 'people' | 'attributed', label: string) => ({
    key,
    label,
    numeric: true,
    cell: ({ newest }: Row) => (newest[key] === null ? <Withheld /> : count(newest[key])),
  })
  return (
    <section aria-labelledby="lists-heading" className="card">
      <div className="section-head">
        <h2 id="lists-heading">All rules</h2>
        <Download path="/api/attribution/rules" about="rules and their lists" />
      </div>
      {!counted && <p className="quiet">How many people of the whole region a rule sees is not for you to see.</p>}
      <Table
        caption="Rules and their newest lists"
        quietCaption
        columns={[
          { key: 'rule', label: 'Rule', names: true, cell: (row) => row.title },
          {
            key: 'list',
            label: 'List',
            cell: (row) => `${row.newest.list}, ${KIND[row.newest.kind] ?? row.newest.kind}`,
          },
          { key: 'known', label: 'Looks at care until', cell: (row) => day(row.newest.known_on) },
          ...(counted ? [number('people', 'People it sees'), number('attributed', 'With a practice')] : []),
        ]}
        rows={rows}
        rowKey={(row) => row.rule}
      />
    </section>
  )
}
