/** What a practice has to know, keep and send over all its payers, and what would be left if they did alike. */
import type { PayersOfPractice } from '../../api/alignment/answers.ts'
import { Table } from '../../design/tables/table.tsx'

type Count = PayersOfPractice['burden']['counts'][number]

export function Counts({ found }: { found: PayersOfPractice }) {
  const name = (payer: string) => found.payers.find((one) => one.payer === payer)?.name ?? payer
  const label = (element: string) => found.elements.find((one) => one.element === element)?.label ?? element
  return (
    <section className="card alignment-table" aria-labelledby="payers-counts">
      <h2 id="payers-counts">What it comes to</h2>
      <Table
        caption="Different things over all payers"
        quietCaption
        columns={[
          { key: 'label', label: 'What', names: true, cell: (row: Count) => row.label },
          {
            key: 'now',
            label: 'Now',
            numeric: true,
            cell: ({ number, at_least }) => `${at_least ? 'at least ' : ''}${number}`,
          },
          {
            key: 'then',
            label: 'If all followed the common model',
            numeric: true,
            cell: ({ if_aligned }) => if_aligned ?? <span className="quiet">Not known</span>,
          },
          {
            key: 'things',
            label: 'Which, and whose',
            cell: (row) => <Things count={row} name={name} label={label} />,
          },
        ]}
        rows={found.burden.counts}
        rowKey={({ count }) => count}
      />
    </section>
  )
}

type ThingsProps = { count: Count; name: (payer: string) => string; label: (element: string) => string }

function Things({ count: { label: of, things, silent, disputed }, name, label }: ThingsProps) {
  const open = [
    ...silent.map((one) => ({ ...one, why: 'not stated by' })),
    ...disputed.map((one) => ({ ...one, why: 'said in two ways by' })),
  ]
  if (things.length === 0 && open.length === 0) return <span className="quiet">None</span>
  return (
    <details>
      <summary>
        Show<span className="ds-u-visibility--screen-reader">: {of}</span>
      </summary>
      <ul>
        {things.map(({ key, says, payers }) => (
          <li key={key}>
            {says} <span className="quiet">({payers.map(name).join(', ')})</span>
          </li>
        ))}
        {open.map(({ element, payers, why }) => (
          <li key={`${why} ${element}`} className="quiet">
            {label(element)}: {why} {payers.map(name).join(', ')}
          </li>
        ))}
      </ul>
    </details>
  )
}
